import type { Problem } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { json, type TestPlayer } from "../testing/test-player.ts";
import { BODY_BYTES_MAX } from "./strict-json.ts";

let house: TeaHouse;
let player: TestPlayer;
beforeAll(async () => {
  house = await openTeaHouse();
  player = await house.pair();
});
afterAll(() => house.close());

const PLACE = {
  name: "总店",
  address: "龙井路 1 号",
  city: "杭州",
  sizeM2: 120,
  zoneName: "大堂",
  timeZone: "Asia/Shanghai",
  opening: Array.from({ length: 7 }, () => ({ from: 540, to: 1320 })),
};

/** The fields that a request was refused for. */
async function wrongFields(path: string, init: RequestInit): Promise<string[]> {
  const response = await house.asOwner(path, init);
  const problem = (await response.json()) as Problem;
  expect([response.status, problem.code]).toEqual([422, "invalid_fields"]);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  return [...new Set((problem.errors ?? []).map(({ path: field }) => field))];
}

/** A request whose body is this very text. */
function raw(body: string, type = "application/json"): RequestInit {
  return { method: "POST", headers: { "content-type": type }, body };
}

test.each(["1000001", "-100", "150", "1e400", "", "-0", "+100", "0x10", "100.0", " 100", "99999999999999999999"])(
  "a fee per play of %j is refused by its field",
  async (feeMicro) => {
    const path = `/api/tracks/${house.songs.rain}/prices`;
    expect(await wrongFields(path, json("POST", { use: "web", feeMicro }))).toEqual(["feeMicro"]);
  },
);

test("money as a number is refused, however large", async () => {
  const path = `/api/tracks/${house.songs.rain}/prices`;
  for (const fee of ["20000", "1e400", "-1", "null", "[]"])
    expect(await wrongFields(path, raw(`{"use":"web","feeMicro":${fee}}`))).toEqual(["feeMicro"]);
});

test.each(['{"a":1,"a":2}', '{"a":-0}', '{"a":0x10}', '{"a":NaN}', "{", "", "[".repeat(200_000), '{"a":1}x'])(
  "a body that is not clear JSON is refused before anything is read from it",
  async (body) => {
    expect(await refusal(await house.asOwner("/api/shops", raw(body)))).toBe("400 invalid_request");
  },
);

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonx",
  "Application/JSON",
])("a body of the type %s is refused", async (type) => {
  const body = JSON.stringify({ name: "茶", trade: "cafe", city: "杭州" });
  expect(await refusal(await house.asOwner("/api/shops", raw(body, type)))).toBe("400 invalid_request");
});

test.each(["application/json;charset=utf-8", "application/json; charset=UTF-8"])(
  "a body of the type %s is read, as strictly as any",
  async (type) => {
    const body = JSON.stringify({ name: "茶", trade: "cafe", city: "杭州" });
    expect(await refusal(await house.asOwner("/api/shops", raw(body, type)))).toBe("201");
    expect(await refusal(await house.asOwner("/api/shops", raw('{"a":1,"a":1}', type)))).toBe("400 invalid_request");
  },
);

test("a body that is missing is refused where one is needed, and may be missing where none is", async () => {
  const headers = { "content-type": "application/json" };
  expect(await refusal(await house.asOwner("/api/shops", { method: "POST", headers }))).toBe("400 invalid_request");
  expect(await refusal(await house.asOwner("/api/shops", { method: "POST" }))).toBe("422 invalid_fields");
  const code = `/api/zones/${house.zone.id}/pairing-codes`;
  expect(await refusal(await house.asOwner(code, { method: "POST" }))).toBe("201");
  expect(await refusal(await house.asOwner("/api/me", { headers }))).toBe("200");
});

test("signing up with odd texts is refused, never a failure of ours", async () => {
  const good = { name: "A", email: "a@example.com", password: "correct horse battery" };
  const odd = [{ name: "a\u0000b" }, { email: "a\u0000@example.com" }, { password: "x\u0000".repeat(10) }, { name: 1 }];
  for (const differs of odd) {
    const response = await house.asOwner("/api/auth/sign-up/email", json("POST", { ...good, ...differs }));
    expect([JSON.stringify(differs), response.status >= 500]).toEqual([JSON.stringify(differs), false]);
  }
});

test("a body of more than three MiB is refused, whether or not it says its length", async () => {
  const text = `"${"x".repeat(BODY_BYTES_MAX)}"`;
  expect(await refusal(await house.asOwner("/api/shops", raw(text)))).toBe("413 too_large");
  const stream = new Blob([text]).stream();
  const request = { ...raw(""), body: stream, duplex: "half" as const };
  expect(await refusal(await house.asOwner("/api/shops", request))).toBe("413 too_large");
});

test("a field that the contract does not name is refused", async () => {
  const shop = { name: "茶", trade: "cafe", city: "杭州", wallet: "1" };
  expect(await refusal(await house.asOwner("/api/shops", json("POST", shop)))).toBe("422 invalid_fields");
});

test.each(["a\u0000b", "a\u202eb", "a\u2066b", "a\nb", " ", "", "x".repeat(121), "a\ud800b"])(
  "a name of %j is refused",
  async (name) => {
    const shop = { name, trade: "cafe", city: "杭州" };
    expect(await wrongFields("/api/shops", json("POST", shop))).toEqual(["name"]);
  },
);

test("a place's odd hours, sizes and zones are refused by their fields", async () => {
  const path = `/api/shops/${house.shop.id}/places`;
  const odd = (differs: object) => wrongFields(path, json("POST", { ...PLACE, ...differs }));
  const week = (hours: unknown) => [hours, ...PLACE.opening.slice(1)];
  expect(await odd({ timeZone: "Mars/Olympus" })).toEqual(["timeZone"]);
  expect(await odd({ timeZone: "a\u0000" })).toEqual(["timeZone"]);
  expect(await odd({ sizeM2: 0 })).toEqual(["sizeM2"]);
  expect(await odd({ sizeM2: 1.5 })).toEqual(["sizeM2"]);
  expect(await odd({ opening: [] })).toEqual(["opening"]);
  expect(await odd({ opening: week({ from: 600, to: 600 }) })).toEqual(["opening.0.to"]);
  expect(await odd({ opening: week({ from: -1, to: 1441 }) })).toEqual(["opening.0.from", "opening.0.to"]);
});

test("a soundtrack of unknown or repeated songs is refused song by song", async () => {
  const { rain } = house.songs;
  const body = json("PUT", { trackIds: [rain, "nothing", rain] });
  expect(await wrongFields(`/api/zones/${house.zone.id}/soundtrack`, body)).toEqual(["trackIds.1", "trackIds.2"]);
});

test("an address with a NUL leads nowhere", async () => {
  for (const path of ["/api/shops/%00", `/api/shops/${house.shop.id}%00`, "/api/tracks/a%00b", "/api/parties/%00"])
    expect(await refusal(await house.asOwner(path))).toBe("404 not_found");
  const asked = `/api/shops/${house.shop.id}`;
  for (const query of ["receipts?cursor=2026-03-10%20(%00)_x_1", "receipts?zone=%00", "catalogue?use=web&cursor=%00"])
    expect((await house.asOwner(`${asked}/${query}`)).status).toBeLessThan(500);
});

test("a cursor that is none of ours is refused or leads to an empty page", async () => {
  for (const cursor of ["x", "_", "2026_x_1", "9999-99-99T00:00:00.000Z_x_1", "2026-03-10T00:00:00.000Z_x_-1"])
    expect(await refusal(await house.asOwner(`/api/shops/${house.shop.id}/receipts?cursor=${cursor}`))).toBe(
      "422 invalid_fields",
    );
  const ours = "2026-03-10T00:00:00.000Z_x_1";
  expect((await house.asOwner(`/api/shops/${house.shop.id}/receipts?cursor=${ours}`)).status).toBe(200);
});

test("a delivery with odd numbers is refused by its fields", async () => {
  const chunk = player.sealAt(1, "0".repeat(64), ["x"]);
  for (const odd of [-1, 1.5, 2 ** 53, null, "1"]) {
    const response = await player.deliver(chunk, { monoSent: odd as number });
    expect(await refusal(response)).toBe("422 invalid_fields");
  }
  const long = player.sealAt(1, "0".repeat(64), ["x".repeat(4_097)]);
  expect(await refusal(await player.deliver(long))).toBe("422 invalid_fields");
});

test.each(["POST", "PATCH", "DELETE", "QUERY"])(
  "a method that an address does not take leads nowhere: %s",
  async (method) => {
    expect(await refusal(await house.asOwner(`/api/shops/${house.shop.id}`, { method }))).toBe("404 not_found");
  },
);

test("a stranger who signs in with more than three MiB is refused before it is read, whether or not it says its length", async () => {
  const text = JSON.stringify({ email: "a@example.com", password: "x".repeat(BODY_BYTES_MAX) });
  const headers = { "content-type": "application/json", origin: "http://localhost" };
  const ask = (init: RequestInit) => house.send("/api/auth/sign-in/email", { method: "POST", headers, ...init });
  const said = { headers: { ...headers, "content-length": String(text.length) }, body: text };
  expect(await refusal(await ask(said))).toBe("413 too_large");
  const stream = { body: new Blob([text]).stream(), duplex: "half" as const };
  expect(await refusal(await ask(stream))).toBe("413 too_large");
});
