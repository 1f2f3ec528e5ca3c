import { type Outcome, refuse } from "@songkeeper/base";
import { claim, claimed, claimView, invitationMade, newInvitation } from "@songkeeper/contracts";
import type { z } from "zod";
import { findTrack } from "../catalog/track-queries.ts";
import { exclusive, POSTING, type Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { findOwnDraft } from "../studio/draft-queries.ts";
import { consentRoutes } from "./consent-routes.ts";
import { invite, type MadeLink } from "./invite.ts";
import { declineClaim, takeClaim } from "./take-claim.ts";
import { viewClaim } from "./view-claim.ts";

/** Inviting co-writers who have not joined, taking one's credits by such a link, and leave for covers. */
export function claimRoutes(services: Services) {
  return routes()
    .route("/", invitationRoutes(services))
    .route("/", linkRoutes(services))
    .route("/", consentRoutes(services));
}

type Asked = z.output<typeof newInvitation>;
const INVITING_PROBLEMS = ["not_found", "party_taken", "invalid_fields", "too_many_requests"] as const;

function invitationRoutes(services: Services) {
  const { transact, now, config } = services;
  const described = { answer: invitationMade, problems: INVITING_PROBLEMS };
  const send = async (ownerId: string, asked: Asked, isOwn: (tx: Tx) => Promise<boolean>) =>
    transact(async (tx): Promise<Outcome<MadeLink, (typeof INVITING_PROBLEMS)[number]>> => {
      if (!(await isOwn(tx))) return refuse("not_found");
      return invite(tx, { invitedBy: ownerId, ...asked }, now());
    });
  const view = ({ secret, expiresAt, ...made }: MadeLink) => ({
    ...made,
    url: `${config.publicUrl}/claim/${secret}`,
    expiresAt: expiresAt.toISOString(),
  });
  return routes()
    .post(
      "/drafts/:draftId/invitations",
      operation("Invite a co-writer of a draft who has not joined; the link is told once", described),
      signedIn(services),
      valid("json", newInvitation),
      async (c) => {
        const userId = c.get("user").id;
        const isOwn = async (tx: Tx) => (await findOwnDraft(tx, userId, c.req.param("draftId"))) !== undefined;
        const made = await send(userId, c.req.valid("json"), isOwn);
        return made.ok ? reply(c, invitationMade, view(made.value)) : problem(c, made);
      },
    )
    .post(
      "/tracks/:trackId/invitations",
      operation("Invite a co-writer of a published song who has not joined; the link is told once", described),
      signedIn(services),
      valid("json", newInvitation),
      async (c) => {
        const userId = c.get("user").id;
        const isOwn = async (tx: Tx) => (await findTrack(tx, userId, c.req.param("trackId"))) !== undefined;
        const made = await send(userId, c.req.valid("json"), isOwn);
        return made.ok ? reply(c, invitationMade, view(made.value)) : problem(c, made);
      },
    );
}

/** Whoever holds a link's secret of 128 bits may read it and decline it; taking it needs an account. */
function linkRoutes(services: Services) {
  const { transact, now, config, wakeJobs } = services;
  return routes()
    .get(
      "/claims/:secret",
      operation("What an invitation is about", { answer: claimView, problems: ["not_found"] }),
      async (c) => {
        const view = await transact((tx) => viewClaim(tx, c.req.param("secret"), now()));
        return view ? reply(c, claimView, view) : problem(c, { reason: "not_found" });
      },
    )
    .post(
      "/claims/:secret",
      operation("Take one's credits by an invitation", {
        answer: claimed,
        problems: ["not_found", "party_taken", "link_expired"],
      }),
      signedIn(services),
      valid("json", claim),
      async (c) => {
        const taken = { ...c.req.valid("json"), secret: c.req.param("secret"), userId: c.get("user").id };
        const moment = { now: now(), timeZone: config.timeZone };
        const outcome = await transact((tx) => takeClaim(tx, taken, moment), [exclusive(POSTING)]);
        if (!outcome.ok) return problem(c, outcome);
        wakeJobs();
        const { partyId, moved } = outcome.value;
        return reply(c, claimed, { partyId, movedMicro: `${moved}` });
      },
    )
    .post(
      "/claims/:secret/decline",
      operation("Say that the credits of an invitation are not one's own", {
        problems: ["not_found", "party_taken"],
      }),
      async (c) => {
        const outcome = await transact((tx) => declineClaim(tx, c.req.param("secret"), now()));
        return outcome.ok ? c.body(null, 204) : problem(c, outcome);
      },
    );
}
