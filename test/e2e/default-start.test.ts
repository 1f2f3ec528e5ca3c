import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { musicianBy } from "../../apps/api/src/testing/musician.ts";
import { withHeaders } from "../../apps/api/src/testing/test-player.ts";
import { waveFile } from "../../apps/api/src/testing/wave-file.ts";

const MAIN = join(import.meta.dirname, "../../apps/api/src/main.ts");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-default-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the server as a person does who sets nothing but a port: the data come to lie where it was started. */
async function startWithDefaults() {
  const { DATA_DIR: _, DATABASE_URL: __, PUBLIC_URL: ___, ...rest } = process.env;
  const port = `${20_000 + Math.floor(Math.random() * 20_000)}`;
  const env = { ...rest, PORT: port, SAMPLE_WORLD: "off" };
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const url = /https?:\S+/.exec(String(line))?.[0] ?? "";
  const stop = async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { url, stop };
}

test("a server that is started with no setting at all makes a song of an upload", async () => {
  const { url, stop } = await startWithDefaults();
  try {
    const body = JSON.stringify({ name: "mei", email: "mei@songkeeper.example", password: "correct horse battery" });
    const headers = { "content-type": "application/json", origin: url };
    const signedUp = await fetch(`${url}/api/auth/sign-up/email`, { method: "POST", body, headers });
    const cookie = signedUp.headers.getSetCookie().map((one) => one.split(";")[0]);
    const as = { origin: url, cookie: cookie.join("; ") };
    const mei = musicianBy((path, init = {}) => fetch(url + path, withHeaders(init, as)), "mei");
    const { id: draftId } = await mei.addDraft();
    const recordingId = await mei.upload(draftId, waveFile());
    const state = async () => (await mei.recording(recordingId)).state;
    await expect.poll(state, { timeout: 60_000, interval: 200 }).toBe("ready");
  } finally {
    await stop();
  }
});
