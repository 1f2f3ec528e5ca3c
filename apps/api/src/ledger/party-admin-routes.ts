import { accept, ZERO } from "@songkeeper/base";
import { newParty, partyList, partyRow, type PartyRow, tieParty as tieShape } from "@songkeeper/contracts";
import { payableAccount } from "@songkeeper/ledger";
import { insertParty } from "../catalog/party-queries.ts";
import type { Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { operatorOnly, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { findUnclaimed } from "./claim-unclaimed.ts";
import { findPartyWithUser, listAllParties } from "./party-queries.ts";
import { confirmName, tieParty } from "./tie-party.ts";
import { getBalance, listBalances } from "./transfer-queries.ts";
import { viewPartyRow } from "./view-party.ts";

/** The operator's list of who is owed money, and what only a person may decide: who is who. */
export function partyAdminRoutes(services: Services) {
  return routes().route("/", listRoutes(services)).route("/", identityRoutes(services));
}

function listRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .get(
      "/operate/parties",
      operation("Everybody who is owed money", { answer: partyList, problems: ["not_found"] }),
      operatorOnly(services),
      async (c) => reply(c, partyList, { items: await transact(listRows) }),
    )
    .post(
      "/operate/parties",
      operation("Name somebody to whom money can be owed", { answer: partyRow, problems: ["not_found"] }),
      operatorOnly(services),
      valid("json", newParty),
      async (c) => {
        const { name } = c.req.valid("json");
        const row = await transact(async (tx) => rowOf(tx, await insertParty(tx, name, now())));
        return reply(c, partyRow, row);
      },
    );
}

function identityRoutes(services: Services) {
  const { transact, now, config } = services;
  return routes()
    .post(
      "/operate/parties/:partyId/tie",
      operation("Give a party to the user who is that person", {
        answer: partyRow,
        problems: ["not_found", "party_taken", "invalid_fields"],
      }),
      operatorOnly(services),
      valid("json", tieShape),
      async (c) => {
        const of = { partyId: c.req.param("partyId"), email: c.req.valid("json").email };
        const tied = await transact(async (tx) => {
          const outcome = await tieParty(tx, of, { now: now(), timeZone: config.timeZone });
          return outcome.ok ? accept(await rowOf(tx, of.partyId)) : outcome;
        });
        return tied.ok ? reply(c, partyRow, tied.value) : problem(c, tied);
      },
    )
    .post(
      "/operate/parties/:partyId/confirm-name",
      operation("Confirm a party's real name", { answer: partyRow, problems: ["not_found", "name_missing"] }),
      operatorOnly(services),
      async (c) => {
        const partyId = c.req.param("partyId");
        const confirmed = await transact(async (tx) => {
          const outcome = await confirmName(tx, partyId, now());
          return outcome.ok ? accept(await rowOf(tx, partyId)) : outcome;
        });
        return confirmed.ok ? reply(c, partyRow, confirmed.value) : problem(c, confirmed);
      },
    );
}

async function listRows(tx: Tx): Promise<PartyRow[]> {
  const balances = await listBalances(tx);
  const unclaimed = await findUnclaimed(tx);
  return (await listAllParties(tx)).map((party) =>
    viewPartyRow(party, {
      payable: balances.get(payableAccount(party.id)) ?? ZERO,
      unclaimed: unclaimed.get(party.id) ?? ZERO,
    }),
  );
}

async function rowOf(tx: Tx, partyId: string): Promise<PartyRow> {
  const party = await findPartyWithUser(tx, partyId);
  if (!party) throw new Error(`there is no party ${partyId}`);
  const payable = await getBalance(tx, payableAccount(partyId));
  return viewPartyRow(party, { payable, unclaimed: (await findUnclaimed(tx, partyId)).get(partyId) ?? ZERO });
}
