/** What the launcher asks of the kernel through the C library. What is below zero has failed, for the reason of `errno`. */
export interface Libc {
  errno(): number;
  setrlimit(resource: number, limit: Uint8Array): number;
  prctl(option: number, value: number): number;
  /** Filters the calls of this thread, and of the program that it becomes. */
  filterCalls(program: Uint8Array): number;
  landlockVersion(): number;
  createRuleset(attributes: Uint8Array): number;
  addPathRule(ruleset: number, rule: Uint8Array): number;
  restrictSelf(ruleset: number): number;
  open(path: string, flags: number): number;
  close(fd: number): number;
  keepOpen(fd: number): number;
  closeLaterFrom(fd: number): number;
  execve(path: string, given: readonly string[], environment: readonly string[]): number;
}

/** The C library of this process; throws where koffi is not installed or does not run. */
export async function openLibc(): Promise<Libc> {
  const { default: koffi } = await import("koffi");
  const c = koffi.load(null);
  const filter = koffi.struct({ count: "uint16", instructions: "void *" });
  // Each form of `syscall` and `prctl` has a signature of its own: none of them is called with a list of any length.
  const prctl: Call = c.func("int prctl(int, ulong, ulong, ulong, ulong)");
  const prctlFilter: Call = c.func("prctl", "int", ["int", "ulong", koffi.pointer(filter), "ulong", "ulong"]);
  const createRuleset: Call = c.func("long syscall(long, void *, size_t, uint32)");
  const addRule: Call = c.func("long syscall(long, int, int, void *, uint32)");
  const callOnFd: Call = c.func("long syscall(long, uint32, uint32, uint32)");
  const setrlimit: Call = c.func("int setrlimit(int, void *)");
  const fcntl: Call = c.func("int fcntl(int, int, long)");
  const open: Call = c.func("int open(const char *, int)");
  const close: Call = c.func("int close(int)");
  const execve: Call = c.func("int execve(const char *, const char **, const char **)");
  return {
    errno: () => koffi.errno(),
    setrlimit: (resource, limit) => setrlimit(resource, limit),
    prctl: (option, value) => prctl(option, value, 0, 0, 0),
    filterCalls: (program) =>
      prctlFilter(PR_SET_SECCOMP, SECCOMP_FILTER, { count: program.length / 8, instructions: program }, 0, 0),
    landlockVersion: () => createRuleset(LANDLOCK_CREATE_RULESET, null, 0, LANDLOCK_VERSION),
    createRuleset: (attributes) => createRuleset(LANDLOCK_CREATE_RULESET, attributes, attributes.length, 0),
    addPathRule: (ruleset, rule) => addRule(LANDLOCK_ADD_RULE, ruleset, LANDLOCK_PATH_BENEATH, rule, 0),
    restrictSelf: (ruleset) => callOnFd(LANDLOCK_RESTRICT_SELF, ruleset, 0, 0),
    open: (path, flags) => open(path, flags),
    close: (fd) => close(fd),
    keepOpen: (fd) => fcntl(fd, F_SETFD, 0),
    closeLaterFrom: (fd) => callOnFd(CLOSE_RANGE, fd, LAST_FD, CLOSE_RANGE_CLOEXEC),
    execve: (path, given, environment) => execve(path, [...given, null], [...environment, null]),
  };
}

type Call = (...given: unknown[]) => number;

const PR_SET_SECCOMP = 22;
const SECCOMP_FILTER = 2;
const F_SETFD = 2;
const CLOSE_RANGE = 436;
const CLOSE_RANGE_CLOEXEC = 4;
const LAST_FD = 0xffffffff;

/** The same on every processor. */
const LANDLOCK_CREATE_RULESET = 444;
const LANDLOCK_ADD_RULE = 445;
const LANDLOCK_RESTRICT_SELF = 446;
const LANDLOCK_VERSION = 1;
const LANDLOCK_PATH_BENEATH = 1;
