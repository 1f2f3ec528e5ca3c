import { accept, refuse } from "@songkeeper/base";
import { draftChange, draftList, draftSaved, draftView, published, publishing } from "@songkeeper/contracts";
import type { Context } from "hono";
import type { Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes, signedIn } from "../http/session.ts";
import { listMatches } from "../matches/list-matches.ts";
import type { Services } from "../services.ts";
import { listRecordingsOfDraft } from "../uploads/recording-queries.ts";
import { addDraft, DRAFTS_MAX, removeDraft, restoreDraft, saveDraft } from "./change-draft.ts";
import { type Draft, findOwnDraft, listOpenDrafts } from "./draft-queries.ts";
import { publishDraft } from "./publish-draft.ts";
import { type DraftFiles, viewDraft, viewDrafts } from "./view-studio.ts";

/** What a musician prepares: drafts that save themselves, until they are published. */
export function draftRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .route("/", changeRoutes(services))
    .post(
      "/drafts",
      operation("Begin a draft", { answer: draftView, problems: ["not_signed_in", "quota_used"] }),
      signedIn(services),
      async (c) => {
        const added = await transact((tx) => addDraft(tx, c.get("user").id, now()));
        return added.ok ? reply(c, draftView, viewDraft(added.value, NO_FILES, services), 201) : problem(c, added);
      },
    )
    .get(
      "/drafts",
      operation("Your drafts, the one changed last first", { answer: draftList, problems: ["not_signed_in"] }),
      signedIn(services),
      async (c) => {
        const drafts = await transact((tx) => listOpenDrafts(tx, c.get("user").id, DRAFTS_MAX));
        return reply(c, draftList, viewDrafts(drafts));
      },
    )
    .get(
      "/drafts/:draftId",
      operation("One of your drafts, with the files that were uploaded to it", {
        answer: draftView,
        problems: ["not_signed_in", "not_found"],
      }),
      signedIn(services),
      async (c) => {
        const found = await transact(async (tx) => {
          const draft = await findOwnDraft(tx, c.get("user").id, c.req.param("draftId"));
          return draft ? accept({ draft, files: await readFiles(tx, draft, services) }) : refuse("not_found");
        });
        if (!found.ok) return problem(c, found);
        return reply(c, draftView, viewDraft(found.value.draft, found.value.files, services));
      },
    );
}

const NO_FILES: DraftFiles = { recordings: [], matches: new Map() };

async function readFiles(
  tx: Tx,
  { id, ownerId }: Draft,
  { now, secrets }: Pick<Services, "now" | "secrets">,
): Promise<DraftFiles> {
  const recordings = await listRecordingsOfDraft(tx, id);
  const of = { ownerId, recordingIds: recordings.map((recording) => recording.id) };
  return { recordings, matches: await listMatches(tx, of, { now: now(), mediaSecret: secrets.media }) };
}

function changeRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .route("/", publishRoutes(services))
    .put(
      "/drafts/:draftId",
      operation("Save a draft as it is now; `revision` is the one that was changed", {
        answer: draftSaved,
        problems: ["not_signed_in", "not_found", "draft_changed", "already_published", "invalid_fields", "too_large"],
      }),
      signedIn(services),
      valid("json", draftChange),
      async (c) => {
        const saved = await transact((tx) => saveDraft(tx, ownDraft(c), c.req.valid("json"), now()));
        if (!saved.ok) return problem(c, saved);
        services.wakeJobs();
        const { revision, updatedAt } = saved.value;
        return reply(c, draftSaved, { revision, updatedAt: updatedAt.toISOString() });
      },
    )
    .post(
      "/drafts/:draftId/remove",
      operation("Remove a draft; for a week it can be restored", {
        problems: ["not_signed_in", "not_found", "already_published"],
      }),
      signedIn(services),
      async (c) => {
        const removed = await transact((tx) => removeDraft(tx, ownDraft(c), now()));
        return removed.ok ? c.body(null, 204) : problem(c, removed);
      },
    )
    .post(
      "/drafts/:draftId/restore",
      operation("Restore a draft that was removed", { problems: ["not_signed_in", "not_found"] }),
      signedIn(services),
      async (c) => {
        const restored = await transact((tx) => restoreDraft(tx, ownDraft(c)));
        return restored.ok ? c.body(null, 204) : problem(c, restored);
      },
    );
}

function publishRoutes(services: Services) {
  const { transact, now } = services;
  return routes().post(
    "/drafts/:draftId/publish",
    operation("Publish a draft as a release; again it gives the same answer", {
      answer: published,
      problems: ["not_signed_in", "not_found", "draft_changed", "invalid_fields"],
    }),
    signedIn(services),
    valid("json", publishing),
    async (c) => {
      const { revision } = c.req.valid("json");
      const done = await transact((tx) => publishDraft(tx, ownDraft(c), revision, now()));
      if (!done.ok) return problem(c, done);
      const { releaseId, trackIds } = done.value;
      return reply(c, published, { releaseId, trackIds: [...trackIds] });
    },
  );
}

function ownDraft(c: Context<HouseEnv>) {
  return { ownerId: c.get("user").id, draftId: c.req.param("draftId") ?? "" };
}
