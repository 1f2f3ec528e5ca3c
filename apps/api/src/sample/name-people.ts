import { beginParty } from "../accounts/begin-party.ts";
import { listPartiesOfUser } from "../accounts/queries.ts";
import { invite } from "../claims/invite.ts";
import { takeClaim } from "../claims/take-claim.ts";
import type { Tx } from "../db/transact.ts";
import { lockParty, savePayoutChoice } from "../ledger/party-queries.ts";
import { PEOPLE, type SamplePeople } from "./sample-people.ts";

const MUSICIANS = ["musician", "duo", "mara"] as const;

interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}

/** Gives those who make songs the names under which they are credited; whoever has one keeps it. */
export async function namePeople(tx: Tx, users: SamplePeople, moment: Moment): Promise<void> {
  for (const who of MUSICIANS) await nameMusician(tx, { userId: users[who], names: PEOPLE[who].parties }, moment);
  await takeName(tx, { invitedBy: users.musician, userId: users.lyricist, name: PEOPLE.lyricist.name }, moment);
  await bindAccount(tx, users.musician, moment.now);
}

/** The first name is the account's own; a second one's holder, who shares the account, takes it by an invitation. */
async function nameMusician(
  tx: Tx,
  { userId, names: [first, ...others] }: { userId: string; names: readonly string[] },
  moment: Moment,
): Promise<void> {
  if (first !== undefined) await beginParty(tx, { userId, name: first }, moment.now);
  for (const name of others) await takeName(tx, { invitedBy: userId, userId, name }, moment);
}

async function takeName(
  tx: Tx,
  { invitedBy, userId, name }: { invitedBy: string; userId: string; name: string },
  moment: Moment,
): Promise<void> {
  if ((await listPartiesOfUser(tx, userId)).some((party) => party.name === name)) return;
  const link = await invite(tx, { invitedBy, name }, moment.now);
  if (!link.ok) throw new Error(`the sample's ${name} cannot be invited: ${link.reason}`);
  const taken = { secret: link.value.secret, userId, realName: name, consent: true };
  const claimed = await takeClaim(tx, taken, moment);
  if (!claimed.ok) throw new Error(`the sample's ${name} cannot take the credits: ${claimed.reason}`);
}

/** One musician's name is confirmed and an account is bound, so that the closed month ends in a payout. */
async function bindAccount(tx: Tx, userId: string, now: Date): Promise<void> {
  const [own] = await listPartiesOfUser(tx, userId);
  const party = own && (await lockParty(tx, own.id));
  if (!party || party.payout) return;
  const payout = { provider: "sandbox", account: PEOPLE.musician.email, boundAt: now };
  await savePayoutChoice(tx, { ...party, realName: party.name, realNameConfirmedAt: now, payout });
}
