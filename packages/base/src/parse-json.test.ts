import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

test.each([
  String.raw`{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}`,
  String.raw`{"a\"b":"{\"a\":1,\"a\":2}","c":"a\\"}`,
  '[-1,-0.5,0,0.0,"-0",-1e2, "a","a"]',
  ' { "a" : "a" , "b" : [ "b" , "b" ] } ',
  String.raw`{"a":"b","b":"a","\u0063":"\u0061"}`,
  '"a"',
  "-1",
])("%s is read as JSON.parse reads it", (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([
  '{"a":1,"a":1}',
  String.raw`{"a":1,"\u0061":2}`,
  '{"x":[{"b":{},"b":[]}]}',
  '{"a":{"b":1},"a":2}',
  '{"a" : 1 ,\n "a"\t: 2}',
  String.raw`{"\\":1,"\\":2}`,
  '{"__proto__":1,"__proto__":2}',
  '{"":1,"":2}',
])("%j has one name twice", (text) => {
  expect(() => parseJson(text)).toThrow(/two members are named/);
});

test.each(["-0", "[-0]", '{"a":-0}', "-0.0", "-0e5", "-1e-400", "[1,-0 ]"])("%s has the number -0", (text) => {
  expect(() => parseJson(text)).toThrow(/-0/);
});

test.each(["", "{", '{"a"}', "[1,]", "NaN", "01", "'a'"])("%j is not JSON", (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});

test("whatever JSON was written is read back", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "binary" }), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("a name that is told twice is always found, however deep", () => {
  const names = fc.string().filter((name) => name !== "x");
  fc.assert(
    fc.property(names, fc.array(fc.constantFrom("list", "object")), fc.jsonValue(), (name, depth, value) => {
      const twice = `{${JSON.stringify(name)}:${JSON.stringify(value)},"x":[],${JSON.stringify(name)}:0}`;
      const text = depth.reduce((inner, kind) => (kind === "list" ? `["a",${inner}]` : `{"a":${inner}}`), twice);
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }),
  );
});
