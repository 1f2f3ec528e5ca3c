import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listening, published, type RecordingView } from "@songkeeper/contracts";
import { draftTrackOf, type Musician, musicianBy, patch } from "../../apps/api/src/testing/musician.ts";
import { pictureFile } from "../../apps/api/src/testing/picture-file.ts";
import { json, type Send } from "../../apps/api/src/testing/test-player.ts";
import { signIn, withHeaders } from "../system/support/sign-in.ts";
import { longSong } from "./long-song.ts";
import { type ServerProcess, startServerProcess } from "./start-up.ts";

const MUSICIAN = { email: "musician@example.com", password: "correct horse battery" };
const LAST_BYTES = 65_536;
const POLL_MS = 20;

/** From the moment when a file's last bytes were sent, in milliseconds. */
export interface Ingest {
  readonly recordingId: string;
  readonly answeredMs: number;
  /** When each step was first seen, in their order. */
  readonly steps: ReadonlyMap<string, number>;
  /** When the first segment was fetched from a playlist that still grew. */
  readonly firstSegmentMs: number;
  readonly readyMs: number;
}

/** A song that anybody may hear. */
export interface HeardSong {
  readonly trackId: string;
  readonly recordingId: string;
  /** The address of the stream's file that sounds first. */
  readonly streamUrl: string;
}

/** A platform in a process of its own, with a musician and a song of four minutes that came in by its own door. */
export class ListeningWorld {
  readonly folder: string;
  readonly server: ServerProcess;
  /** The musician's file as it was uploaded. */
  readonly file: Uint8Array;
  readonly first: Ingest;
  readonly song: HeardSong;
  readonly #musician: Musician;
  readonly #draftId: string;

  private constructor(of: Pick<ListeningWorld, "folder" | "server" | "file" | "first" | "song"> & Uploader) {
    this.folder = of.folder;
    this.server = of.server;
    this.file = of.file;
    this.first = of.first;
    this.song = of.song;
    this.#musician = of.musician;
    this.#draftId = of.draftId;
  }

  static async open(): Promise<ListeningWorld> {
    const folder = await mkdtemp(join(tmpdir(), "songkeeper-bench-"));
    const file = longSong();
    await writeFile(join(folder, "song.flac"), file);
    const settings = { DATA_DIR: join(folder, "data"), LOG_LEVEL: "error", SAMPLE_WORLD: "off" };
    const server = await startServerProcess({ ...settings, PORT: `${freePort()}` });
    try {
      return await ListeningWorld.#fill(folder, file, server);
    } catch (error) {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  static async #fill(folder: string, file: Uint8Array, server: ServerProcess): Promise<ListeningWorld> {
    const musician = await signUp(server.url);
    const { id: draftId } = await musician.addDraft();
    const first = await sendSong(musician, draftId, file);
    const trackId = await publish(musician, draftId, first.recordingId);
    const answer = await fetch(`${server.url}/api/songs/${trackId}/listen`);
    const { playlistUrl } = listening.parse(await answer.json());
    const streamUrl = server.url + playlistUrl.replace("master.m3u8", "aac128.mp4");
    const song = { trackId, recordingId: first.recordingId, streamUrl };
    const next = await musician.addDraft();
    return new ListeningWorld({ folder, server, file, first, song, musician, draftId: next.id });
  }

  /** The musician's file on this machine. */
  get path(): string {
    return join(this.folder, "song.flac");
  }

  /** Where the server keeps a file of the song. */
  pathOf(name: string): string {
    return join(this.folder, "data/objects/media", this.song.recordingId, name);
  }

  /** Sends the file once more, as another song. */
  sendAgain(): Promise<Ingest> {
    return sendSong(this.#musician, this.#draftId, this.file);
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

interface Uploader {
  readonly musician: Musician;
  readonly draftId: string;
}

/** A port of this machine that most probably nobody has, below those that the system gives to clients. */
export function freePort(): number {
  return 20_000 + Math.floor(Math.random() * 10_000);
}

async function signUp(url: string): Promise<Musician> {
  const send: Send = (path, init) => fetch(url + path, init);
  const account = json("POST", { ...MUSICIAN, name: "林小满" });
  const answer = await send("/api/auth/sign-up/email", withHeaders(account, { origin: url }));
  if (!answer.ok) throw new Error(`sign-up failed: ${await answer.text()}`);
  return musicianBy(await signIn(send, { ...MUSICIAN, origin: url }), "");
}

/** Uploads a file in two parts, the second a small one, and waits until it can be heard. */
async function sendSong(musician: Musician, draftId: string, file: Uint8Array): Promise<Ingest> {
  const begun = await musician.begin(draftId, file.length, "song.flac");
  const address = begun.headers.get("location") ?? "";
  const recordingId = address.split("/").at(-1) ?? "";
  const before = file.length - LAST_BYTES;
  await expectOk(musician.send(address, patch(file.subarray(0, before), 0)));
  const sent = performance.now();
  await expectOk(musician.send(address, patch(file.subarray(before), before)));
  const answeredMs = performance.now() - sent;
  const steps = new Map<string, number>();
  let firstSegmentMs = Number.NaN;
  for (;;) {
    const recording = await musician.recording(recordingId);
    const ms = performance.now() - sent;
    if (recording.state === "ready") return { recordingId, answeredMs, steps, firstSegmentMs, readyMs: ms };
    noteStep(steps, recording, ms);
    if (recording.playlistUrl !== null && Number.isNaN(firstSegmentMs)) {
      await fetchFirstSegment(musician, recording.playlistUrl);
      firstSegmentMs = performance.now() - sent;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** As a player does: the playlist of playlists, the playlist, and the first range of its file. */
async function fetchFirstSegment(musician: Musician, masterUrl: string): Promise<void> {
  await expectOk(musician.send(masterUrl));
  const playlist = await (await expectOk(musician.send(masterUrl.replace("master.m3u8", "aac128.m3u8")))).text();
  const [, bytes, from] = /#EXT-X-BYTERANGE:(\d+)@(\d+)/u.exec(playlist) ?? [];
  const range = `bytes=${from}-${Number(from) + Number(bytes) - 1}`;
  const file = masterUrl.replace("master.m3u8", "aac128.mp4");
  const segment = await (await expectOk(musician.send(file, { headers: { range } }))).arrayBuffer();
  if (segment.byteLength !== Number(bytes)) throw new Error("the first segment is not whole");
}

function noteStep(steps: Map<string, number>, { state, step, refusal }: RecordingView, ms: number): void {
  if (state === "refused" || state === "failed") throw new Error(`the song is ${state}: ${refusal}`);
  const name = state === "working" ? (step ?? "begin") : "wait";
  if (!steps.has(name)) steps.set(name, ms);
}

async function publish(musician: Musician, draftId: string, recordingId: string): Promise<string> {
  const coverId = await musician.makeCover(pictureFile());
  const tracks = [draftTrackOf(recordingId)];
  const revision = await musician.save(draftId, { title: "雨天", artist: "林小满", coverId, tracks, declared: true });
  const [trackId] = published.parse(await (await expectOk(musician.publish(draftId, revision))).json()).trackIds;
  if (!trackId) throw new Error("nothing was published");
  return trackId;
}

async function expectOk(answer: Promise<Response>): Promise<Response> {
  const { ok, status } = await answer;
  if (!ok) throw new Error(`the world could not be prepared: ${status} ${await (await answer).text()}`);
  return answer;
}
