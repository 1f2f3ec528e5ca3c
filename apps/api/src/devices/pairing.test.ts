import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";

const QUARTER = 15 * 60_000;

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

async function makeCode(): Promise<string> {
  const response = await house.asOwner(`/api/zones/${house.zone.id}/pairing-codes`, { method: "POST" });
  return ((await response.json()) as { code: string }).code;
}

function newKey(): string {
  return generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "";
}

function pair(code: string, publicKey = newKey()): Promise<Response> {
  return house.send("/api/pairings", json("POST", { code, publicKey }));
}

async function paired(): Promise<number> {
  const devices = (await rowsOf(house.services.database.db, "device")) as { ended_at: string | null }[];
  return devices.filter(({ ended_at }) => ended_at === null).length;
}

test("a code pairs one player, within a quarter of an hour, however it is typed", async () => {
  const code = await makeCode();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(await refusal(await pair(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `))).toBe("200");
  expect(await refusal(await pair(code))).toBe("410 code_expired");
  const late = await makeCode();
  house.moveClock(QUARTER);
  expect(await refusal(await pair(late))).toBe("410 code_expired");
  expect(await refusal(await pair("ZZZZZZZZ"))).toBe("404 not_found");
  expect(await refusal(await pair("not a code"))).toBe("422 invalid_fields");
});

test("a key belongs to one player", async () => {
  const key = newKey();
  expect(await refusal(await pair(await makeCode(), key))).toBe("200");
  const response = await pair(await makeCode(), key);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ path: "publicKey", rule: "key_in_use" }] });
});

test.each(["", "A".repeat(42), "A".repeat(44), `${"A".repeat(42)}=`, 1])("the key %j is refused", async (key) => {
  expect(await refusal(await pair(await makeCode(), key as string))).toBe("422 invalid_fields");
});

test("whatever bytes a key has, its player's chunks are refused and never a failure of ours", async () => {
  for (const key of ["A".repeat(43), "_".repeat(43), `${"A".repeat(42)}E`]) {
    const { deviceId, token } = (await (await pair(await makeCode(), key)).json()) as Record<string, string>;
    const chunk = { deviceId, firstSeq: 1, count: 1, prevHash: "0".repeat(64), entries: ["x"], seed: "0".repeat(64) };
    const body = json("POST", {
      chunk: { ...chunk, hash: "0".repeat(64), signature: "A".repeat(86) },
      bootId: "b",
      monoSent: 0,
    });
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const { status } = await house.send(`/api/devices/${deviceId}/chunks`, { ...body, headers });
    expect(status).toBe(422);
  }
});

test("a player whose answer was lost asks again with its key, and is the same device under a new token", async () => {
  const [code, key] = [await makeCode(), newKey()];
  const first = (await (await pair(code, key)).json()) as { deviceId: string; token: string };
  const second = (await (await pair(code, key)).json()) as { deviceId: string; token: string };
  expect(second.deviceId).toBe(first.deviceId);
  const stateWith = async (token: string) =>
    (await house.send(`/api/devices/${first.deviceId}`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await stateWith(first.token), await stateWith(second.token)]).toEqual([404, 200]);
  expect(await refusal(await pair(await makeCode()))).toBe("200");
  expect(await refusal(await pair(code, key))).toBe("410 code_expired");
  expect(await paired()).toBe(1);
});

test("one code at once from ten players pairs one of them", async () => {
  const code = await makeCode();
  const answers = await Promise.all(Array.from({ length: 10 }, async () => refusal(await pair(code))));
  expect(answers.toSorted()).toEqual(["200", ...Array.from({ length: 9 }, () => "410 code_expired")]);
  expect(await paired()).toBe(1);
});

test("ten players at once with codes of their own leave one paired with the zone", async () => {
  const codes = [];
  for (let at = 0; at < 10; at++) codes.push(await makeCode());
  const answers = await Promise.all(codes.map(async (code) => refusal(await pair(code))));
  expect(answers).toEqual(codes.map(() => "200"));
  expect(await paired()).toBe(1);
});

test("ten wishes at once for the licence of a use give one", async () => {
  const wish = json("POST", { use: "web" });
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => refusal(await house.asOwner(`/api/shops/${house.shop.id}/licences`, wish))),
  );
  expect(answers.toSorted()).toEqual(["201", ...Array.from({ length: 9 }, () => "409 licence_exists")]);
});

test("what a player says is sounding is shown to its shop, and a replaced player says nothing more", async () => {
  const player = await house.pair();
  const say = (trackId: string | null) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${player.token}` };
    const body = JSON.stringify({ trackId, state: "playing", positionMs: 1_000 });
    return house.send(`/api/devices/${player.deviceId}/now-playing`, { method: "PUT", headers, body });
  };
  expect((await say(house.songs.rain)).status).toBe(204);
  const view = (await (await house.asOwner(`/api/shops/${house.shop.id}`)).json()) as {
    places: { zones: { device: { now: object } }[] }[];
  };
  expect(view.places[0]?.zones[0]?.device.now).toMatchObject({ title: "rain", state: "playing" });
  expect((await say("of-nobody")).status).toBe(204);
  expect((await house.asOwner(`/api/shops/${house.shop.id}`)).status).toBe(200);
  await house.pair();
  expect(await refusal(await say(null))).toBe("404 unknown_device");
});
