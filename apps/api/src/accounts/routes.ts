import { me, newOwnParty, ownParty } from "@songkeeper/contracts";
import { operation, reply, valid } from "../http/operation.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { beginParty } from "./begin-party.ts";
import { listPartiesOfUser, listShopsOfUser } from "./queries.ts";

/** Who is signed in. Sign-up, sign-in and sign-out are better-auth's own routes under /api/auth. */
export function accountRoutes(services: Services) {
  return routes()
    .get(
      "/me",
      operation("Who is signed in, and which rooms are theirs", { answer: me, problems: ["not_signed_in"] }),
      signedIn(services),
      async (c) => {
        const user = c.get("user");
        const rooms = await services.transact(async (tx) => ({
          parties: await listPartiesOfUser(tx, user.id),
          shops: await listShopsOfUser(tx, user.id),
        }));
        return reply(c, me, { user, ...rooms });
      },
    )
    .post(
      "/me/party",
      operation("The party under which you are credited and paid; made if there is none", {
        answer: ownParty,
        problems: ["not_signed_in", "invalid_fields"],
      }),
      signedIn(services),
      valid("json", newOwnParty),
      async (c) => {
        const own = { userId: c.get("user").id, name: c.req.valid("json").name };
        return reply(c, ownParty, await services.transact((tx) => beginParty(tx, own, services.now())));
      },
    );
}
