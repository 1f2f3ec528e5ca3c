import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { operation } from "../http/operation.ts";
import { problem, ProblemError } from "../http/problems.ts";
import { type HouseEnv, routes, signedIn, type User } from "../http/session.ts";
import type { Services } from "../services.ts";
import { findRecording } from "./recording-queries.ts";
import { removeRecording } from "./remove-recording.ts";
import type { Recording } from "./recording.ts";
import { type UploadServer, uploadServer } from "./upload-server.ts";

type UploadEnv = { Variables: HouseEnv["Variables"] & { recording: Recording } };

const TUS = { "tus-resumable": "1.0.0", "cache-control": "no-store" };
const REFUSED = ["not_signed_in", "not_found", "invalid_request"] as const;

/** Files on their way in, by the tus protocol 1.0: whose they are is asked on every verb. */
export function uploadRoutes(services: Services) {
  const server = uploadServer(services);
  return routes()
    .route("/", uploadRoutesOf(services, server))
    .post(
      "/uploads",
      operation("Begin to upload a file to a draft (tus 1.0: Upload-Length, Upload-Metadata draftId and filename)", {
        problems: [...REFUSED, "invalid_fields", "too_large", "quota_used", "already_published", "storage_full"],
      }),
      signedIn(services),
      (c) => answer(c, server),
    )
    .all("/uploads", signedIn(services), (c) => tellOptions(c, server));
}

/** One upload on its way. */
function uploadRoutesOf(services: Services, server: UploadServer) {
  return new Hono<UploadEnv>()
    .use("/uploads/:uploadId", signedIn(services))
    .use("/uploads/:uploadId", ownUpload(services))
    .get(
      "/uploads/:uploadId",
      operation("How much of a file has come (tus 1.0; asked by HEAD only)", {
        problems: [...REFUSED, "method_not_allowed"],
      }),
      (c) => tellOffset(c, server),
    )
    .patch(
      "/uploads/:uploadId",
      operation("Send a part of a file (tus 1.0)", {
        problems: [...REFUSED, "upload_offset", "too_large", "storage_full", "unavailable"],
      }),
      async (c) => (isComing(c) ? answer(c, server) : problem(c, { reason: "upload_offset", facts: offsetOf(c) })),
    )
    .delete(
      "/uploads/:uploadId",
      operation("Give up an upload (tus 1.0)", { problems: [...REFUSED, "already_published"] }),
      async (c) => {
        // The library ends a part that is being sent, and waits for it.
        if (isComing(c)) await server.answer(c.req.raw, c.get("user").id);
        const removed = await removeRecording(services, c.get("user").id, c.get("recording").id);
        return removed.ok ? c.body(null, 204, TUS) : problem(c, removed);
      },
    )
    .all("/uploads/:uploadId", (c) => tellOptions(c, server));
}

/** Lets only the owner of an upload through: for everybody else it is not there. */
function ownUpload({ transact }: Services) {
  return createMiddleware<UploadEnv>(async (c, next) => {
    const found = await transact((tx) => findRecording(tx, c.req.param("uploadId") ?? ""));
    if (!found || found.ownerId !== c.get("user").id || found.state === "removed")
      throw new ProblemError({ ok: false, reason: "not_found" });
    c.set("recording", found);
    await next();
  });
}

function isComing(c: Context<UploadEnv>): boolean {
  return c.get("recording").state === "uploading";
}

function offsetOf(c: Context<UploadEnv>) {
  return { offset: c.get("recording").bytes };
}

/** What the server takes of tus, to whoever asks by OPTIONS; no other method is left. */
async function tellOptions(c: Context, server: UploadServer): Promise<Response> {
  return c.req.method === "OPTIONS" ? answer(c, server) : problem(c, { reason: "method_not_allowed" });
}

/** Whoever lost the last answer asks where the upload stands: a file that is all there is so, wherever it is now. */
async function tellOffset(c: Context<UploadEnv>, server: UploadServer): Promise<Response> {
  if (c.req.method !== "HEAD") return problem(c, { reason: "method_not_allowed" });
  if (isComing(c)) return answer(c, server);
  const length = String(c.get("recording").bytes);
  return c.body(null, 200, { ...TUS, "upload-offset": length, "upload-length": length });
}

async function answer(c: Context, server: UploadServer): Promise<Response> {
  const user: User = c.get("user");
  const answered = await server.answer(c.req.raw, user.id);
  return "response" in answered ? answered.response : problem(c, answered.refusal);
}
