import type { RecordingMatch } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { playSong } from "../adapters/synthesise/render-song.ts";
import { wavBytes } from "../adapters/synthesise/sound/wav-bytes.ts";
import type { Stereo } from "../adapters/synthesise/sound/mix.ts";
import { RATE } from "../adapters/synthesise/sound/waves.ts";
import { RELEASES } from "../sample/sample-releases.ts";
import { doJobs, type Musician, musicianOf } from "../testing/musician.ts";
import { rowsOf } from "../testing/test-database.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";

/** From the file to what is told of it, with real sound: synthesised songs, encoded and measured by the media worker. */
const [song, otherSong] = ["Hello, Tuesday", "萤火"].map(soundOf);

let services: TestServices;
let mei: Musician;
let thief: Musician;
let originalId: string;

beforeAll(async () => {
  services = await openTestServices();
  [mei, thief] = [await musicianOf(services), await musicianOf(services, "thief")];
  originalId = await upload(mei, wavBytes(song ?? silence(), 16));
}, 240_000);
afterAll(() => services.close());

function soundOf(title: string): Stereo {
  const recipe = RELEASES.flatMap(({ tracks }) => tracks).find((track) => track.title === title)?.recipe;
  if (!recipe) throw new Error(`the sample has no song ${title}`);
  return playSong(recipe);
}

function silence(): Stereo {
  return { left: new Float32Array(0), right: new Float32Array(0) };
}

function cut({ left, right }: Stereo, from: number, seconds: number): Stereo {
  const [start, end] = [Math.round(from * RATE), Math.round((from + seconds) * RATE)];
  return { left: left.slice(start, end), right: right.slice(start, end) };
}

async function upload(musician: Musician, file: Uint8Array): Promise<string> {
  const { id } = await musician.addDraft();
  const recordingId = await musician.upload(id, file);
  await doJobs(services);
  return recordingId;
}

async function matchOf(file: Uint8Array): Promise<RecordingMatch | undefined> {
  const recordingId = await upload(thief, file);
  const { state, matches } = await thief.recording(recordingId);
  expect(state).toBe("ready");
  return matches.find(({ kind }) => kind === "held");
}

/** Where in the earlier recording the sound was found: its rival is not told, as long as it is not public. */
async function otherAtMs(match: RecordingMatch | undefined): Promise<number> {
  const rows = (await rowsOf(services.database.db, "recording_match")) as { id: string; other_at_ms: bigint }[];
  return Number(rows.find(({ id }) => id === match?.id)?.other_at_ms);
}

test("a song that was encoded at 64 kbit/s is held, as long as it is", { timeout: 240_000 }, async () => {
  const name = `media/${originalId}/aac64.mp4`;
  const bytes = (await services.objects.size(name)) ?? 0;
  const file = new Uint8Array(await new Response(services.objects.read(name, 0, bytes - 1)).arrayBuffer());
  const match = await matchOf(file);
  expect(match).toMatchObject({ state: "open", atMs: 0, otherAtMs: null });
  expect(await otherAtMs(match)).toBe(0);
  expect(match?.lengthMs).toBeGreaterThan(64_000);
});

test.each([7.031, 23.46, 41.99])(
  "ten seconds from %d s of it on are held, and it is known from where they are",
  { timeout: 240_000 },
  async (from) => {
    const match = await matchOf(wavBytes(cut(song ?? silence(), from, 10), 16));
    expect(match).toMatchObject({ state: "open" });
    expect(Math.abs((await otherAtMs(match)) - (match?.atMs ?? 0) - 1_000 * from)).toBeLessThan(130);
    expect(match?.lengthMs).toBeGreaterThan(8_000);
  },
);

test("another song is held by none of them", { timeout: 240_000 }, async () => {
  expect(await matchOf(wavBytes(otherSong ?? silence(), 16))).toBeUndefined();
});
