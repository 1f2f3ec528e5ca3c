import { PER_MILLE } from "@songkeeper/catalog";
import type { DraftBody, Role } from "@songkeeper/client";

export type DraftTrack = DraftBody["tracks"][number];
export type DraftCredit = DraftTrack["credits"][number];

/** A role's parts together, in per mille. */
export function sumOfRole(credits: readonly DraftCredit[], role: Role): number {
  return ofRole(credits, role).reduce((sum, { perMille }) => sum + perMille, 0);
}

/** Whether a role's bar is full, has room, or holds too much; empty when nobody is named. */
export function roleState(credits: readonly DraftCredit[], role: Role): "empty" | "full" | "under" | "over" {
  if (ofRole(credits, role).length === 0) return "empty";
  const sum = sumOfRole(credits, role);
  if (sum === PER_MILLE) return "full";
  return sum < PER_MILLE ? "under" : "over";
}

/** Gives what a role's bar lacks to one credit, or takes from it what is too much; its part stays within 0 and all. */
export function fillRest(credits: readonly DraftCredit[], at: number): DraftCredit[] {
  const credit = credits[at];
  if (!credit) return [...credits];
  const rest = PER_MILLE - sumOfRole(credits, credit.role);
  return withPart(credits, at, credit.perMille + rest);
}

/** Equal parts for everybody in a role; the odd per mille go to those named first. */
export function splitEvenly(credits: readonly DraftCredit[], role: Role): DraftCredit[] {
  const count = ofRole(credits, role).length;
  const each = Math.floor(PER_MILLE / count);
  let odd = PER_MILLE - each * count;
  return credits.map((credit) => (credit.role === role ? { ...credit, perMille: each + (odd-- > 0 ? 1 : 0) } : credit));
}

/** One credit with another part, kept within 0 and all of the role. */
export function withPart(credits: readonly DraftCredit[], at: number, perMille: number): DraftCredit[] {
  const part = Math.min(PER_MILLE, Math.max(0, perMille));
  return credits.map((credit, index) => (index === at ? { ...credit, perMille: part } : credit));
}

/** One more person in a role, with what its bar still lacks: the first gets all of it. */
export function addCredit(
  credits: readonly DraftCredit[],
  person: Pick<DraftCredit, "role" | "name"> & { partyId?: string | undefined },
): DraftCredit[] {
  const { partyId, ...named } = person;
  const perMille = Math.max(0, PER_MILLE - sumOfRole(credits, person.role));
  const added: DraftCredit = { ...named, perMille, society: "unknown", ...(partyId ? { partyId } : {}) };
  const after = credits.findLastIndex(({ role }) => role === person.role);
  return after < 0 ? [...credits, added] : credits.toSpliced(after + 1, 0, added);
}

/** A credit with another name is another person: no longer the party that was meant, unless one is given with it. */
export function withName(credit: DraftCredit, name: string, partyId?: string): DraftCredit {
  const { partyId: _, ...unnamed } = credit;
  return { ...unnamed, name, ...(partyId ? { partyId } : {}) };
}

/** A song without words has no lyricist; with words again, the composer is offered as the first. */
export function setInstrumental(credits: readonly DraftCredit[], instrumental: boolean): DraftCredit[] {
  const others = credits.filter(({ role }) => role !== "lyricist");
  if (instrumental) return others;
  const composer = others.find(({ role }) => role === "composer");
  return addCredit(others, { role: "lyricist", name: composer?.name ?? "", partyId: composer?.partyId });
}

/** A part as per cent in a field: 125 is "12.5". */
export function percentText(perMille: number): string {
  return perMille % 10 === 0 ? `${perMille / 10}` : `${Math.floor(perMille / 10)}.${perMille % 10}`;
}

/** What a person typed as per cent, in per mille: "12.5", "１２．５ %" and "33,3" are understood. */
export function readPercent(typed: string): number | undefined {
  const plain = typed.normalize("NFKC").replace(/%/g, "").replace(",", ".").trim();
  const match = /^(\d{1,3})(?:\.(\d?)0*)?$/.exec(plain);
  if (!match) return undefined;
  const perMille = Number(match[1]) * 10 + Number(match[2] || 0);
  return perMille <= PER_MILLE ? perMille : undefined;
}

function ofRole(credits: readonly DraftCredit[], role: Role): DraftCredit[] {
  return credits.filter((credit) => credit.role === role);
}
