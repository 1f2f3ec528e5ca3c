import { me } from "@songkeeper/contracts";
import { operation, reply } from "../http/operation.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { listPartiesOfUser, listShopsOfUser } from "./queries.ts";

/** Who is signed in. Sign-up, sign-in and sign-out are better-auth's own routes under /api/auth. */
export function accountRoutes(services: Services) {
  return routes().get(
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
  );
}
