import { accept, refuse, type Outcome } from "@songkeeper/base";
import {
  count,
  hash,
  integer,
  is,
  list,
  members,
  micros,
  monthText,
  orNull,
  record,
  role,
  text,
  use,
} from "./json-form.ts";
import { STATEMENT_FORM, type Statement } from "./statement.ts";

const header = members({
  form: is((value) => value === STATEMENT_FORM),
  id: text,
  version: count,
  supersedes: orNull(text),
  party: members({ id: text, name: text }),
  month: monthText,
  zone: text,
  currency: text,
  broughtForwardMicro: micros,
  grossMicro: micros,
  allocatedMicro: micros,
  differencesMicro: micros,
  creditedMicro: members({ payable: micros, maturing: micros, unclaimed: micros }),
  withheldMicro: micros,
  paidMicro: micros,
  carriedMicro: micros,
});

const line = members({
  originMonth: monthText,
  track: members({ id: text, title: text, artist: text, isrc: orNull(text), splitVersion: count }),
  use,
  priceVersion: count,
  feeMicro: micros,
  coveredRoles: list(role),
  playsBefore: count,
  playsNow: count,
  plays: record(integer),
  grossMicro: micros,
  credits: list(members({ role, position: count, weight: count })),
  role,
  position: count,
  amountMicro: micros,
  kind: is((value) => value === "allocated" || value === "difference"),
});

const statement = members({
  header,
  lines: list(line),
  checkpoint: members({
    checkpoint: members({
      origin: text,
      treeSize: count,
      rootHash: hash,
      at: text,
      timeZone: text,
      keyId: text,
    }),
    signature: text,
  }),
  playsFile: orNull(members({ sha256: hash, bytes: count })),
  commissionMicro: micros,
  terms: record(text),
});

/**
 * JSON that someone handed in, as a statement of the form that this code knows: exactly its members, each of its kind.
 * Refuses with the path of the first that is not. Whether its numbers agree is for `checkStatementSums`.
 */
export function readStatement(value: unknown): Outcome<Statement, "not_a_statement"> {
  if (isStatement(value)) return accept(value);
  return refuse("not_a_statement", { facts: { path: statement(value, "statement") ?? "" } });
}

function isStatement(value: unknown): value is Statement {
  return statement(value, "statement") === undefined;
}
