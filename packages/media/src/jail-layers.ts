/**
 * What stands between a stranger's file and everything else, from the inside out. Each holds without the others, and
 * where one is missing the others go on.
 */
export const JAIL_LAYERS = [
  /** Sound and tags are parsed in WebAssembly, which reaches nothing but its own memory. */
  "wasm",
  /** One job, one process, with none of the server's secrets. */
  "separate_process",
  /** Node opens no file but the job's, starts no program and knows no network. */
  "node_permission",
  /** What the kernel lets a process take of processor time, memory, files and their size. */
  "rlimits",
  /** The process never gets more rights than it has, whatever it starts. */
  "no_new_privs",
  /** The kernel lets it reach the job's folder and the program's own files alone. */
  "landlock",
  /** The kernel refuses system calls that no job needs. */
  "seccomp",
  /** The server ends a process that takes too much memory or processor time. */
  "watch",
  /** The server ends a process that takes too long. */
  "deadline",
] as const;
export type JailLayerName = (typeof JAIL_LAYERS)[number];

/**
 * Whether a layer holds. `absent` is one that this machine does not have; `failed` one that it should have, and somebody
 * should look at.
 */
export const JAIL_STATES = ["on", "absent", "failed"] as const;

/** A layer of the jail and how it stands, with a technical word on it. */
export type JailLayer = {
  readonly name: JailLayerName;
  readonly state: (typeof JAIL_STATES)[number];
  readonly detail: string;
};

/** What a worker says first: that it waits for its job, and what it knows of its jail. */
export type MediaReady = { readonly kind: "ready"; readonly layers: readonly JailLayer[] };
