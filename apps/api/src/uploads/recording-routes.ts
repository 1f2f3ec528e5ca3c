import { accept, type Outcome, refuse } from "@songkeeper/base";
import { coverMade, type RecordingView, recordingView } from "@songkeeper/contracts";
import { bodyLimit } from "hono/body-limit";
import type { Tx } from "../db/transact.ts";
import { operation, reply } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import { listMatches } from "../matches/list-matches.ts";
import type { Services } from "../services.ts";
import { makeCover } from "./make-cover.ts";
import { oneByOne } from "./one-by-one.ts";
import { findRecording } from "./recording-queries.ts";
import { removeRecording } from "./remove-recording.ts";
import { retryRecording } from "./retry-recording.ts";
import { viewRecording } from "./view-recording.ts";

const PICTURE_BYTES_MAX = 20 * 1024 ** 2;
/** Pictures are made into covers one after the other, and buyers' downloads stand in the same line. */
const WAITING_PICTURES_MAX = 4;
const PICTURE_TYPES = /^image\/(jpeg|png|webp)$/;

/** A musician's recordings on their way to be heard, and pictures for covers. */
export function recordingRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .route("/", coverRoutes(services))
    .get(
      "/recordings/:recordingId",
      operation("One of your recordings", { answer: recordingView, problems: ["not_signed_in", "not_found"] }),
      signedIn(services),
      async (c) => {
        const of = { ownerId: c.get("user").id, recordingId: c.req.param("recordingId") };
        const found = await transact((tx) => readRecording(tx, of, services));
        return found.ok ? reply(c, recordingView, found.value) : problem(c, found);
      },
    )
    .post(
      "/recordings/:recordingId/remove",
      operation("Remove a recording that is not published", {
        problems: ["not_signed_in", "not_found", "already_published"],
      }),
      signedIn(services),
      async (c) => {
        const removed = await removeRecording(services, c.get("user").id, c.req.param("recordingId"));
        return removed.ok ? c.body(null, 204) : problem(c, removed);
      },
    )
    .post(
      "/recordings/:recordingId/retry",
      operation("Try a recording again that failed on our side", {
        answer: recordingView,
        problems: ["not_signed_in", "not_found"],
      }),
      signedIn(services),
      async (c) => {
        const of = { ownerId: c.get("user").id, recordingId: c.req.param("recordingId") };
        const tried = await transact((tx) => retryRecording(tx, of, now()));
        services.wakeJobs();
        return tried.ok ? reply(c, recordingView, viewRecording(tried.value, [], services)) : problem(c, tried);
      },
    );
}

async function readRecording(
  tx: Tx,
  { ownerId, recordingId }: { ownerId: string; recordingId: string },
  services: Services,
): Promise<Outcome<RecordingView, "not_found">> {
  const found = await findRecording(tx, recordingId);
  if (found?.ownerId !== ownerId || found.state === "removed") return refuse("not_found");
  const signing = { now: services.now(), mediaSecret: services.secrets.media };
  const matches = await listMatches(tx, { ownerId, recordingIds: [recordingId] }, signing);
  return accept(viewRecording(found, matches.get(recordingId) ?? [], services));
}

function coverRoutes(services: Services) {
  return routes().post(
    "/covers",
    operation("Make a cover of a picture (JPEG, PNG or WebP, as the body)", {
      answer: coverMade,
      problems: ["not_signed_in", "too_large", "picture_refused", "too_many_requests"],
    }),
    signedIn(services),
    oneByOne(WAITING_PICTURES_MAX),
    bodyLimit({ maxSize: PICTURE_BYTES_MAX, onError: (c) => problem(c, { reason: "too_large" }) }),
    async (c) => {
      if (!PICTURE_TYPES.test(c.req.header("content-type") ?? ""))
        return problem(c, refuse("picture_refused", { facts: { refusal: "not_a_picture" } }));
      const made = await makeCover(services, c.req.raw.body ?? []);
      return made.ok ? reply(c, coverMade, made.value) : problem(c, made);
    },
  );
}
