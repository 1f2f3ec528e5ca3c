import { consentGiven, consentGiving, consentList } from "@songkeeper/contracts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { giveConsent } from "./give-consent.ts";
import { viewConsents } from "./view-consents.ts";

/** Leave of those who have joined for covers and remixes of their works. */
export function consentRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .get(
      "/consents",
      operation("Covers and remixes of your works that wait for your leave", {
        answer: consentList,
        problems: ["not_signed_in"],
      }),
      signedIn(services),
      async (c) => reply(c, consentList, await transact((tx) => viewConsents(tx, c.get("user").id))),
    )
    .post(
      "/tracks/:trackId/consent",
      operation("Give leave to sell and license a song made from your work", {
        answer: consentGiven,
        problems: ["not_signed_in", "not_found", "invalid_fields"],
      }),
      signedIn(services),
      valid("json", consentGiving),
      async (c) => {
        const { partyId } = c.req.valid("json");
        const given = { userId: c.get("user").id, partyId, trackId: c.req.param("trackId") };
        const outcome = await transact((tx) => giveConsent(tx, given, now()));
        return outcome.ok ? reply(c, consentGiven, outcome.value) : problem(c, outcome);
      },
    );
}
