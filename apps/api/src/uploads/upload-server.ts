import { randomUUID } from "node:crypto";
import { refuse } from "@songkeeper/base";
import { Server, type Upload } from "@tus/server";
import type { Refusal } from "../http/problems.ts";
import { isOfTheWorld } from "../http/is-of-the-world.ts";
import type { Services } from "../services.ts";
import { beginUpload, UPLOAD_BYTES_MAX } from "./begin-upload.ts";
import { finishUpload } from "./finish-upload.ts";
import { deleteRecording, markRemoved } from "./recording-queries.ts";

const UPLOADS_PATH = "/api/uploads";
/** Never to be filled by uploads: the database and the renditions need room, too. */
const SPARE_BYTES = 512 * 1024 ** 2;
const UPLOAD_PATH = /^\/api\/uploads\/([0-9a-f-]{36})$/;

/** Takes uploads by the tus protocol; who asks, and for whose upload, is known before. */
export interface UploadServer {
  /** The protocol's own answer, or our refusal. */
  answer(request: Request, userId: string): Promise<{ response: Response } | { refusal: Refusal }>;
}

/** A refusal on its way through the library. */
class RefusedUploadError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** What is known of a request while the library has it. */
interface Asked {
  readonly userId: string;
  /** The upload that it began. */
  begun?: string;
  failure?: unknown;
}

/** The tus library on our files and rows: it speaks the protocol, and what it is told here is decided by us. */
export function uploadServer(services: Services): UploadServer {
  const asked = new WeakMap<object, Asked>();
  const server = new Server({
    path: UPLOADS_PATH,
    datastore: services.uploads,
    relativeLocation: true,
    maxSize: UPLOAD_BYTES_MAX,
    allowedOrigins: [],
    namingFunction: () => randomUUID(),
    // The library's own way would take the last part of the whole address, its query among it.
    getFileIdFromRequest: idOf,
    onUploadCreate: (request, upload) => begin(services, asked.get(request), upload),
    onUploadFinish: (_, { id }) => finish(services, id),
    onResponseError(request, failure) {
      const one = asked.get(request);
      if (one) one.failure = failure;
      return undefined;
    },
  });
  return {
    async answer(request, userId) {
      const one: Asked = { userId };
      asked.set(request, one);
      const response = await server.handleWeb(request);
      if (response.status < 400) return { response };
      await undo(services, request, one);
      const refusal = refusalOf(response.status, one.failure);
      if (refusal.reason === "internal") services.log.error("upload_failed", { error: one.failure });
      return { refusal };
    },
  };
}

/** Nothing is stored before its row is: the file is of somebody, for a draft of theirs, and within what they may have. */
async function begin(services: Services, asked: Asked | undefined, { id, size, metadata }: Upload) {
  const { transact, uploads, now, media } = services;
  if (!asked) throw new Error("nobody asked for this upload");
  const draftId = metadata?.["draftId"] ?? "";
  const said = { id, ownerId: asked.userId, draftId, fileName: metadata?.["filename"] ?? "", bytes: size ?? 0 };
  const hasRoom = (await uploads.freeBytes()) > said.bytes + SPARE_BYTES;
  const begun = hasRoom ? await transact((tx) => beginUpload(tx, said, now())) : refuse("storage_full");
  if (!begun.ok) throw new RefusedUploadError(begun);
  asked.begun = id;
  // While the file comes a worker gets ready for it, so that the song is heard sooner.
  media.expect();
  return { metadata: { draftId, filename: begun.value } };
}

async function finish({ transact, uploads, now, wakeJobs }: Services, id: string) {
  await uploads.sync(id);
  await transact((tx) => finishUpload(tx, id, now()));
  wakeJobs();
  return {};
}

/** What was begun and could not be stored leaves neither a row nor a file; nor does what filled the disk. */
async function undo({ uploads, transact }: Services, request: Request, { begun, failure }: Asked): Promise<void> {
  const id = begun ?? (isDiskFull(failure) ? idOf(request) : undefined);
  if (id === undefined) return;
  await transact((tx) => (begun ? deleteRecording(tx, id) : markRemoved(tx, id)));
  await uploads.forget(id);
}

function idOf(request: { readonly url: string }): string | undefined {
  return UPLOAD_PATH.exec(new URL(request.url).pathname)?.[1];
}

function isDiskFull(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && (failure.code === "ENOSPC" || failure.code === "EDQUOT");
}

/** What the library refuses, in our words; 409 and above 499 have its clients ask where to go on, and go on. */
function refusalOf(status: number, failure: unknown): Refusal {
  if (failure instanceof RefusedUploadError) return failure.refusal;
  if (isDiskFull(failure)) return refuse("storage_full");
  if (status === 413) return refuse("too_large", { facts: { bytesMax: UPLOAD_BYTES_MAX } });
  if (status === 409 || isTakenOver(failure)) return refuse("upload_offset");
  if (status === 404 || status === 410) return refuse("not_found");
  if (failure instanceof Error) return refuse(isOfTheWorld(failure) ? "unavailable" : "internal");
  return refuse(status >= 500 && status !== 501 ? "unavailable" : "invalid_request");
}

/** A second request for one upload ends the first, which is told so. */
function isTakenOver(failure: unknown): boolean {
  return typeof failure === "object" && failure !== null && "body" in failure && /aborted/.test(String(failure.body));
}
