import { expect, test } from "vitest";
import { moneyText, percentOf, readYuan, yuanField } from "./money-text.ts";

test.each([
  ["800000", "¥0.80"],
  ["2000", "¥0.002"],
  ["20000", "¥0.02"],
  ["0", "¥0.00"],
  ["-52", "−¥0.000052"],
  ["1234567890000", "¥1,234,567.89"],
  ["9223372036854775807", "¥9,223,372,036,854.775807"],
])("%s micros read %s in both languages", (micros, text) => {
  expect(moneyText(micros, "en")).toBe(text);
  expect(moneyText(micros, "zh-CN")).toBe(text);
});

test("a statement's column shows every amount to the micro", () => {
  expect(moneyText("12500", "en", "micro")).toBe("¥0.012500");
});

test("an estimate is rounded to fen, and nothing else is", () => {
  expect(moneyText("4975692", "en", "fen")).toBe("¥4.98");
  expect(moneyText("4974999", "en", "fen")).toBe("¥4.97");
  expect(moneyText("4975692", "en")).toBe("¥4.975692");
});

test.each([
  ["12", 12_000_000n],
  ["0.80", 800_000n],
  [" ¥1,200.50 ", 1_200_500_000n],
  ["０．８", 800_000n],
  ["3 元", 3_000_000n],
  ["￥5", 5_000_000n],
])("an owner who types %j means %d micros", (typed, micros) => {
  expect(readYuan(typed)).toBe(micros);
});

test.each(["", "-1", "1,2", "1.2345678", "abc", "1e3", "１２元５"])("%j is not an amount", (typed) => {
  expect(readYuan(typed)).toBeUndefined();
});

test("a field shows an amount as a person would type it", () => {
  expect([yuanField("100000000"), yuanField("800000"), yuanField("0")]).toEqual(["100", "0.80", "0"]);
});

test("a bar is full at its limit and beyond, and empty where there is no limit", () => {
  expect([percentOf("50", "100"), percentOf("150", "100"), percentOf("1", "0")]).toEqual([50, 100, 0]);
});
