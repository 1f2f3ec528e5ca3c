import { afterAll, beforeAll, expect, test } from "vitest";
import { findUserIdByEmail, markOperator } from "../accounts/queries.ts";
import { openTeaHouse, signUp, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json, type Send, type TestPlayer, withHeaders } from "../testing/test-player.ts";

const OPENING = Array.from({ length: 7 }, () => null);
const WISH = { currentLeaseId: null, closedThrough: 0, bootId: "boot-1", monoSent: 0, wallNow: 0 };

/** A good body for each route that takes one, so that only the right to ask is missing. */
const BODIES: Readonly<Record<string, unknown>> = {
  "POST /tracks/{trackId}/prices": { use: "web", feeMicro: "2000" },
  "POST /tracks/{trackId}/sale-price": { mode: "fixed", amountMicro: "800000" },
  "POST /tracks/{trackId}/listening": { listening: "preview" },
  "POST /tracks/{trackId}/preview": { startMs: 0 },
  "POST /tracks/{trackId}/invitations": { name: "周墨" },
  "PUT /drafts/{draftId}": { revision: 0, body: { title: "", artist: "", coverId: null, tracks: [], declared: false } },
  "POST /drafts/{draftId}/publish": { revision: 0 },
  "POST /drafts/{draftId}/invitations": { name: "周墨" },
  "POST /claims/{secret}": { realName: "周墨", consent: true },
  "POST /sandbox/payments/{reference}": { outcome: "pay" },
  "POST /tracks/{trackId}/consent": { partyId: "party" },
  "POST /library/{songId}/downloads": { format: "flac" },
  "POST /library/releases/{releaseId}/downloads": { format: "flac" },
  "POST /shops/{shopId}/places": {
    name: "总店",
    address: "龙井路 1 号",
    city: "杭州",
    sizeM2: 120,
    zoneName: "大堂",
    timeZone: "Asia/Shanghai",
    opening: OPENING,
  },
  "PUT /shops/{shopId}/budget": { monthlyMicro: "0", dayCapMicro: null, mode: "stop" },
  "POST /shops/{shopId}/licences": { use: "web" },
  "POST /shops/{shopId}/top-ups": { amountMicro: "1000000" },
  "PUT /zones/{zoneId}": { opening: OPENING, offlineDays: 1 },
  "PUT /zones/{zoneId}/soundtrack": { trackIds: [] },
  "POST /zones/{zoneId}/estimate": { trackIds: [] },
  "POST /devices/{deviceId}/leases": WISH,
  "PUT /devices/{deviceId}/now-playing": { trackId: null, state: "paused", positionMs: 0 },
  "PUT /parties/{partyId}/payout-account": { account: "a", realName: "b", minPayoutMicro: "1000000" },
  "POST /operate/closes": { month: "2026-03" },
  "POST /operate/parties": { name: "新人" },
  "POST /operate/parties/{partyId}/tie": { email: "stranger@example.com" },
  "POST /operate/held/{deviceId}/{seq}": { verdict: "billed" },
  "POST /matches/{matchId}/explanation": { explanation: "I recorded this." },
  "POST /operate/matches/{matchId}": { from: "open", verdict: "released", note: "" },
};
/** What reads need in their address. */
const QUERIES: Readonly<Record<string, string>> = { "GET /shops/{shopId}/catalogue": "?use=web" };
/** What anybody may read by its id. */
const PUBLIC = /^GET \/(checkpoints|certificates|songs|releases|artists)\//;

/** Who holds an invitation's link may look at it, and say no, without an account. */
const BY_SECRET = /^(GET \/claims\/\{secret\}|POST \/claims\/\{secret\}\/decline)$/;

let house: TeaHouse;
let player: TestPlayer;
let ids: Readonly<Record<string, string>>;
let guarded: string[];
beforeAll(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  await player.takeLease();
  const [party] = (await rowsOf(house.services.database.db, "party")) as { id: string }[];
  ids = {
    shopId: house.shop.id,
    zoneId: house.zone.id,
    deviceId: player.deviceId,
    trackId: house.songs.rain,
    partyId: party?.id ?? "",
    month: "2026-03",
    seq: "1",
  };
  const { paths } = (await (await house.send("/api/openapi.json")).json()) as { paths: Record<string, object> };
  guarded = Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => (route.includes("{") || route.includes("/operate/")) && !PUBLIC.test(route));
});
afterAll(() => house.close());

/** Sends what a route wants, with real ids or with ids of nothing. */
function ask(send: Send, route: string, known: Readonly<Record<string, string>> = ids): Promise<Response> {
  const [method = "", path = ""] = route.split(" ");
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "x");
  const body = BODIES[route] ?? (route.endsWith("/chunks") ? deliveryOf(player) : undefined);
  const init = body === undefined ? { method } : json(method, body);
  return send(`/api${address}${QUERIES[route] ?? ""}`, withHeaders(init, { "idempotency-key": "key-00000001" }));
}

function deliveryOf(of: TestPlayer) {
  return { chunk: of.sealAt(1, "0".repeat(64), ["x"]), bootId: "boot-1", monoSent: 0 };
}

test("to a stranger nothing of others exists, whatever route is tried", async () => {
  const stranger = await signUp(house.send, "stranger@example.com");
  const foreign = await house.pair((await house.addZone("包厢")).id);
  const asDevice: Send = (path, init = {}) =>
    house.send(path, withHeaders(init, { authorization: `Bearer ${foreign.token}` }));
  expect(guarded.length).toBeGreaterThan(20);
  const answers = [];
  for (const route of guarded) {
    const isOfDevices = route.includes(" /devices/");
    const status = (await ask(isOfDevices ? asDevice : stranger.send, route)).status;
    if (status !== 404) answers.push(`${route}: ${status}`);
  }
  expect(answers).toEqual([]);
});

test("whoever is not signed in is asked to sign in first, whatever route is tried", async () => {
  const answers = [];
  for (const route of guarded.filter((name) => !BY_SECRET.test(name))) {
    const { status } = await ask(house.send, route);
    if (status !== 401) answers.push(`${route}: ${status}`);
  }
  expect(answers).toEqual([]);
});

test("ids of nothing lead nowhere, for owners and operators as for anybody", async () => {
  const operator = await signUp(house.send, "operator@example.com");
  await house.services.transact(async (tx) => {
    await markOperator(tx, (await findUserIdByEmail(tx, "operator@example.com")) ?? "");
  });
  const nothing = { shopId: "x", zoneId: "x", deviceId: "x", trackId: "x", partyId: "x", seq: "1", month: "2026-13" };
  const answers = [];
  for (const route of guarded.filter((name) => name.includes("{") && !name.includes(" /devices/"))) {
    const send = route.includes("/operate/") ? operator.send : house.asOwner;
    const { status } = await ask(send, route, nothing);
    if (status !== 404) answers.push(`${route}: ${status}`);
  }
  expect(answers).toEqual([]);
});

test("a member of a shop's staff sees everything and changes nothing", async () => {
  const member = await house.hire("member@example.com", "member");
  const changes = guarded.filter(
    (route) => /^(POST|PUT|DELETE) \/(shops|zones)\//.test(route) && !route.endsWith("/estimate"),
  );
  const reads = guarded.filter((route) => /^GET \/(shops|zones)\//.test(route) && !route.endsWith("/live"));
  expect([changes.length, reads.length]).toEqual([7, 3]);
  const answers = [];
  for (const route of changes) answers.push((await ask(member, route)).status);
  expect(new Set(answers)).toEqual(new Set([403]));
  for (const route of reads) expect([route, (await ask(member, route)).status]).toEqual([route, 200]);
});

test.each(["member,member", "guest", "none", "administrator"])("the role %j changes nothing", async (role) => {
  const email = `role-${role.replace(",", "-")}@example.com`;
  const send = await house.hire(email, "member");
  await house.services.transact(async (tx) => {
    const userId = (await findUserIdByEmail(tx, email)) ?? "";
    await tx.updateTable("member").set({ role }).where("userId", "=", userId).execute();
  });
  expect((await ask(send, "PUT /shops/{shopId}/budget")).status).toBe(403);
});

test("an admin of a shop changes it like its owner", async () => {
  const admin = await house.hire("admin@example.com", "admin");
  expect((await ask(admin, "PUT /shops/{shopId}/budget")).status).toBe(200);
});

test("a shop and its wallet outlive what its staff do to the organization behind it", async () => {
  const body = json("POST", { organizationId: house.shop.id });
  expect((await house.asOwner("/api/auth/organization/delete", body)).status).toBeGreaterThanOrEqual(400);
  expect((await house.asOwner("/api/auth/organization/leave", body)).status).toBeGreaterThanOrEqual(400);
  expect((await house.asOwner(`/api/shops/${house.shop.id}`)).status).toBe(200);
});
