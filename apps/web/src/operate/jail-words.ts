import type { MessageDescriptor } from "@lingui/core";
import type { PlatformHealth } from "@songkeeper/client";

type Layer = PlatformHealth["layers"][number];

/** What each layer of the jail does, in one sentence. */
export const LAYER_WORDS: Record<Layer["name"], { name: MessageDescriptor; does: MessageDescriptor }> = {
  wasm: {
    name: /* i18n */ { id: "layer.wasm", message: "WebAssembly" },
    does: /* i18n */ {
      id: "layer.wasm.does",
      message: "Sound and tags are read by a program that reaches nothing but its own memory.",
    },
  },
  separate_process: {
    name: /* i18n */ { id: "layer.process", message: "A process of its own" },
    does: /* i18n */ {
      id: "layer.process.does",
      message: "Each file is opened in a process of its own, which is given none of the server’s secrets.",
    },
  },
  node_permission: {
    name: /* i18n */ { id: "layer.node", message: "Node’s permissions" },
    does: /* i18n */ {
      id: "layer.node.does",
      message: "Node opens no file but the job’s, starts no program and knows no network.",
    },
  },
  rlimits: {
    name: /* i18n */ { id: "layer.rlimits", message: "Limits" },
    does: /* i18n */ {
      id: "layer.rlimits.does",
      message: "The kernel limits processor time, memory, open files and how large a file may grow.",
    },
  },
  no_new_privs: {
    name: /* i18n */ { id: "layer.privileges", message: "No new privileges" },
    does: /* i18n */ {
      id: "layer.privileges.does",
      message: "The process never gets more rights than it began with, whatever it starts.",
    },
  },
  landlock: {
    name: /* i18n */ { id: "layer.landlock", message: "Landlock" },
    does: /* i18n */ {
      id: "layer.landlock.does",
      message: "The kernel lets the process open its own folder and its program’s files, and nothing else.",
    },
  },
  seccomp: {
    name: /* i18n */ { id: "layer.seccomp", message: "Seccomp" },
    does: /* i18n */ {
      id: "layer.seccomp.does",
      message: "The kernel refuses what no job needs: the network, other programs, other processes.",
    },
  },
  watch: {
    name: /* i18n */ { id: "layer.watch", message: "Watch" },
    does: /* i18n */ {
      id: "layer.watch.does",
      message: "The server ends a process that takes too much memory or processor time.",
    },
  },
  deadline: {
    name: /* i18n */ { id: "layer.deadline", message: "Deadline" },
    does: /* i18n */ { id: "layer.deadline.does", message: "The server ends a process that takes too long." },
  },
};

/** How a layer stands. */
export const LAYER_STATE_WORDS: Record<Layer["state"], MessageDescriptor> = {
  on: /* i18n */ { id: "layer.on", message: "on" },
  absent: /* i18n */ { id: "layer.absent", message: "not on this machine" },
  failed: /* i18n */ { id: "layer.failed", message: "failed" },
};
