import type { MessagePort } from "node:worker_threads";
import type { Growth, Rendition, Rung } from "@songkeeper/media";
import type { Measures, PcmFormat } from "../encode/engine.ts";
import type { RingMemory } from "./pcm-ring.ts";

/** What a thread is to do with the sound that it is fed. */
export type ToolTask = EncodeTask | MeasureTask;

/** Renditions are to be made. */
export interface EncodeTask {
  readonly kind: "encode";
  readonly format: PcmFormat;
  readonly rungs: readonly Rung[];
  readonly output: string;
  /** Whether anybody hears of a rendition's growth. */
  readonly grows: boolean;
  readonly aacEncoder: string;
}

/** The loudness is to be measured, and a fingerprint to be taken where the tool can. */
export interface MeasureTask {
  readonly kind: "measure";
  readonly format: PcmFormat;
  readonly fingerprint: string;
}

/** Which tool does it: FFmpeg inside WebAssembly, or the program at a path. */
export type Tool =
  | { readonly kind: "wasm"; readonly core: WebAssembly.Module }
  | { readonly kind: "program"; readonly path: string };

/** What a thread is begun with. */
export interface ThreadData {
  readonly tool: Tool;
  readonly task: ToolTask;
  readonly ring: RingMemory;
  /** Where it speaks, and hears what was fed to it in all. */
  readonly port: MessagePort;
}

/** What a thread says. */
export type ThreadReport =
  | { readonly kind: "grown"; readonly growth: Growth }
  | { readonly kind: "encoded"; readonly renditions: readonly Rendition[] }
  | { readonly kind: "measured"; readonly measures: Measures }
  | { readonly kind: "failed"; readonly message: string };
