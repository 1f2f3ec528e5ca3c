import { CHECKED_CALLS, FIRST_UNKNOWN_CALL, REFUSED_CALLS, STARTING_CALLS, type CallNumbers } from "./system-calls.ts";

/** A processor whose calls are known. */
export type Processor = keyof CallNumbers;

/** What a filter is made for. */
export interface SeccompPlan {
  readonly processor: Processor;
  /** The process that it is for: signals to its own threads are let through. */
  readonly processId: number;
  /** Whether it may start other programs. */
  readonly startsPrograms: boolean;
}

/** Whether a filter can be made for this processor. */
export function isKnownProcessor(name: string): name is Processor {
  return name in ARCHITECTURES;
}

/**
 * The kernel's filter of system calls, as classic BPF: instructions of eight bytes. A call of another processor's table
 * ends the process; a refused one fails with EPERM, so that whoever tries it is told no and goes on.
 */
export function seccompProgram({ processor, processId, startsPrograms }: SeccompPlan): Uint8Array<ArrayBuffer> {
  const numberOf = (call: CallNumbers) => call[processor];
  const refuse = (call: CallNumbers) => when(numberOf(call), [RETURN(EPERM)]);
  return assemble([
    LOAD(ARCHITECTURE),
    SKIP_IF_EQUAL(ARCHITECTURES[processor], 1),
    RETURN(KILL_PROCESS),
    LOAD(NUMBER),
    // Also every call of x32, the third table of x64: its numbers begin at 2 to the 30th.
    SKIP_IF_LESS(FIRST_UNKNOWN_CALL, 1),
    RETURN(ENOSYS),
    ...Object.values(REFUSED_CALLS).flatMap(refuse),
    // Told that there is no such call, the C library starts threads by `clone`, whose flags can be looked at.
    ...when(numberOf(CHECKED_CALLS.clone3), [RETURN(ENOSYS)]),
    ...(startsPrograms ? [] : onlyThreads(numberOf, processId)),
    ...ONLY_ITSELF.flatMap(({ call, argument }) => when(numberOf(CHECKED_CALLS[call]), onlyIf(argument, 0))),
    RETURN(ALLOW),
  ]);

  function onlyThreads(of: (call: CallNumbers) => number | undefined, self: number): Instruction[] {
    return [
      ...Object.values(STARTING_CALLS).flatMap(refuse),
      ...when(of(CHECKED_CALLS.clone), [LOAD(ARGUMENT(0)), SKIP_IF_SET(CLONE_THREAD, 1), RETURN(EPERM), RETURN(ALLOW)]),
      ...when(of(CHECKED_CALLS.tgkill), onlyIf(0, self)),
    ];
  }
}

/** Calls by which a process could hold up another one of the same user: the argument that names it must be 0, itself. */
const ONLY_ITSELF = [
  { call: "prlimit64", argument: 0 },
  { call: "setpriority", argument: 1 },
  { call: "sched_setaffinity", argument: 0 },
  { call: "sched_setscheduler", argument: 0 },
  { call: "sched_setparam", argument: 0 },
  { call: "sched_setattr", argument: 0 },
  { call: "ioprio_set", argument: 1 },
] as const;

/** As `linux/audit.h` names them. */
const ARCHITECTURES: Readonly<Record<Processor, number>> = { x64: 0xc000003e, arm64: 0xc00000b7 };

/** Where the kernel lays the facts of a call: its number, its table, and its arguments, of which the lower halves do. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const ARGUMENT = (index: number) => 16 + 8 * index;

const CLONE_THREAD = 0x10000;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const ERRNO = 0x00050000;
const EPERM = ERRNO | 1;
const ENOSYS = ERRNO | 38;

interface Instruction {
  readonly code: number;
  readonly ifTrue: number;
  readonly ifFalse: number;
  readonly value: number;
}

const LOAD = (offset: number): Instruction => ({ code: 0x20, ifTrue: 0, ifFalse: 0, value: offset });
const RETURN = (value: number): Instruction => ({ code: 0x06, ifTrue: 0, ifFalse: 0, value });
const SKIP_IF_EQUAL = (value: number, count: number) => ({ code: 0x15, ifTrue: count, ifFalse: 0, value });
const SKIP_UNLESS_EQUAL = (value: number, count: number) => ({ code: 0x15, ifTrue: 0, ifFalse: count, value });
const SKIP_IF_LESS = (value: number, count: number) => ({ code: 0x35, ifTrue: 0, ifFalse: count, value });
const SKIP_IF_SET = (value: number, count: number) => ({ code: 0x45, ifTrue: count, ifFalse: 0, value });

/** Instructions, which return, for the calls of this number alone. */
function when(number: number | undefined, then: readonly Instruction[]): Instruction[] {
  return number === undefined ? [] : [SKIP_UNLESS_EQUAL(number, then.length), ...then];
}

function onlyIf(argument: number, value: number): Instruction[] {
  return [LOAD(ARGUMENT(argument)), SKIP_IF_EQUAL(value, 1), RETURN(EPERM), RETURN(ALLOW)];
}

function assemble(instructions: readonly Instruction[]): Uint8Array<ArrayBuffer> {
  const program = new DataView(new ArrayBuffer(8 * instructions.length));
  for (const [index, { code, ifTrue, ifFalse, value }] of instructions.entries()) {
    program.setUint16(8 * index, code, true);
    program.setUint8(8 * index + 2, ifTrue);
    program.setUint8(8 * index + 3, ifFalse);
    program.setUint32(8 * index + 4, value, true);
  }
  return new Uint8Array(program.buffer);
}
