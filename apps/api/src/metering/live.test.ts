import { afterEach, beforeEach, expect, test } from "vitest";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { json, withHeaders } from "../testing/test-player.ts";
import { receiptRoutes } from "./receipt-routes.ts";

const BEAT_MS = 10;

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

/** Somebody who works in the shop, with a session and the stream that a console opens. */
async function watcher(email: string) {
  await house.hire(email, "member");
  const origin = { origin: "http://localhost" };
  const who = json("POST", { email, password: "correct horse battery" });
  const signedIn = await house.send("/api/auth/sign-in/email", withHeaders(who, origin));
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const headers = { cookie, ...origin };
  const answer = await receiptRoutes(house.services, BEAT_MS).request(`/shops/${house.shop.id}/live`, { headers });
  return { headers, reader: answer.body?.pipeThrough(new TextDecoderStream()).getReader() };
}

/** What a stream says until it ends. */
async function rest(reader: Awaited<ReturnType<typeof watcher>>["reader"]): Promise<string> {
  let text = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
  return text;
}

test("a console that was opened before its person signed out hears nothing more after the next heartbeat", async () => {
  const { headers, reader } = await watcher("waiter@example.com");
  expect((await reader?.read())?.value).toContain("event: shop");
  const signOut = withHeaders(json("POST", {}), headers);
  expect((await house.send("/api/auth/sign-out", signOut)).status).toBe(200);
  await rest(reader);
  expect(house.services.live.isWatched(house.shop.id)).toBe(false);
});

test("a console whose person left the shop hears nothing more after the next heartbeat", async () => {
  const { reader } = await watcher("waiter@example.com");
  const { db } = house.services.database;
  await db.deleteFrom("member").where("role", "=", "member").execute();
  await rest(reader);
  expect(house.services.live.isWatched(house.shop.id)).toBe(false);
});
