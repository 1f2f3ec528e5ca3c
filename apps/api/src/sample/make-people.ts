import { beginParty } from "../accounts/begin-party.ts";
import { findUserIdByEmail, listPartiesOfUser, markOperator } from "../accounts/queries.ts";
import { invite } from "../claims/invite.ts";
import { takeClaim } from "../claims/take-claim.ts";
import { exclusive, POSTING, type Tx } from "../db/transact.ts";
import { lockParty, savePayoutChoice } from "../ledger/party-queries.ts";
import type { Services } from "../services.ts";
import { PEOPLE, SAMPLE_PASSWORD, type SamplePerson } from "./sample-people.ts";

/** The users behind the sample's people. */
export type SamplePeople = Readonly<Record<SamplePerson, string>>;

/**
 * Gives the sample's people their accounts, and those who make songs the names under which they are credited; those who
 * have them keep them. The lyricist takes his name by the musician's invitation, as anybody does who is credited first.
 */
export async function makePeople(services: Services, now: Date): Promise<SamplePeople> {
  const users = await makeUsers(services);
  await services.transact((tx) => markOperator(tx, users.operator));
  await services.transact(
    async (tx) => {
      const moment = { now, timeZone: services.config.timeZone };
      for (const who of MUSICIANS) await nameMusician(tx, { userId: users[who], names: PEOPLE[who].parties }, moment);
      await takeName(tx, { invitedBy: users.musician, userId: users.lyricist, name: PEOPLE.lyricist.name }, moment);
      await bindAccount(tx, users.musician, now);
    },
    [exclusive(POSTING)],
  );
  return users;
}

const MUSICIANS = ["musician", "duo", "mara"] as const;

interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}

/** All at once: hashing a password is work for a thread of its own. */
async function makeUsers(services: Pick<Services, "auth" | "transact">): Promise<SamplePeople> {
  const user = (who: SamplePerson) => makeUser(services, PEOPLE[who]);
  const [operator, musician, duo, mara, lyricist] = await Promise.all([
    user("operator"),
    user("musician"),
    user("duo"),
    user("mara"),
    user("lyricist"),
  ]);
  const [owner, tailor, listener, collector, visitor] = await Promise.all([
    user("owner"),
    user("tailor"),
    user("listener"),
    user("collector"),
    user("visitor"),
  ]);
  return { operator, musician, duo, mara, lyricist, owner, tailor, listener, collector, visitor };
}

async function makeUser(
  { auth, transact }: Pick<Services, "auth" | "transact">,
  { name, email }: { name: string; email: string },
): Promise<string> {
  const known = await transact((tx) => findUserIdByEmail(tx, email));
  if (known !== undefined) return known;
  const { user } = await auth.api.signUpEmail({ body: { name, email, password: SAMPLE_PASSWORD } });
  return user.id;
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
