import { setTimeout as sleep } from "node:timers/promises";
import { coverMade, draftList, draftSaved, draftView, me, ownReleasePage, recordingView } from "@songkeeper/contracts";
import type { DraftBody, DraftView, RecordingView } from "@songkeeper/contracts";
import { Upload } from "tus-js-client";
import type { z } from "zod";
import { SAMPLE_PASSWORD } from "./sample-people.ts";

/** Where the server listens, the origin of its own pages, and what ends all that is under way. */
export interface Platform {
  readonly url: string;
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** A file to upload. */
export interface SampleFile {
  readonly bytes: Uint8Array;
  readonly name: string;
}

const POLL_MS = 250;
const TRIES_MAX = 20;
const RETRY_DELAYS_MS = [200, 1_000, 3_000];

/** A musician at work: signed in at the server, and sending the same requests as the Studio's pages. */
export class StudioSession {
  readonly #platform: Platform;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(platform: Platform, cookie: string) {
    this.#platform = platform;
    this.#headers = { origin: platform.origin, cookie };
  }

  /** Signs in. Where somebody tried often just now from this machine, it waits as long as it is told to. */
  static async begin(platform: Platform, email: string): Promise<StudioSession> {
    const { url, origin, signal } = platform;
    const body = JSON.stringify({ email, password: SAMPLE_PASSWORD });
    const headers = { origin, "content-type": "application/json" };
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${url}/api/auth/sign-in/email`, { method: "POST", body, headers, signal });
      if (answer.ok) return new StudioSession(platform, cookiesOf(answer));
      const wait = Number(answer.headers.get("x-retry-after") ?? 1);
      if (answer.status !== 429 || tries === TRIES_MAX) throw await failure(answer);
      await sleep(wait * 1_000, undefined, { signal });
    }
  }

  /** The names under which the musician is credited, with their parties. */
  async parties(): Promise<Map<string, string>> {
    const { parties } = await this.#ask(me, "/api/me");
    return new Map(parties.map(({ id, name }) => [name, id]));
  }

  /** The titles of what the musician has published. */
  async releaseTitles(): Promise<Set<string>> {
    const { items } = await this.#ask(ownReleasePage, "/api/studio/releases");
    return new Set(items.map(({ title }) => title));
  }

  /**
   * The draft of a title, or one that was begun and in which there is nothing yet; else a new one. A draft with files and
   * without a title is of somebody who has signed in as this musician meanwhile.
   */
  async openDraft(title: string): Promise<DraftView> {
    const { drafts } = await this.#ask(draftList, "/api/drafts");
    const known = drafts.find((draft) => draft.title === title);
    if (known) return this.draft(known.id);
    for (const { id } of drafts.filter((draft) => draft.title === "")) {
      const untitled = await this.draft(id);
      if (untitled.recordings.length === 0) return untitled;
    }
    return this.#ask(draftView, "/api/drafts", json("POST", {}));
  }

  draft(draftId: string): Promise<DraftView> {
    return this.#ask(draftView, `/api/drafts/${draftId}`);
  }

  /** Saves a draft in the place of its latest revision; gives the new one. */
  async saveDraft(draftId: string, body: DraftBody): Promise<number> {
    const { revision } = await this.draft(draftId);
    return (await this.#ask(draftSaved, `/api/drafts/${draftId}`, json("PUT", { revision, body }))).revision;
  }

  /** Makes a cover of a picture; gives its id. */
  async addCover(picture: Uint8Array<ArrayBuffer>): Promise<string> {
    const headers = { "content-type": "image/png" };
    return (await this.#ask(coverMade, "/api/covers", { method: "POST", body: picture, headers })).coverId;
  }

  /** Uploads a file to a draft by tus, from where an earlier upload of it stopped; gives the recording's id. */
  async upload(draftId: string, file: SampleFile, begun?: string): Promise<string> {
    const { url, signal } = this.#platform;
    const done = new AbortController();
    const sent = new Promise<string>((resolve, reject) => {
      const upload = new Upload(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length), {
        endpoint: `${url}/api/uploads`,
        uploadUrl: begun === undefined ? null : `${url}/api/uploads/${begun}`,
        headers: this.#headers,
        metadata: { draftId, filename: file.name },
        retryDelays: RETRY_DELAYS_MS,
        onShouldRetry: () => !signal.aborted,
        onSuccess: () => resolve(upload.url ?? ""),
        onError: reject,
      });
      const giveUp = () => void upload.abort().finally(() => reject(signal.reason));
      signal.addEventListener("abort", giveUp, { once: true, signal: done.signal });
      upload.start();
    });
    const address = await sent.finally(() => done.abort());
    return address.split("/").at(-1) ?? "";
  }

  /** Waits until a recording has come to an end; one that failed on our side is tried again once. */
  async waitFor(recordingId: string): Promise<RecordingView> {
    const address = `/api/recordings/${recordingId}`;
    for (let retried = false; ;) {
      const recording = await this.#ask(recordingView, address);
      if (recording.state === "ready") return recording;
      if (recording.state === "failed" && !retried) {
        retried = true;
        await this.#ask(recordingView, `${address}/retry`, json("POST", {}));
      } else if (!COMING.has(recording.state)) {
        throw new Error(`the sample's ${recording.fileName} is ${recording.state}: ${recording.refusal}`);
      }
      await sleep(POLL_MS, undefined, { signal: this.#platform.signal });
    }
  }

  async #ask<S extends z.ZodType>(shape: S, path: string, init: Request = {}): Promise<z.output<S>> {
    const { url, signal } = this.#platform;
    const answer = await fetch(url + path, { ...init, headers: { ...init.headers, ...this.#headers }, signal });
    if (!answer.ok) throw await failure(answer);
    return shape.parse(await answer.json());
  }
}

interface Request {
  readonly method?: "POST" | "PUT";
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

const COMING: ReadonlySet<RecordingView["state"]> = new Set(["uploading", "waiting", "working"]);

function json(method: "POST" | "PUT", body: unknown): Request {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

function cookiesOf(answer: Response): string {
  const pairs = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return pairs.join("; ");
}

async function failure(answer: Response): Promise<Error> {
  return new Error(`${new URL(answer.url).pathname} answered ${answer.status}: ${await answer.text()}`);
}
