import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Services } from "../services.ts";
import { insertCover } from "./file-queries.ts";
import { storeCover } from "./store-cover.ts";
import { workFolder } from "./tidy-recording.ts";

const COVER_MS_MAX = 60_000;

/** Makes a cover of a picture that somebody sends; the same picture is the same cover. It is never whole in memory. */
export async function makeCover(
  services: Services,
  picture: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Outcome<{ coverId: string; color: string }, "picture_refused">> {
  const { media, transact, now, config } = services;
  const folder = workFolder(config, randomUUID());
  const [input, output] = [join(folder, "picture"), join(folder, "made")];
  try {
    await mkdir(output, { recursive: true });
    await writeFile(input, picture);
    const made = await media.runMediaJob({ task: "cover", input, output }, { timeoutMs: COVER_MS_MAX });
    if (!made.ok) return refuse("picture_refused", { facts: { ...made.facts, refusal: made.reason } });
    const { coverId, color } = made.value;
    await storeCover(services, { output, cover: made.value });
    await transact((tx) => insertCover(tx, { id: coverId, color }, now()));
    return accept({ coverId, color });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
