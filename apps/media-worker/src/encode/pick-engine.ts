import type { Engine } from "./engine.ts";

/** The engine that this machine has; it is loaded only now, since a cover needs none. */
export async function pickEngine(): Promise<Engine> {
  const { nativeEngine } = await import("./native-engine.ts");
  return nativeEngine;
}
