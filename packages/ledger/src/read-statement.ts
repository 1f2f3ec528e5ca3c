import { accept, refuse, type Outcome } from "@songkeeper/base";
import {
  count,
  type Form,
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
import { FIRST_STATEMENT_FORM, STATEMENT_FORM, type Statement } from "./statement.ts";

const headerMembers = {
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
};
const firstHeader = members({ form: is((value) => value === FIRST_STATEMENT_FORM), ...headerMembers });
const header = members({ form: is((value) => value === STATEMENT_FORM), ...headerMembers, salesMicro: micros });

const track = members({ id: text, title: text, artist: text, isrc: orNull(text), splitVersion: count });
const credits = list(members({ role, position: count, weight: count }));

const line = members({
  originMonth: monthText,
  track,
  use,
  priceVersion: count,
  feeMicro: micros,
  coveredRoles: list(role),
  playsBefore: count,
  playsNow: count,
  plays: record(integer),
  grossMicro: micros,
  credits,
  role,
  position: count,
  amountMicro: micros,
  kind: is((value) => value === "allocated" || value === "difference"),
});

const sale = members({
  track,
  priceMicro: micros,
  sold: count,
  refunded: count,
  credits,
  role,
  position: count,
  shareMicro: micros,
  amountMicro: micros,
});

const body = {
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
};
const firstStatement = members({ header: firstHeader, ...body });
const laterStatement = members({ header, ...body, sales: list(sale) });
/** Of either form, each with exactly its own members. */
const statement: Form = (value, path) => (isOfFirstForm(value) ? firstStatement : laterStatement)(value, path);

/**
 * JSON that someone handed in, as a statement of a form that this code knows: exactly its members, each of its kind.
 * Refuses with the path of the first that is not. Whether its numbers agree is for `checkStatementSums`.
 */
export function readStatement(value: unknown): Outcome<Statement, "not_a_statement"> {
  if (isStatement(value)) return accept(value);
  return refuse("not_a_statement", { facts: { path: statement(value, "statement") ?? "" } });
}

function isStatement(value: unknown): value is Statement {
  return statement(value, "statement") === undefined;
}

function isOfFirstForm(value: unknown): boolean {
  const is = (of: unknown): of is Readonly<Record<string, unknown>> => typeof of === "object" && of !== null;
  return is(value) && is(value["header"]) && value["header"]["form"] === FIRST_STATEMENT_FORM;
}
