import { expect, test } from "vitest";
import { readCode } from "./pairing.ts";

test.each([
  { typed: "7kq2-m9xa", code: "7KQ2M9XA" },
  { typed: " 7KQ2 M9XA ", code: "7KQ2M9XA" },
  { typed: "o0iLu-abc", code: "0011VABC" },
  { typed: "７KQ2—M9XA", code: "7KQ2M9XA" },
])("the code typed as $typed is read as $code", ({ typed, code }) => {
  expect(readCode(typed)).toBe(code);
});
