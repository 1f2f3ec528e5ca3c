import { findUserIdByEmail, markOperator } from "../accounts/queries.ts";
import type { Services } from "../services.ts";
import { PEOPLE, SAMPLE_PASSWORD } from "./sample-songs.ts";

/** The users behind the sample's people. */
export type SamplePeople = Readonly<Record<keyof typeof PEOPLE, string>>;

/** Gives the sample's people their accounts; those who have one keep it. */
export async function makePeople(services: Pick<Services, "auth" | "transact">): Promise<SamplePeople> {
  const operator = await makeUser(services, PEOPLE.operator);
  await services.transact((tx) => markOperator(tx, operator));
  return {
    operator,
    musician: await makeUser(services, PEOPLE.musician),
    lyricist: await makeUser(services, PEOPLE.lyricist),
    owner: await makeUser(services, PEOPLE.owner),
  };
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
