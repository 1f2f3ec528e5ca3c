import { findUserIdByEmail, markOperator } from "../accounts/queries.ts";
import { exclusive, POSTING } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { namePeople } from "./name-people.ts";
import { PEOPLE, SAMPLE_PASSWORD, type SamplePeople, type SamplePerson } from "./sample-people.ts";

/**
 * Gives the sample's people their accounts, and those who make songs the names under which they are credited; those who
 * have them keep them. The lyricist takes his name by the musician's invitation, as anybody does who is credited first.
 */
export async function makePeople(services: Services, now: Date): Promise<SamplePeople> {
  const users = await makeUsers(services);
  await services.transact((tx) => markOperator(tx, users.operator));
  const moment = { now, timeZone: services.config.timeZone };
  await services.transact((tx) => namePeople(tx, users, moment), [exclusive(POSTING)]);
  return users;
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
