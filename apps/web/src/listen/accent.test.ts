import { expect, test } from "vitest";
import { accentOf, contrast, readColor } from "./accent.ts";

const BLACK = [0, 0, 0] as const;
const WHITE = [255, 255, 255] as const;

test("contrast is WCAG's", () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21, 5);
  expect(contrast(WHITE, BLACK)).toBeCloseTo(21, 5);
  expect(contrast([118, 118, 118], WHITE)).toBeCloseTo(4.54, 2);
});

const COVERS = ["#000000", "#ffffff", "#ffff00", "#e8a080", "#204080", "#105040", "#808080", "#ff0000", "#f3ece2"];
const GROUNDS = {
  light: ["#faf6f0", "#fffdfa", "#f3ece2"],
  dark: ["#17130f", "#211c17", "#2b251f"],
};

test.each(
  COVERS.flatMap((color) => [
    { color, theme: "light" as const },
    { color, theme: "dark" as const },
  ]),
)("the accent of a cover in $color can be read on every ground of the $theme theme", ({ color, theme }) => {
  const accent = accentOf(color, theme);
  const parts = (text = "") => readColor(text) ?? BLACK;
  for (const word of [parts(accent?.accent), parts(accent?.accentDeep)]) {
    for (const ground of [...GROUNDS[theme], accent?.accentWash, accent?.onAccent])
      expect(contrast(word, parts(ground))).toBeGreaterThanOrEqual(4.5);
  }
});

test("a colour that can be read already stays as it is", () => {
  expect(accentOf("#204080", "light")?.accent).toBe("#204080");
});

test.each([null, "", "red", "#fff", "#12345g", "url(x)"])("%j is no colour", (color) => {
  expect(accentOf(color, "light")).toBeUndefined();
});
