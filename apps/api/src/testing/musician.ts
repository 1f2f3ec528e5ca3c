import type { DraftBody, DraftView, RecordingView } from "@songkeeper/contracts";
import { createApp } from "../http/app.ts";
import { HANDLERS } from "../jobs.ts";
import { type JobHandlers, runJobs } from "../jobs/run-jobs.ts";
import type { Services } from "../services.ts";
import { signUp } from "./tea-house.ts";
import { json, type Send, withHeaders } from "./test-player.ts";

/** Somebody who uploads and publishes, by the same requests as the Studio. */
export interface Musician {
  readonly userId: string;
  readonly send: Send;
  readonly addDraft: () => Promise<DraftView>;
  /** Sends a file in one request; gives the recording's id. */
  readonly upload: (draftId: string, file: Uint8Array, fileName?: string) => Promise<string>;
  /** Begins an upload without its bytes. */
  readonly begin: (draftId: string, bytes: number, fileName?: string) => Promise<Response>;
  readonly recording: (id: string) => Promise<RecordingView>;
  readonly draft: (id: string) => Promise<DraftView>;
  /** Saves a draft, the latest revision of it. */
  readonly save: (draftId: string, body: DraftBody) => Promise<number>;
  readonly publish: (draftId: string, revision: number) => Promise<Response>;
  readonly sendPicture: (picture: Uint8Array, type?: string) => Promise<Response>;
  /** Makes a cover of a PNG; gives its id. */
  readonly makeCover: (picture: Uint8Array) => Promise<string>;
}

/** Signs a musician up. */
export async function musicianOf(services: Services, name = "mei"): Promise<Musician> {
  const app = createApp(services);
  const { userId, send } = await signUp(async (path, init) => app.request(path, init), `${name}@example.com`);
  return musicianBy(send, userId);
}

/** A musician by a way to send requests. */
export function musicianBy(send: Send, userId: string): Musician {
  const begin: Musician["begin"] = (draftId, bytes, fileName = "song.wav") =>
    send("/api/uploads", {
      method: "POST",
      headers: tus({ "upload-length": `${bytes}`, "upload-metadata": metadata({ draftId, filename: fileName }) }),
    });
  const sendPicture: Musician["sendPicture"] = (picture, type = "image/png") =>
    send("/api/covers", { method: "POST", headers: { "content-type": type }, body: Buffer.from(picture) });
  const draft = async (id: string): Promise<DraftView> => read(await send(`/api/drafts/${id}`));
  return {
    userId,
    send,
    begin,
    draft,
    addDraft: async () => read(await send("/api/drafts", json("POST", {}))),
    async upload(draftId, file, fileName) {
      const begun = await begin(draftId, file.length, fileName);
      if (begun.status !== 201) throw new Error(`${begun.status} ${await begun.text()}`);
      const address = begun.headers.get("location") ?? "";
      const sent = await send(address, patch(file, 0));
      if (sent.status !== 204) throw new Error(`${sent.status} ${await sent.text()}`);
      return address.split("/").at(-1) ?? "";
    },
    recording: async (id) => read(await send(`/api/recordings/${id}`)),
    async save(draftId, body) {
      const { revision } = await draft(draftId);
      const saved: { revision: number } = await read(
        await send(`/api/drafts/${draftId}`, json("PUT", { revision, body })),
      );
      return saved.revision;
    },
    publish: (draftId, revision) => send(`/api/drafts/${draftId}/publish`, json("POST", { revision })),
    sendPicture,
    makeCover: async (picture) => (await read<{ coverId: string }>(await sendPicture(picture))).coverId,
  };
}

/** A part of a file from an offset on, as tus sends it. */
export function patch(bytes: Uint8Array, offset: number): RequestInit {
  const headers = tus({ "upload-offset": `${offset}`, "content-type": "application/offset+octet-stream" });
  return withHeaders({ method: "PATCH", body: Buffer.from(bytes) }, headers);
}

/** Headers of a tus request. */
export function tus(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { "tus-resumable": "1.0.0", ...headers };
}

function metadata(of: Readonly<Record<string, string>>): string {
  return Object.entries(of)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
    .join(",");
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A draft's song with nothing missing. */
export function draftTrackOf(recordingId: string, differs: Partial<DraftBody["tracks"][number]> = {}) {
  const whole = { perMille: 1000, society: "unknown" as const };
  return {
    recordingId,
    title: "听雨",
    isrc: "",
    origin: "original" as const,
    workTitle: "",
    workWriters: "",
    ai: "none" as const,
    credits: [
      { role: "lyricist" as const, name: "周墨", ...whole },
      { role: "composer" as const, name: "林小满", ...whole },
      { role: "recording" as const, name: "林小满", ...whole },
    ],
    lyrics: "雨落在瓦上",
    timedLyrics: "",
    listening: "full" as const,
    previewStartMs: null,
    tempoBpm: "",
    energy: null,
    sale: { mode: "fixed" as const, amountMicro: "800000" },
    usePrices: { premises_small: "20000" },
    ...differs,
  };
}

/** Does the jobs that are due until none is left, as the running platform does. */
export async function doJobs(services: Services, handlers: JobHandlers = HANDLERS): Promise<void> {
  const runner = runJobs(services, handlers);
  const isDue = () =>
    services.transact((tx) =>
      tx
        .selectFrom("job")
        .select("id")
        .where("done_at", "is", null)
        .where("dead_at", "is", null)
        .where("run_at", "<=", services.now().toISOString())
        .executeTakeFirst(),
    );
  while (await isDue()) {
    runner.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await runner.stop();
}
