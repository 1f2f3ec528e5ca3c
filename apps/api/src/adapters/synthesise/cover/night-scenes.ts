import { between, type SeededRandom } from "../seeded-random.ts";
import { blend, type Canvas, falling, hex } from "./canvas.ts";
import { below, box, convex, disc, ellipse, line, ridge, ring } from "./shapes.ts";

/** Mountains in the mist, a lit boat, and rain on the water. */
export function drawRain(canvas: Canvas, random: SeededRandom): void {
  const { size } = canvas;
  canvas.fill(falling([hex("22343c"), hex("4d6a6c"), hex("9db3a8"), hex("c9d2c0")], 0, 900));
  canvas.paint(disc({ x: 1_010, y: 330 }, 105), hex("eef0df"), { alpha: 0.5, soft: 60 });
  const mist = hex("b9c6b8");
  for (let layer = 0; layer < 5; layer++) {
    const at = 560 + layer * 85;
    const hills = ridge(random, { at, high: 120 - layer * 17, waves: 1.1 + layer * 0.5 });
    const ink = blend(hex("7f9a96"), hex("1d3034"), layer / 4.2);
    canvas.paint(below(hills, size), (x, y) => blend(ink, mist, (y - hills(x)) / (230 - layer * 20)), { alpha: 0.92 });
  }
  canvas.paint(
    below(() => 985, size),
    falling([hex("a9b9ae"), hex("5d787a"), hex("22373d")], 985, size),
    { soft: 40 },
  );
  canvas.paint(disc({ x: 452, y: 1_046 }, 240), hex("ffb85c"), { alpha: 0.55, soft: 430, light: true });
  canvas.paint(ellipse({ x: 452, y: 1_200 }, { wide: 34, high: 120 }), hex("ffc978"), {
    alpha: 0.5,
    soft: 70,
    light: true,
  });
  drawBoat(canvas);
  for (let drop = 0; drop < 22; drop++) {
    const place = { x: between(random, 0, size), y: between(random, 1_040, 1_370) };
    const wide = (place.y - 980) * between(random, 0.08, 0.2);
    for (const part of [1, 0.55]) {
      const outer = ellipse(place, { wide: wide * part, high: wide * part * 0.26 });
      const rim = { ...outer, distance: (x: number, y: number) => Math.abs(outer.distance(x, y)) - 0.9 };
      canvas.paint(rim, hex("dfe9df"), { alpha: 0.4 * part });
    }
  }
  for (let drop = 0; drop < 330; drop++) {
    const from = { x: between(random, -60, size), y: between(random, -120, size) };
    const long = between(random, 34, 120);
    const to = { x: from.x - long * 0.16, y: from.y + long };
    canvas.paint(line(from, to, between(random, 0.8, 1.9)), hex("e9f2ee"), { alpha: between(random, 0.1, 0.34) });
  }
}

function drawBoat(canvas: Canvas): void {
  const dark = hex("16211f");
  const hull = ellipse({ x: 452, y: 1_062 }, { wide: 190, high: 58 });
  canvas.paint({ ...hull, distance: (x, y) => Math.max(hull.distance(x, y), 1_072 - y) }, dark);
  const roof = ellipse({ x: 440, y: 1_074 }, { wide: 92, high: 72 });
  canvas.paint({ ...roof, distance: (x, y) => Math.max(roof.distance(x, y), y - 1_074) }, hex("24312d"));
  const door = ellipse({ x: 440, y: 1_074 }, { wide: 58, high: 50 });
  canvas.paint({ ...door, distance: (x, y) => Math.max(door.distance(x, y), y - 1_074) }, hex("ffd48a"));
  canvas.paint(line({ x: 600, y: 1_076 }, { x: 652, y: 912 }, 5), dark);
  canvas.paint(line({ x: 560, y: 1_030 }, { x: 560, y: 1_075 }, 4), dark);
  canvas.paint(disc({ x: 560, y: 1_020 }, 13), hex("ffe2a6"));
}

/** Roofs at dusk, a great moon, and lanterns along a wire. */
export function drawLanterns(canvas: Canvas, random: SeededRandom): void {
  const { size } = canvas;
  canvas.fill(falling([hex("14173a"), hex("372a63"), hex("8a3f6b"), hex("e07a57"), hex("f6b76b")], 0, 1_180));
  for (let star = 0; star < 90; star++) {
    const place = { x: between(random, 0, size), y: between(random, 0, 520) };
    canvas.paint(disc(place, between(random, 0.8, 2.2)), hex("fff4dc"), { alpha: between(random, 0.25, 0.8) });
  }
  const moon = { x: 960, y: 430 };
  canvas.paint(disc(moon, 330), hex("ffd9a8"), { alpha: 0.32, soft: 420, light: true });
  canvas.paint(disc(moon, 168), (x, y) => blend(hex("fff3d6"), hex("f5cf9e"), (x - moon.x + y - moon.y + 240) / 480));
  for (const [dx, dy, radius] of [
    [-50, -30, 34],
    [40, 50, 46],
    [66, -60, 22],
    [-70, 72, 20],
  ] as const)
    canvas.paint(disc({ x: moon.x + dx, y: moon.y + dy }, radius), hex("e8bf8d"), { alpha: 0.35, soft: 26 });
  for (let layer = 0; layer < 3; layer++) drawRoofs(canvas, random, layer);
  const wire = (x: number) => 300 + 190 * (1 - ((x - 640) / 800) ** 2);
  for (let x = -10; x < size; x += 14)
    canvas.paint(line({ x, y: wire(x) }, { x: x + 14, y: wire(x + 14) }, 3), hex("1b1430"));
  for (let lantern = 0; lantern < 6; lantern++) {
    const x = 105 + lantern * 228;
    drawLantern(canvas, { x, y: wire(x) + between(random, 34, 66) }, between(random, 0.85, 1.2));
  }
}

function drawRoofs(canvas: Canvas, random: SeededRandom, layer: number): void {
  const { size } = canvas;
  const colour = blend(hex("6d3357"), hex("150f26"), layer / 2);
  for (let x = -120; x < size + 60;) {
    const wide = between(random, 210, 330);
    const top = 960 + layer * 110 - between(random, 0, 110);
    const tip = 46 + wide * 0.06;
    // Eaves that turn up at their ends.
    const eaves = (px: number) => {
      const inward = Math.max(0, 1 - Math.abs((px - x - wide / 2) / (wide / 2)));
      return top + tip * (1 - 1.6 * inward ** 0.62);
    };
    const roof = below(eaves, size);
    const inside = (px: number) => Math.abs(px - x - wide / 2) - wide / 2;
    canvas.paint({ ...roof, distance: (px, py) => Math.max(roof.distance(px, py), inside(px)) }, colour);
    for (let window = 0; window < 3; window++) {
      if (random() < 0.45) continue;
      const place = { x: x + wide * (0.22 + window * 0.22), y: top + tip + 46 };
      canvas.paint(box(place, { wide: 26, high: 36, round: 3 }), hex("ffcb74"), { alpha: 0.35 + layer * 0.28 });
    }
    x += wide * 0.88;
  }
}

function drawLantern(canvas: Canvas, { x, y }: { x: number; y: number }, scale: number): void {
  const [wide, high] = [62 * scale, 54 * scale];
  const middle = { x, y: y + high };
  canvas.paint(line({ x, y: y - 50 }, { x, y }, 3), hex("1b1430"));
  canvas.paint(disc(middle, 120 * scale), hex("ff7a3c"), { alpha: 0.5, soft: 210 * scale, light: true });
  canvas.paint(ellipse(middle, { wide, high }), (px) => blend(hex("ffd27a"), hex("d8341f"), Math.abs(px - x) / wide));
  for (const part of [0.35, 0.72]) {
    const rib = ellipse(middle, { wide: wide * part, high });
    canvas.paint({ ...rib, distance: (px, py) => Math.abs(rib.distance(px, py)) - 0.8 }, hex("a01c17"), { alpha: 0.5 });
  }
  for (const side of [-1, 1])
    canvas.paint(
      box({ x: x - 20 * scale, y: middle.y + side * high - 6 }, { wide: 40 * scale, high: 12, round: 3 }),
      hex("3a1420"),
    );
  for (const dx of [-8, 0, 8])
    canvas.paint(
      line({ x: x + dx, y: middle.y + high + 6 }, { x: x + dx, y: middle.y + high + 52 * scale }, 2.5),
      hex("d8341f"),
    );
}

/** A striped sun over a city, and rails of light that run to it. */
export function drawNeon(canvas: Canvas, random: SeededRandom): void {
  const { size } = canvas;
  const horizon = 860;
  canvas.fill(falling([hex("0a0620"), hex("241047"), hex("5b1a6b"), hex("c02d7a")], 0, horizon));
  const sun = disc({ x: 700, y: 610 }, 300);
  canvas.paint(disc({ x: 700, y: 610 }, 420), hex("ff4f9a"), { alpha: 0.4, soft: 420, light: true });
  const stripes = (y: number) => (y < 560 ? -1 : ((y - 560) % 52) - 52 + (y - 560) * 0.075);
  canvas.paint(
    { ...sun, distance: (x, y) => Math.max(sun.distance(x, y), stripes(y)) },
    falling([hex("ffe27a"), hex("ff8a5c"), hex("ff3d8b")], 320, 900),
  );
  for (let x = -20; x < size;) {
    const wide = between(random, 44, 104);
    const middle = Math.abs(x + wide / 2 - 700) / 700;
    const top = horizon - between(random, 60, 150) - middle * between(random, 120, 330);
    canvas.paint(box({ x, y: top }, { wide: wide + 1, high: size }), hex("120729"));
    drawWindows(canvas, random, { x, top, wide, bottom: horizon });
    x += wide;
  }
  canvas.paint(
    below(() => horizon, size),
    falling([hex("3a0f57"), hex("0a0620")], horizon, size),
  );
  const cyan = hex("35e6ff");
  for (let rail = -14; rail <= 14; rail++) {
    const glowing = rail === -1 || rail === 1;
    const from = { x: 700 + rail * 9, y: horizon };
    canvas.paint(line(from, { x: 700 + rail * 190, y: size + 40 }, glowing ? 6 : 1.6), cyan, {
      alpha: glowing ? 0.95 : 0.3,
      soft: glowing ? 3 : 1.4,
      light: true,
    });
    if (glowing)
      canvas.paint(line(from, { x: 700 + rail * 190, y: size + 40 }, 14), cyan, { alpha: 0.22, soft: 30, light: true });
  }
  for (let tie = 1; tie < 15; tie++) {
    const y = horizon + 560 * (tie / 15) ** 2.2;
    canvas.paint(line({ x: 0, y }, { x: size, y }, 1.6), hex("ff4fd0"), { alpha: 0.42, light: true });
  }
  canvas.paint(line({ x: 0, y: horizon }, { x: size, y: horizon }, 4), hex("ffd0f0"), {
    alpha: 0.8,
    soft: 8,
    light: true,
  });
  drawTrain(canvas);
}

function drawWindows(
  canvas: Canvas,
  random: SeededRandom,
  of: { x: number; top: number; wide: number; bottom: number },
): void {
  for (let y = of.top + 16; y < of.bottom - 12; y += 22)
    for (let x = of.x + 10; x < of.x + of.wide - 12; x += 17) {
      if (random() < 0.62) continue;
      const colour = random() < 0.5 ? hex("ffd36b") : hex("4fe3ff");
      canvas.paint(box({ x, y }, { wide: 7, high: 9 }), colour, { alpha: between(random, 0.35, 0.9) });
    }
}

function drawTrain(canvas: Canvas): void {
  const [x, y] = [560, 905];
  canvas.paint(ellipse({ x: 700, y: 1_190 }, { wide: 190, high: 26 }), hex("05030f"), { alpha: 0.8, soft: 24 });
  canvas.paint(box({ x, y }, { wide: 280, high: 270, round: 52 }), falling([hex("574a9c"), hex("221a4c")], y, y + 270));
  canvas.paint(
    box({ x: x + 34, y: y + 42 }, { wide: 212, high: 96, round: 24 }),
    falling([hex("aef4ff"), hex("3b7fd0")], y + 42, y + 138),
  );
  canvas.paint(line({ x: 700, y: y + 42 }, { x: 700, y: y + 138 }, 5), hex("1a1338"));
  canvas.paint(box({ x: x + 92, y: y + 14 }, { wide: 96, high: 18, round: 6 }), hex("ff9f3f"));
  for (const side of [-1, 1]) {
    const lamp = { x: 700 + side * 92, y: y + 196 };
    canvas.paint(disc(lamp, 20), hex("fff6cf"));
    canvas.paint(disc(lamp, 70), hex("ffe08a"), { alpha: 0.55, soft: 120, light: true });
  }
  canvas.paint(line({ x: x + 20, y: y + 160 }, { x: x + 260, y: y + 160 }, 7), hex("ff3d8b"));
  canvas.paint(
    convex([
      { x: x + 40, y: y + 232 },
      { x: x + 240, y: y + 232 },
      { x: x + 214, y: y + 286 },
      { x: x + 66, y: y + 286 },
    ]),
    hex("0b0720"),
  );
  canvas.paint(ring({ x: 700, y: y + 198 }, 20, 4), hex("35e6ff"), { alpha: 0.9 });
}
