import { between, type SeededRandom } from "../seeded-random.ts";
import { blend, type Canvas, falling, hex } from "./canvas.ts";
import { below, convex, disc, ellipse, line, ridge, ring } from "./shapes.ts";

/** Paper boats on waves before a low sun. */
export function drawBoats(canvas: Canvas, random: SeededRandom): void {
  const { size } = canvas;
  canvas.fill(falling([hex("f4e3c3"), hex("f7d6a5"), hex("f0b98a")], 0, 860));
  const sun = { x: 930, y: 560 };
  for (const [radius, alpha] of [
    [400, 0.16],
    [310, 0.2],
    [230, 0.28],
  ] as const)
    canvas.paint(disc(sun, radius), hex("fff3d8"), { alpha });
  canvas.paint(disc(sun, 158), hex("e8553d"));
  const far = ridge(random, { at: 720, high: 34, waves: 1.6 });
  canvas.paint(below(far, size), hex("c98f78"), { alpha: 0.75 });
  const colours = [hex("8fb3a7"), hex("5f9697"), hex("377a84"), hex("1f5c6c"), hex("123f52")];
  for (const [layer, colour] of colours.entries()) {
    const [at, high] = [800 + layer * 118, 20 + layer * 7];
    const [waves, shift] = [4.6 - layer * 0.62, random() * 6];
    const sea = (x: number) =>
      at +
      high * Math.sin((x / size) * 2 * Math.PI * waves + shift) -
      high * 0.4 * Math.sin((x / size) * 4 * Math.PI * waves + shift * 2);
    if (layer === 1) drawPaperBoat(canvas, { x: 330, y: sea(330) + 4, scale: 0.62, lean: -0.06 });
    if (layer === 3) drawPaperBoat(canvas, { x: 800, y: sea(800) - 6, scale: 1.25, lean: 0.07 });
    canvas.paint(below(sea, size), (x, y) => blend(colour, hex("0f3446"), (y - sea(x)) / 520));
    const crest = below(sea, size);
    canvas.paint({ ...crest, distance: (x, y) => Math.abs(crest.distance(x, y) + 5) - 2.2 }, hex("f6ead0"), {
      alpha: 0.55,
    });
  }
  for (const [x, y, wide] of [
    [300, 300, 44],
    [400, 236, 32],
    [505, 330, 26],
  ] as const)
    for (const side of [-1, 1])
      canvas.paint(line({ x, y }, { x: x + side * wide, y: y - wide * 0.42 }, 4.5), hex("5a3b3a"), { alpha: 0.8 });
}

function drawPaperBoat(canvas: Canvas, of: { x: number; y: number; scale: number; lean: number }): void {
  const turn = (dx: number, dy: number) => ({
    x: of.x + of.scale * (dx * Math.cos(of.lean) - dy * Math.sin(of.lean)),
    y: of.y + of.scale * (dx * Math.sin(of.lean) + dy * Math.cos(of.lean)),
  });
  const figures: readonly (readonly [colour: string, corners: readonly (readonly [number, number])[]])[] = [
    [
      "fffaf0",
      [
        [0, -230],
        [92, -30],
        [-92, -30],
      ],
    ],
    [
      "ead9bd",
      [
        [0, -230],
        [92, -30],
        [0, -30],
      ],
    ],
    [
      "fdf4e3",
      [
        [-210, -110],
        [0, -40],
        [0, 60],
        [-120, 60],
      ],
    ],
    [
      "e3cfae",
      [
        [0, -40],
        [210, -110],
        [120, 60],
        [0, 60],
      ],
    ],
  ];
  for (const [colour, corners] of figures) canvas.paint(convex(corners.map(([dx, dy]) => turn(dx, dy))), hex(colour));
}

/** A tall glass full of bubbles, and half an orange on its rim. */
export function drawSoda(canvas: Canvas, random: SeededRandom): void {
  const { size } = canvas;
  canvas.fill(falling([hex("ff9d8a"), hex("ffc79a"), hex("ffe6b8")], 0, size));
  for (let ray = 0; ray < 24; ray++) {
    const angle = (ray / 24) * 2 * Math.PI + 0.06;
    const [one, other] = [angle - 0.055, angle + 0.055];
    const far = (at: number) => ({ x: 700 + 1_500 * Math.cos(at), y: 640 + 1_500 * Math.sin(at) });
    canvas.paint(convex([{ x: 700, y: 640 }, far(one), far(other)]), hex("fff2d2"), { alpha: 0.34 });
  }
  const orange = { x: 985, y: 372 };
  drawOrange(canvas, orange);
  const glass = convex([
    { x: 392, y: 330 },
    { x: 1_008, y: 330 },
    { x: 926, y: 1_290 },
    { x: 474, y: 1_290 },
  ]);
  canvas.paint(glass, hex("ffffff"), { alpha: 0.36 });
  const soda = convex([
    { x: 420, y: 452 },
    { x: 980, y: 452 },
    { x: 910, y: 1_262 },
    { x: 490, y: 1_262 },
  ]);
  canvas.paint(soda, falling([hex("8ff0df"), hex("36c9c6"), hex("1598b4")], 452, 1_262), { alpha: 0.94 });
  canvas.paint(ellipse({ x: 700, y: 452 }, { wide: 280, high: 34 }), hex("c9fff2"));
  for (const [x, y, turned] of [
    [585, 520, 0.3],
    [800, 560, -0.4],
    [680, 650, 0.15],
  ] as const)
    drawIce(canvas, { x, y }, turned);
  canvas.paint(line({ x: 640, y: 1_180 }, { x: 835, y: 120 }, 30), hex("ffffff"), { alpha: 0.9 });
  for (let stripe = 0; stripe < 9; stripe++) {
    const part = stripe / 9.6;
    const at = (p: number) => ({ x: 640 + 195 * p, y: 1_180 - 1_060 * p });
    canvas.paint(line(at(part), at(part + 0.035), 30), hex("ff5d5d"), { alpha: 0.85 });
  }
  drawBubbles(canvas, random);
  canvas.paint(line({ x: 440, y: 400 }, { x: 508, y: 1_210 }, 20), hex("ffffff"), { alpha: 0.5, soft: 9 });
  const rim = ellipse({ x: 700, y: 330 }, { wide: 308, high: 38 });
  canvas.paint({ ...rim, distance: (x, y) => Math.abs(rim.distance(x, y)) - 4 }, hex("ffffff"), { alpha: 0.85 });
}

function drawBubbles(canvas: Canvas, random: SeededRandom): void {
  for (let bubble = 0; bubble < 120; bubble++) {
    const y = between(random, 480, 1_240);
    const reach = 250 - (y - 452) * 0.085;
    const place = { x: 700 + between(random, -1, 1) * (reach - 22), y };
    const radius = between(random, 3, 19) * (0.55 + 0.45 * random());
    canvas.paint(disc(place, radius), hex("ffffff"), { alpha: 0.2 });
    canvas.paint(ring(place, radius, 2), hex("ffffff"), { alpha: 0.75 });
    canvas.paint(disc({ x: place.x - radius * 0.35, y: place.y - radius * 0.35 }, radius * 0.24), hex("ffffff"), {
      alpha: 0.9,
    });
  }
}

function drawIce(canvas: Canvas, { x, y }: { x: number; y: number }, turned: number): void {
  const corner = (angle: number) => ({ x: x + 84 * Math.cos(turned + angle), y: y + 84 * Math.sin(turned + angle) });
  const quarter = Math.PI / 2;
  const cube = convex([corner(0), corner(quarter), corner(2 * quarter), corner(3 * quarter)]);
  canvas.paint({ ...cube, distance: (px, py) => cube.distance(px, py) - 8 }, hex("eafffb"), { alpha: 0.5 });
  canvas.paint(convex([corner(2 * quarter), corner(3 * quarter), { x, y }]), hex("ffffff"), { alpha: 0.55 });
}

function drawOrange(canvas: Canvas, middle: { x: number; y: number }): void {
  canvas.paint(disc(middle, 196), hex("f57a1f"));
  canvas.paint(disc(middle, 178), hex("fff0d0"));
  for (let part = 0; part < 10; part++) {
    const [from, to] = [(part / 10) * 2 * Math.PI + 0.05, ((part + 1) / 10) * 2 * Math.PI - 0.05];
    const at = (angle: number, reach: number) => ({
      x: middle.x + reach * Math.cos(angle),
      y: middle.y + reach * Math.sin(angle),
    });
    const half = (from + to) / 2;
    canvas.paint(convex([at(half, 22), at(from, 160), at(half, 168), at(to, 160)]), (x, y) =>
      blend(hex("ffb648"), hex("f8861c"), Math.hypot(x - middle.x, y - middle.y) / 170),
    );
  }
}

/** Jasmine on a dark green wall of leaves. */
export function drawJasmine(canvas: Canvas, random: SeededRandom): void {
  const { size } = canvas;
  canvas.fill((x, y) => blend(hex("2f6a50"), hex("0c2a25"), Math.hypot(x - 620, y - 560) / 1_000));
  for (let leaf = 0; leaf < 130; leaf++) {
    const place = { x: between(random, -60, size + 60), y: between(random, -60, size + 60) };
    const near = leaf / 130;
    drawLeaf(canvas, place, {
      turned: between(random, 0, 2 * Math.PI),
      long: between(random, 80, 150) * (0.7 + 0.5 * near),
      near,
    });
  }
  for (let bud = 0; bud < 9; bud++) {
    const place = { x: between(random, 120, 1_280), y: between(random, 120, 1_280) };
    const turned = between(random, -2.4, -0.7);
    canvas.paint(ellipse(place, { wide: 34, high: 15, turned }), (x) =>
      blend(hex("ffffff"), hex("e9d9dd"), (x - place.x + 30) / 70),
    );
  }
  const flowers = [
    [520, 470, 168],
    [860, 360, 128],
    [790, 700, 150],
    [420, 850, 116],
    [1_080, 610, 96],
    [1_010, 960, 122],
    [640, 1_080, 90],
    [250, 610, 84],
  ] as const;
  for (const [x, y, reach] of flowers.toReversed())
    drawFlower(canvas, { x, y }, { reach, turned: between(random, 0, 1.2) });
}

function drawLeaf(
  canvas: Canvas,
  { x, y }: { x: number; y: number },
  of: { turned: number; long: number; near: number },
): void {
  const [dx, dy] = [Math.cos(of.turned), Math.sin(of.turned)];
  const colour = blend(hex("14463a"), hex("4f9a68"), of.near * 0.8);
  // Two circles that cross make a leaf with a tip at both ends.
  const [wide, radius] = [of.long * 0.72, of.long * 1.02];
  const circles = [1, -1].map((side) => disc({ x: x - dy * wide * side, y: y + dx * wide * side }, radius));
  const distance = (px: number, py: number) => Math.max(...circles.map((circle) => circle.distance(px, py)));
  const shape = { distance, box: { left: x - of.long, top: y - of.long, right: x + of.long, bottom: y + of.long } };
  canvas.paint(shape, (px, py) => blend(colour, hex("0b2a24"), 0.55 - ((py - y) * dx - (px - x) * dy) / of.long));
  const reach = of.long * 0.68;
  canvas.paint(
    line({ x: x - dx * reach, y: y - dy * reach }, { x: x + dx * reach, y: y + dy * reach }, 2),
    hex("8cc49a"),
    { alpha: 0.4 },
  );
}

function drawFlower(
  canvas: Canvas,
  { x, y }: { x: number; y: number },
  { reach, turned }: { reach: number; turned: number },
): void {
  canvas.paint(disc({ x: x + 12, y: y + 22 }, reach * 0.86), hex("051713"), { alpha: 0.42, soft: reach * 0.7 });
  for (let petal = 0; petal < 6; petal++) {
    const angle = turned + (petal / 6) * 2 * Math.PI;
    const middle = { x: x + Math.cos(angle) * reach * 0.56, y: y + Math.sin(angle) * reach * 0.56 };
    const shape = ellipse(middle, { wide: reach * 0.5, high: reach * 0.27, turned: angle });
    canvas.paint(shape, hex("0d2e26"), { alpha: 0.16, soft: 14 });
    canvas.paint(shape, (px, py) => blend(hex("dfe8d2"), hex("fffefa"), Math.hypot(px - x, py - y) / (reach * 0.75)));
    const tip = { x: x + Math.cos(angle) * reach * 0.8, y: y + Math.sin(angle) * reach * 0.8 };
    canvas.paint(line({ x, y }, tip, 2), hex("c9d6bb"), { alpha: 0.55 });
  }
  canvas.paint(disc({ x, y }, reach * 0.15), hex("cfd89a"));
  canvas.paint(disc({ x, y }, reach * 0.09), hex("e8c95a"));
}
