import { DetailedError, defaultOptions, type HttpRequest, type HttpResponse, Upload } from "tus-js-client";
import { client } from "../shell/client.ts";
import {
  isSending,
  queueAfter,
  toStart,
  type UploadEvent,
  type UploadItem,
  type UploadRefusal,
} from "./upload-queue.ts";

const CHUNK_BYTES = 8 * 1024 * 1024;
const RETRY_DELAYS_MS = [300, 1_000, 3_000];
/** What the quick tries did not mend is tried again this often, for as long as the page is open. */
const TRY_AGAIN_MS = 5_000;
/** A line that died without a word, as after a laptop slept, is broken off and taken up anew. */
const SILENT_MS = 30_000;
const WATCH_MS = 5_000;
const TELL_EVERY_MS = 200;

/** A file on its way, with what sends it. */
interface Sending {
  readonly upload: Upload;
  heardMs: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * The files that this page is sending, whichever page of the app is shown: two at a time, taken up again by themselves
 * when the line or the server comes back. After a reload the same file, chosen again, goes on where it was.
 */
class Uploads {
  #items: readonly UploadItem[] = [];
  readonly #sending = new Map<string, Sending>();
  readonly #listeners = new Set<() => void>();
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor() {
    addEventListener("online", () => this.#tryStalled());
    addEventListener("beforeunload", (event) => {
      if (isSending(this.#items)) event.preventDefault();
    });
  }

  readonly items = (): readonly UploadItem[] => this.#items;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Sends files to a draft, each in its turn; one that is on its way there already is not sent twice. */
  add(draftId: string, files: readonly File[]): void {
    const chosen = files
      .map((file) => ({ file, key: fingerprintOf(draftId, file) }))
      .filter(({ key }) => !this.#items.some((item) => item.key === key && item.state !== "sent"));
    for (const { key, file } of chosen) this.#prepare(key, draftId, file);
    const isNew = new Set(chosen.map(({ key }) => key));
    this.#items = this.#items.filter(({ key }) => !isNew.has(key));
    this.#tell({
      kind: "chosen",
      files: chosen.map(({ key, file }) => ({ key, draftId, fileName: file.name, bytes: file.size })),
    });
  }

  pause(key: string): void {
    void this.#stop(key)?.upload.abort();
    this.#tell({ kind: "paused", key });
  }

  /** Goes on with a file that was paused or not taken. */
  resume(key: string): void {
    this.#tell({ kind: "resumed", key });
  }

  /** Stops a file and forgets it, here and where it could be taken up again. */
  async cancel(key: string): Promise<void> {
    const sending = this.#stop(key);
    this.#sending.delete(key);
    this.#tell({ kind: "forgotten", key });
    await sending?.upload.abort();
    await forgetPlace(sending?.upload);
  }

  /** Forgets a file that the server has been told to forget. */
  forget(recordingId: string): void {
    for (const item of this.#items) if (item.recordingId === recordingId) void this.cancel(item.key);
  }

  #prepare(key: string, draftId: string, file: File): void {
    let toldMs = 0;
    const upload = new Upload(file, {
      endpoint: client.studio.uploadsUrl(),
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      metadata: { draftId, filename: file.name },
      fingerprint: () => Promise.resolve(key),
      removeFingerprintOnSuccess: true,
      onAfterResponse: keepPlace,
      onUploadUrlAvailable: () => this.#named(key, upload),
      onShouldRetry: (error) => this.#mayPass(key, error),
      onProgress: (sent) => {
        const now = performance.now();
        this.#hear(key);
        if (now - toldMs < TELL_EVERY_MS && sent < file.size) return;
        toldMs = now;
        this.#tell({ kind: "progress", key, sent, atMs: now });
      },
      onSuccess: () => {
        this.#sending.delete(key);
        this.#tell({ kind: "sent", key });
      },
      onError: (error) => this.#failed(key, error),
    });
    this.#sending.set(key, { upload, heardMs: 0, timer: undefined });
  }

  async #start(key: string): Promise<void> {
    const sending = this.#sending.get(key);
    if (!sending) return;
    this.#hear(key);
    if (!sending.upload.url) {
      const [previous] = await sending.upload.findPreviousUploads();
      if (previous) sending.upload.resumeFromPreviousUpload(previous);
    }
    if (this.#items.find((item) => item.key === key)?.state === "sending") sending.upload.start();
  }

  #named(key: string, upload: Upload): void {
    const recordingId = upload.url ? recordingIdOf(upload.url) : "";
    if (recordingId !== "") this.#tell({ kind: "named", key, recordingId });
  }

  /** Whether a request that failed is worth another: what the server refused for good is not, being off-line is. */
  #mayPass(key: string, error: DetailedError): boolean {
    if (refusalOf(error)) return false;
    this.#tell({ kind: "stalled", key });
    return true;
  }

  #failed(key: string, error: Error): void {
    const refusal = refusalOf(error);
    if (refusal) return this.#tell({ kind: "refused", key, refusal });
    this.#tell({ kind: "stalled", key });
    const sending = this.#sending.get(key);
    if (sending) sending.timer = setTimeout(() => this.#again(key), TRY_AGAIN_MS);
  }

  #again(key: string): void {
    const sending = this.#stop(key);
    if (!sending) return;
    this.#hear(key);
    void sending.upload.abort().then(() => sending.upload.start());
  }

  #tryStalled(): void {
    for (const { key, state } of this.#items) if (state === "stalled") this.#again(key);
  }

  #breakSilence(): void {
    const now = performance.now();
    for (const { key, state } of this.#items) {
      if (state !== "sending" || now - (this.#sending.get(key)?.heardMs ?? now) < SILENT_MS) continue;
      this.#tell({ kind: "stalled", key });
      this.#again(key);
    }
  }

  #hear(key: string): void {
    const sending = this.#sending.get(key);
    if (sending) sending.heardMs = performance.now();
  }

  #stop(key: string): Sending | undefined {
    const sending = this.#sending.get(key);
    clearTimeout(sending?.timer);
    return sending;
  }

  #tell(event: UploadEvent): void {
    this.#items = queueAfter(this.#items, event);
    for (const key of toStart(this.#items)) {
      this.#items = queueAfter(this.#items, { kind: "started", key });
      void this.#start(key);
    }
    this.#keepWatch(isSending(this.#items));
    for (const listener of this.#listeners) listener();
  }

  #keepWatch(needed: boolean): void {
    if (needed) return void (this.#watch ??= setInterval(() => this.#breakSilence(), WATCH_MS));
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/** The one queue of this page. */
export const uploads = new Uploads();

/** The recordings of a draft whose sending this browser began and can take up again. */
export async function resumableRecordings(draftId: string): Promise<ReadonlySet<string>> {
  const all = await defaultOptions.urlStorage.findAllUploads();
  const own = all.filter(({ metadata, uploadUrl }) => metadata["draftId"] === draftId && uploadUrl);
  return new Set(own.map(({ uploadUrl }) => recordingIdOf(uploadUrl ?? "")));
}

/** What makes a file the same when it is chosen again: a changed file would otherwise end in the middle of the old one. */
function fingerprintOf(draftId: string, { name, size, lastModified }: File): string {
  return ["songkeeper", draftId, size, lastModified, name].join("-");
}

async function forgetPlace(upload: Upload | undefined): Promise<void> {
  const places = (await upload?.findPreviousUploads()) ?? [];
  for (const { urlStorageKey } of places) await defaultOptions.urlStorage.removeUpload(urlStorageKey);
}

function recordingIdOf(url: string): string {
  return new URL(url, location.href).pathname.split("/").at(-1) ?? "";
}

/** The library would begin anew after any refusal to say how much has arrived: only a file that is gone is worth that. */
function keepPlace(request: HttpRequest, response: HttpResponse): void {
  const status = response.getStatus();
  if (request.getMethod() === "HEAD" && status >= 400 && status !== 404 && status !== 410)
    throw new PlaceUnknownError(status);
}

class PlaceUnknownError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the server did not say how much has arrived: ${status}`);
    this.status = status;
  }
}

/**
 * Why the server refused for good; undefined for what may pass: no connection, a busy or restarting server, another
 * request of ours that still holds the file.
 */
function refusalOf(error: Error): UploadRefusal | undefined {
  if (!(error instanceof DetailedError)) return { code: "file_unreadable", status: 0 };
  const cause = error.causingError;
  const status = cause instanceof PlaceUnknownError ? cause.status : (error.originalResponse?.getStatus() ?? 0);
  const code = codeIn(error.originalResponse?.getBody() ?? "");
  const isFull = code === "storage_full";
  const mayPass = status < 400 || status >= 500 || [408, 423, 429].includes(status) || code === "upload_offset";
  return mayPass && !isFull ? undefined : { code, status };
}

function codeIn(body: string): string {
  try {
    const problem: unknown = JSON.parse(body);
    const code = typeof problem === "object" && problem && "code" in problem ? problem.code : undefined;
    return typeof code === "string" ? code : "unreadable";
  } catch {
    return "unreadable";
  }
}
