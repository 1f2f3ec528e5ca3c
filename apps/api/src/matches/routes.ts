import { heldMatch, heldMatchPage, matchExplanation, matchRuling } from "@songkeeper/contracts";
import type { Context } from "hono";
import type { Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, operatorOnly, routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { decideMatch } from "./decide-match.ts";
import { explainMatch } from "./explain-match.ts";
import type { Match } from "./match.ts";
import { listDecidedMatches, listOpenMatches, type MatchPlace } from "./match-queries.ts";
import { type Reviewer, viewHeld } from "./view-held.ts";

const LISTED_MAX = 20;

/** Recordings that hold another musician's sound: what their musicians say, and what the platform's people decide. */
export function matchRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .route("/", reviewRoutes(services))
    .post(
      "/matches/:matchId/explanation",
      operation("Say something about a held recording of yours to who decides", {
        problems: ["not_signed_in", "not_found", "invalid_fields"],
      }),
      signedIn(services),
      valid("json", matchExplanation),
      async (c) => {
        const of = { ownerId: c.get("user").id, matchId: c.req.param("matchId") };
        const said = await transact((tx) => explainMatch(tx, of, c.req.valid("json").explanation));
        return said.ok ? c.body(null, 204) : problem(c, said);
      },
    )
    .post(
      "/operate/matches/:matchId",
      operation("Release a held recording, or uphold that it may not be published", {
        answer: heldMatch,
        problems: ["not_found", "decision_changed", "already_published", "invalid_fields"],
      }),
      operatorOnly(services),
      valid("json", matchRuling),
      async (c) => {
        const ruling = { ...c.req.valid("json"), by: c.get("user").id };
        const decided = await transact(async (tx) => {
          const outcome = await decideMatch(tx, c.req.param("matchId"), ruling, now());
          return { outcome, views: outcome.ok ? await viewHeld(tx, [outcome.value], reviewerOf(c, services)) : [] };
        });
        if (!decided.outcome.ok) return problem(c, decided.outcome);
        const [view] = decided.views;
        if (!view) throw new Error("a match that was decided cannot be shown");
        return reply(c, heldMatch, view);
      },
    );
}

function reviewRoutes(services: Services) {
  return routes()
    .get(
      "/operate/matches",
      operation("Held recordings that wait for a decision, the oldest first", { answer: heldMatchPage }),
      operatorOnly(services),
      async (c) => reply(c, heldMatchPage, await pageOf(c, services, { list: listOpenMatches, atOf: foundAt })),
    )
    .get(
      "/operate/decided-matches",
      operation("Held recordings that were decided, the last decision first", { answer: heldMatchPage }),
      operatorOnly(services),
      async (c) => reply(c, heldMatchPage, await pageOf(c, services, { list: listDecidedMatches, atOf: decidedAt })),
    );
}

interface Listing {
  readonly list: (tx: Tx, after: MatchPlace | undefined, limit: number) => Promise<Match[]>;
  readonly atOf: (match: Match) => Date;
}

const foundAt = (match: Match) => match.foundAt;
const decidedAt = (match: Match) => match.decidedAt ?? match.foundAt;

async function pageOf(c: Context<HouseEnv>, services: Services, { list, atOf }: Listing) {
  return services.transact(async (tx) => {
    const matches = await list(tx, placeOf(c.req.query("cursor")), LISTED_MAX);
    const last = matches.length === LISTED_MAX ? matches.at(-1) : undefined;
    const items = await viewHeld(tx, matches, reviewerOf(c, services));
    return { items, cursor: last ? `${atOf(last).toISOString()}/${last.id}` : null };
  });
}

function placeOf(cursor: string | undefined): MatchPlace | undefined {
  const [at = "", id] = cursor?.split("/") ?? [];
  return id === undefined ? undefined : { at, id };
}

function reviewerOf(c: Context<HouseEnv>, { secrets, now }: Pick<Services, "secrets" | "now">): Reviewer {
  return { userId: c.get("user").id, mediaSecret: secrets.media, now: now() };
}
