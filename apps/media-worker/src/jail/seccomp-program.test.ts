import { expect, test } from "vitest";
import { seccompProgram, type Processor } from "./seccomp-program.ts";

const X64 = 0xc000003e;
const ARM64 = 0xc00000b7;
const I386 = 0x40000003;
const SELF = 4711;

interface Call {
  readonly number: number;
  readonly table?: number;
  readonly first?: number;
  readonly second?: number;
}

/** What the kernel would do with a call. */
function verdict(processor: Processor, call: Call, startsPrograms = false): string {
  const { number, table = processor === "x64" ? X64 : ARM64, first = 0, second = 0 } = call;
  const facts = { 0: number, 4: table, 16: first, 24: second };
  const value = run(seccompProgram({ processor, processId: SELF, startsPrograms }), new Map(Object.entries(facts)));
  return VERDICTS.get(value) ?? value.toString(16);
}

/** By their codes, what of the accumulator and the value makes a jump true. */
const JUMPS = new Map<number, (accumulator: number, value: number) => boolean>([
  [0x15, (accumulator, value) => accumulator === value],
  [0x35, (accumulator, value) => accumulator >= value],
  [0x45, (accumulator, value) => (accumulator & value) !== 0],
]);
const LOAD = 0x20;
const RETURN = 0x06;

/** Runs a program over the facts of a call, as the kernel does: a jump only ever leads forwards. */
function run({ buffer }: Uint8Array<ArrayBuffer>, facts: ReadonlyMap<string, number>): number {
  const program = new DataView(buffer);
  let accumulator = 0;
  for (let at = 0; at < buffer.byteLength; at += 8) {
    const code = program.getUint16(at, true);
    const value = program.getUint32(at + 4, true);
    if (code === RETURN) return value;
    if (code === LOAD) accumulator = facts.get(String(value)) ?? Number.NaN;
    else at += 8 * program.getUint8(at + (JUMPS.get(code)?.(accumulator, value) ? 2 : 3));
  }
  throw new Error("the program has no end");
}

const VERDICTS = new Map([
  [0x7fff0000, "allowed"],
  [0x80000000, "killed"],
  [0x00050001, "EPERM"],
  [0x00050026, "ENOSYS"],
]);

const THREAD = 0x3d0f00;
const SIGCHLD = 17;

test.each<{ what: string; call: Call; expected: string }>([
  { what: "read", call: { number: 0 }, expected: "allowed" },
  { what: "openat", call: { number: 257 }, expected: "allowed" },
  { what: "execve, which starts the worker itself", call: { number: 59 }, expected: "allowed" },
  { what: "sendmsg, for the channel", call: { number: 46 }, expected: "allowed" },
  { what: "socket", call: { number: 41 }, expected: "EPERM" },
  { what: "mknodat, the last of the refused", call: { number: 259 }, expected: "EPERM" },
  { what: "fork", call: { number: 57 }, expected: "EPERM" },
  { what: "clone of a thread", call: { number: 56, first: THREAD }, expected: "allowed" },
  { what: "clone of a process", call: { number: 56, first: SIGCHLD }, expected: "EPERM" },
  { what: "clone3", call: { number: 435 }, expected: "ENOSYS" },
  { what: "a signal to a thread of its own", call: { number: 234, first: SELF }, expected: "allowed" },
  { what: "a signal to another's thread", call: { number: 234, first: 1 }, expected: "EPERM" },
  { what: "its own limits", call: { number: 302, first: 0 }, expected: "allowed" },
  { what: "another's limits", call: { number: 302, first: 1 }, expected: "EPERM" },
  { what: "its own priority", call: { number: 141, second: 0 }, expected: "allowed" },
  { what: "another's priority", call: { number: 141, second: 1 }, expected: "EPERM" },
  { what: "a call of a later kernel", call: { number: 463 }, expected: "ENOSYS" },
  { what: "a call of x32", call: { number: 0x40000000 | 41 }, expected: "ENOSYS" },
  { what: "a call of 32 bits", call: { number: 3, table: I386 }, expected: "killed" },
])("on x64, $what: $expected", ({ call, expected }) => {
  expect(verdict("x64", call)).toBe(expected);
});

test.each<{ what: string; call: Call; expected: string }>([
  { what: "read", call: { number: 63 }, expected: "allowed" },
  { what: "socket", call: { number: 198 }, expected: "EPERM" },
  { what: "clone of a thread", call: { number: 220, first: THREAD }, expected: "allowed" },
  { what: "clone of a process", call: { number: 220, first: SIGCHLD }, expected: "EPERM" },
  { what: "what is fork on x64", call: { number: 57 }, expected: "allowed" },
  { what: "a call of x64's table", call: { number: 63, table: X64 }, expected: "killed" },
])("on arm64, $what: $expected", ({ call, expected }) => {
  expect(verdict("arm64", call)).toBe(expected);
});

test("who is to start other programs may make processes and end them, and nothing more", () => {
  const of = (call: Call) => verdict("x64", call, true);
  expect([57, 56, 62, 53].map((number) => of({ number, first: SIGCHLD }))).toEqual(Array(4).fill("allowed"));
  expect(of({ number: 41 })).toBe("EPERM");
});
