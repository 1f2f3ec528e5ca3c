import { rm } from "node:fs/promises";
import { workFolder } from "./tidy-recording.ts";
import type { Services } from "../services.ts";

/** Removes what a process that died was in the middle of making: to be done at start, before anything works. */
export async function clearLeftovers({ config, objects }: Pick<Services, "config" | "objects">): Promise<void> {
  await rm(workFolder(config, ""), { recursive: true, force: true });
  await objects.tidy();
}
