import { expect, test } from "vitest";
import { sizeText } from "./size-text.ts";

test.each([
  [8_400_000, "8.4 MB"],
  [23_400_000, "23 MB"],
  [512_000, "512 kB"],
])("%i bytes read %s", (bytes, text) => {
  expect(sizeText(bytes, "en")).toBe(text);
});
