/** What a system call is called by the kernel, by processor: nothing where that processor has no such call. */
export type CallNumbers = { readonly x64: number; readonly arm64: number | undefined };

/** System calls that no media job has a use for, and through which one would reach beyond its own memory and folder. */
export const REFUSED_CALLS = {
  // The network, and sockets of this machine. The channel to the server is open already and needs none of them.
  socket: { x64: 41, arm64: 198 },
  connect: { x64: 42, arm64: 203 },
  accept: { x64: 43, arm64: 202 },
  accept4: { x64: 288, arm64: 242 },
  bind: { x64: 49, arm64: 200 },
  listen: { x64: 50, arm64: 201 },
  sendto: { x64: 44, arm64: 206 },
  sendmmsg: { x64: 307, arm64: 269 },
  // Programs that lie nowhere.
  execveat: { x64: 322, arm64: 281 },
  // Other processes.
  ptrace: { x64: 101, arm64: 117 },
  process_vm_readv: { x64: 310, arm64: 270 },
  process_vm_writev: { x64: 311, arm64: 271 },
  kcmp: { x64: 312, arm64: 272 },
  pidfd_open: { x64: 434, arm64: 434 },
  pidfd_getfd: { x64: 438, arm64: 438 },
  pidfd_send_signal: { x64: 424, arm64: 424 },
  process_madvise: { x64: 440, arm64: 440 },
  process_mrelease: { x64: 448, arm64: 448 },
  tkill: { x64: 200, arm64: 130 },
  rt_sigqueueinfo: { x64: 129, arm64: 138 },
  rt_tgsigqueueinfo: { x64: 297, arm64: 240 },
  // Another view of the machine.
  mount: { x64: 165, arm64: 40 },
  umount2: { x64: 166, arm64: 39 },
  pivot_root: { x64: 155, arm64: 41 },
  chroot: { x64: 161, arm64: 51 },
  unshare: { x64: 272, arm64: 97 },
  setns: { x64: 308, arm64: 268 },
  move_mount: { x64: 429, arm64: 429 },
  open_tree: { x64: 428, arm64: 428 },
  fsopen: { x64: 430, arm64: 430 },
  fsconfig: { x64: 431, arm64: 431 },
  fsmount: { x64: 432, arm64: 432 },
  fspick: { x64: 433, arm64: 433 },
  mount_setattr: { x64: 442, arm64: 442 },
  // Corners of the kernel where its faults are found.
  bpf: { x64: 321, arm64: 280 },
  io_uring_setup: { x64: 425, arm64: 425 },
  io_uring_enter: { x64: 426, arm64: 426 },
  io_uring_register: { x64: 427, arm64: 427 },
  userfaultfd: { x64: 323, arm64: 282 },
  perf_event_open: { x64: 298, arm64: 241 },
  // The keys of the user.
  add_key: { x64: 248, arm64: 217 },
  request_key: { x64: 249, arm64: 218 },
  keyctl: { x64: 250, arm64: 219 },
  // The machine itself.
  init_module: { x64: 175, arm64: 105 },
  finit_module: { x64: 313, arm64: 273 },
  delete_module: { x64: 176, arm64: 106 },
  kexec_load: { x64: 246, arm64: 104 },
  kexec_file_load: { x64: 320, arm64: 294 },
  reboot: { x64: 169, arm64: 142 },
  swapon: { x64: 167, arm64: 224 },
  swapoff: { x64: 168, arm64: 225 },
  acct: { x64: 163, arm64: 89 },
  quotactl: { x64: 179, arm64: 60 },
  quotactl_fd: { x64: 443, arm64: 443 },
  syslog: { x64: 103, arm64: 116 },
  settimeofday: { x64: 164, arm64: 170 },
  clock_settime: { x64: 227, arm64: 112 },
  adjtimex: { x64: 159, arm64: 171 },
  clock_adjtime: { x64: 305, arm64: 266 },
  sethostname: { x64: 170, arm64: 161 },
  setdomainname: { x64: 171, arm64: 162 },
  vhangup: { x64: 153, arm64: 58 },
  personality: { x64: 135, arm64: 92 },
  // Files by other ways than their paths, and memory that could become a program.
  name_to_handle_at: { x64: 303, arm64: 264 },
  open_by_handle_at: { x64: 304, arm64: 265 },
  fanotify_init: { x64: 300, arm64: 262 },
  memfd_create: { x64: 319, arm64: 279 },
  memfd_secret: { x64: 447, arm64: 447 },
  // Memory and queues shared with other processes.
  shmget: { x64: 29, arm64: 194 },
  msgget: { x64: 68, arm64: 186 },
  semget: { x64: 64, arm64: 190 },
  mq_open: { x64: 240, arm64: 180 },
  migrate_pages: { x64: 256, arm64: 238 },
  move_pages: { x64: 279, arm64: 239 },
  mbind: { x64: 237, arm64: 235 },
  // What Landlock does not watch: a file's mode, owner, times and marks, by its path.
  chmod: { x64: 90, arm64: undefined },
  fchmodat: { x64: 268, arm64: 53 },
  fchmodat2: { x64: 452, arm64: 452 },
  chown: { x64: 92, arm64: undefined },
  lchown: { x64: 94, arm64: undefined },
  fchownat: { x64: 260, arm64: 54 },
  utime: { x64: 132, arm64: undefined },
  utimes: { x64: 235, arm64: undefined },
  futimesat: { x64: 261, arm64: undefined },
  utimensat: { x64: 280, arm64: 88 },
  setxattr: { x64: 188, arm64: 5 },
  lsetxattr: { x64: 189, arm64: 6 },
  removexattr: { x64: 197, arm64: 14 },
  lremovexattr: { x64: 198, arm64: 15 },
  mknod: { x64: 133, arm64: undefined },
  mknodat: { x64: 259, arm64: 33 },
  iopl: { x64: 172, arm64: undefined },
  ioperm: { x64: 173, arm64: undefined },
  modify_ldt: { x64: 154, arm64: undefined },
} as const satisfies Record<string, CallNumbers>;

/** Calls that start a process; a job that needs another program needs them too. */
export const STARTING_CALLS = {
  fork: { x64: 57, arm64: undefined },
  vfork: { x64: 58, arm64: undefined },
  socketpair: { x64: 53, arm64: 199 },
  kill: { x64: 62, arm64: 129 },
} as const satisfies Record<string, CallNumbers>;

/** Calls that the filter looks into. */
export const CHECKED_CALLS = {
  clone: { x64: 56, arm64: 220 },
  clone3: { x64: 435, arm64: 435 },
  tgkill: { x64: 234, arm64: 131 },
  prlimit64: { x64: 302, arm64: 261 },
  setpriority: { x64: 141, arm64: 140 },
  sched_setaffinity: { x64: 203, arm64: 122 },
  sched_setscheduler: { x64: 144, arm64: 119 },
  sched_setparam: { x64: 142, arm64: 118 },
  sched_setattr: { x64: 314, arm64: 274 },
  ioprio_set: { x64: 251, arm64: 30 },
} as const satisfies Record<string, CallNumbers>;

/** The first number that is not known here: what later kernels add is as if it were not there. */
export const FIRST_UNKNOWN_CALL = 463;
