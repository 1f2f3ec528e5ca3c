import { accept, type Outcome, refuse } from "@songkeeper/base";
import { month as monthShape, partyMoney, payoutChoice } from "@songkeeper/contracts";
import { findSignedStatement, findStatement } from "../close/statement-queries.ts";
import type { Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn, type User } from "../http/session.ts";
import type { Services } from "../services.ts";
import { choosePayout } from "./choose-payout.ts";
import { findParty, lockParty, type Party } from "./party-queries.ts";
import { viewPartyMoney } from "./view-party.ts";

/** A party's money: for whoever holds it; an operator may look. For everybody else it does not exist. */
export function ledgerRoutes(services: Services) {
  const { transact, now, config } = services;
  const moment = () => ({ now: now(), timeZone: config.timeZone });
  return routes()
    .get(
      "/parties/:partyId",
      operation("What a party has, earns, was told and was paid", { answer: partyMoney, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const shown = await transact(async (tx) => {
          const party = await enterParty(tx, c.req.param("partyId"), c.get("user"));
          return party.ok ? accept(await viewPartyMoney(tx, party.value, moment())) : party;
        });
        return shown.ok ? reply(c, partyMoney, shown.value) : problem(c, shown);
      },
    )
    .put(
      "/parties/:partyId/payout-account",
      operation("Choose where a party is paid to", { answer: partyMoney, problems: ["not_found"] }),
      signedIn(services),
      valid("json", payoutChoice),
      async (c) => {
        const done = await transact(async (tx) => {
          const party = await lockParty(tx, c.req.param("partyId"));
          if (!party || party.userId !== c.get("user").id) return refuse("not_found");
          const chosen = await choosePayout(tx, party, c.req.valid("json"), now());
          return accept(await viewPartyMoney(tx, chosen, moment()));
        });
        return done.ok ? reply(c, partyMoney, done.value) : problem(c, done);
      },
    )
    .route("/", statementRoutes(services));
}

/** The files of a statement, as they are kept. */
function statementRoutes(services: Services) {
  const { transact, objects } = services;
  return routes()
    .get(
      "/parties/:partyId/statements/:month",
      operation("A month's signed statement with the keys to check it", {
        type: "application/json",
        problems: ["not_found"],
      }),
      signedIn(services),
      async (c) => {
        const { partyId, month } = c.req.param();
        const file = await transact(async (tx) => {
          const party = await enterParty(tx, partyId, c.get("user"));
          return party.ok && isMonth(month) ? findSignedStatement(tx, partyId, month) : undefined;
        });
        if (!file) return problem(c, { reason: "not_found" });
        return c.body(JSON.stringify(file), 200, asFile("application/json", `statement-${month}.json`));
      },
    )
    .get(
      "/parties/:partyId/statements/:month/plays.jsonl.gz",
      operation("The plays behind a statement, each with its proof", {
        type: "application/gzip",
        problems: ["not_found"],
      }),
      signedIn(services),
      async (c) => {
        const { partyId, month } = c.req.param();
        const stored = await transact(async (tx) => {
          const party = await enterParty(tx, partyId, c.get("user"));
          return party.ok && isMonth(month) ? findStatement(tx, partyId, month) : undefined;
        });
        const size = stored?.playsObject ? await objects.size(stored.playsObject) : undefined;
        if (!stored?.playsObject || size === undefined) return problem(c, { reason: "not_found" });
        const headers = { ...asFile("application/gzip", `plays-${month}.jsonl.gz`), "content-length": `${size}` };
        return c.body(objects.read(stored.playsObject, 0, size - 1), 200, headers);
      },
    );
}

async function enterParty(tx: Tx, partyId: string, user: User): Promise<Outcome<Party, "not_found">> {
  const party = await findParty(tx, partyId);
  return party && (party.userId === user.id || user.operator) ? accept(party) : refuse("not_found");
}

function isMonth(text: string): boolean {
  return monthShape.safeParse(text).success;
}

function asFile(type: string, name: string) {
  return { "content-type": type, "content-disposition": `attachment; filename="${name}"`, "cache-control": "private" };
}
