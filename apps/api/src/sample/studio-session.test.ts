import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { originsOf } from "../accounts/auth.ts";
import { readConfig } from "../config.ts";
import { type RunningServer, startServer } from "../serve.ts";
import { SAMPLE_PASSWORD } from "./sample-people.ts";
import { StudioSession } from "./studio-session.ts";

const MUSICIAN = { email: "lin.yue@songkeeper.example", name: "林月", password: SAMPLE_PASSWORD };

let folder: string;
let server: RunningServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-session-"));
  server = await startServer(readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" }), () => new Date());
  await server.services.auth.api.signUpEmail({ body: MUSICIAN });
});

afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a draft that somebody has put files into is theirs; one that is empty, or of the title, is gone on with", async () => {
  const { localUrl: url, services } = server;
  const origin = originsOf(services.config.publicUrl)[0] ?? url;
  const platform = { url, origin, signal: new AbortController().signal };
  const session = await StudioSession.begin(platform, MUSICIAN.email);
  const begun = await session.openDraft("晚归");
  expect((await session.openDraft("晚归")).id).toBe(begun.id);
  await session.upload(begun.id, { bytes: new Uint8Array(1_000), name: "湖心亭.wav" });
  const another = await session.openDraft("晚归");
  expect(another.id).not.toBe(begun.id);
  await session.saveDraft(another.id, { ...another.body, title: "晚归" });
  expect((await session.openDraft("晚归")).id).toBe(another.id);
});
