import { afterAll, beforeAll, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json, type Send, withHeaders } from "../testing/test-player.ts";

let house: TeaHouse;
let asOwnerFrom: (headers: Record<string, string>) => Promise<string>;
beforeAll(async () => {
  let cookie = "";
  house = await openTeaHouse();
  const keepCookie: Send = async (path, init) => {
    const response = await house.send(path, init);
    cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    return response;
  };
  const who = { email: "owner@example.com", password: "correct horse battery" };
  await keepCookie("/api/auth/sign-in/email", withHeaders(json("POST", who), { origin: "http://localhost" }));
  asOwnerFrom = async (headers) => {
    const init = { method: "POST", headers: { cookie, ...headers } };
    return refusal(await house.send(`/api/zones/${house.zone.id}/pairing-codes`, init));
  };
});
afterAll(() => house.close());

test.each([
  { origin: "http://localhost:3000" },
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://shop.localhost", "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site" },
])("a page of another site makes nothing with a person's session: %j", async (headers) => {
  const before = (await rowsOf(house.services.database.db, "pairing_code")).length;
  expect(await asOwnerFrom(headers)).toBe("403 foreign_page");
  expect(await rowsOf(house.services.database.db, "pairing_code")).toHaveLength(before);
});

test.each([
  {},
  { origin: "http://localhost" },
  { origin: "https://songkeeper.example", "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "none" },
])("our own pages, behind a proxy too, and what is no browser are heard: %j", async (headers) => {
  expect(await asOwnerFrom(headers)).toBe("201");
});
