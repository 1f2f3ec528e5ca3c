import { me, ownParty } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { musicianOf } from "../testing/musician.ts";
import { json } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";

let services: TestServices;
beforeAll(async () => {
  services = await openTestServices();
});
afterAll(() => services.close());

test("a musician's first party is their own at once, and asking again gives the same one", async () => {
  const { send } = await musicianOf(services, "lin");
  const first = ownParty.parse(await (await send("/api/me/party", json("POST", { name: " 林晚 " }))).json());
  expect(first.name).toBe("林晚");
  const again = ownParty.parse(await (await send("/api/me/party", json("POST", { name: "Another" }))).json());
  expect(again).toEqual(first);
  expect(me.parse(await (await send("/api/me")).json()).parties).toEqual([first]);
});

test("nobody gets a party without a name or an account", async () => {
  const { send } = await musicianOf(services, "mei");
  expect((await send("/api/me/party", json("POST", { name: " " }))).status).toBe(422);
  expect((await createApp(services).request("/api/me/party", json("POST", { name: "x" }))).status).toBe(401);
});
