import { expect, test } from "vitest";
import { actionOf } from "./player-keys.ts";

test.each([
  { key: " ", focus: "page", action: "toggle" },
  { key: " ", focus: "control", action: undefined },
  { key: "k", focus: "control", action: "toggle" },
  { key: "K", focus: "page", action: "toggle" },
  { key: "k", focus: "text", action: undefined },
  { key: "ArrowRight", focus: "page", action: "forward_5" },
  { key: "ArrowRight", focus: "control", action: undefined },
  { key: "ArrowUp", focus: "page", action: undefined },
  { key: "/", focus: "page", action: "search" },
  { key: "?", focus: "control", action: "help" },
  { key: "/", focus: "text", action: undefined },
  { key: "z", focus: "page", action: undefined },
] as const)("$key on a $focus does $action", ({ key, focus, action }) => {
  expect(actionOf({ key, focus, held: false })).toBe(action);
});

test("a key with Ctrl, Alt or Meta is the browser's", () => {
  expect(actionOf({ key: "l", held: true, focus: "page" })).toBeUndefined();
});
