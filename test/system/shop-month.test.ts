import { createPublicKey, verify } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { micro, month, parseJson, sumMicro, toBase64url } from "@songkeeper/base";
import type { Receipt, TrialBalance } from "@songkeeper/contracts";
import { playsFileOf, verifyStatement, type VerifySignature } from "@songkeeper/proof";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { closeMonth } from "../../apps/api/src/close/close-month.ts";
import { openTeaHouse, type TeaHouse } from "../../apps/api/src/testing/tea-house.ts";
import { rowsOf } from "../../apps/api/src/testing/test-database.ts";
import type { TestPlayer } from "../../apps/api/src/testing/test-player.ts";
import { sha256 } from "../../apps/api/src/sha256.ts";

// Laws of a shop's month, whatever is played: from the licence to what payees can check with nothing but their files.

const HOUR_MS = 3_600_000;
const CLOSABLE = new Date("2026-04-03T16:00:00.000Z");
/** FUZZ_RUNS tries more months than a usual run does. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 6);

const play = fc.record({
  song: fc.constantFrom("rain", "snow", "wind"),
  heardMs: fc.oneof(fc.constant(4_000), fc.integer({ min: 0, max: 70_000 })),
});
const evening = fc.record({
  zone: fc.nat({ max: 1 }),
  plays: fc.array(play, { minLength: 1, maxLength: 12 }),
  isRenewed: fc.boolean(),
  isTold: fc.constantFrom("once", "twice"),
  hoursAfter: fc.nat({ max: 60 }),
});
const shopsMonth = fc.record({
  walletFen: fc.integer({ min: 10, max: 2_000 }),
  evenings: fc.array(evening, { minLength: 1, maxLength: 7 }),
});
type ShopsMonth = typeof shopsMonth extends fc.Arbitrary<infer Told> ? Told : never;

test(
  "what a shop was charged in a month is what its musicians are told, to the micro, and they can check it",
  { timeout: 600_000 },
  () =>
    fc.assert(
      fc.asyncProperty(shopsMonth, async (told) => {
        const house = await openTeaHouse(micro(BigInt(told.walletFen) * 10_000n));
        try {
          const charged = await playMonth(house, told);
          house.services.clock.at = CLOSABLE;
          const closed = await closeMonth(house.services, month("2026-03"));
          expect(closed).toMatchObject({ value: { state: "sealed" } });
          expect(await allocatedInStatements(house)).toBe(charged);
          await expectSoundBooks(house);
        } finally {
          await house.close();
        }
      }),
      { numRuns: RUNS },
    ),
);

/** Plays what is told in two zones; gives what the receipts say it cost. */
async function playMonth(house: TeaHouse, { evenings }: ShopsMonth): Promise<bigint> {
  const players = [await house.pair(), await house.pair((await house.addZone("二楼")).id)];
  const receipts: Receipt[] = [];
  for (const { zone, plays, isRenewed, isTold, hoursAfter } of evenings) {
    const player = players[zone];
    if (!player) continue;
    // Without money, or where it is all held, there is no lease: what sounds then is told all the same.
    if (isRenewed || !player.lease) await renew(player);
    const chunk = player.seal(
      plays.map(({ song, heardMs }) => house.hear(player, { trackId: house.songs[song], heardMs })),
    );
    const answer = await player.deliver(chunk);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    if (isTold === "twice") expect(await (await player.deliver(chunk)).text()).toBe(text);
    receipts.push(JSON.parse(text) as Receipt);
    player.mono += hoursAfter * HOUR_MS;
    house.moveClock(hoursAfter * HOUR_MS);
    await expectNothingBelowZero(house);
  }
  const billed = receipts.flatMap(({ verdicts }) => verdicts.filter(({ verdict }) => verdict === "billed"));
  return sumMicro(billed.map(({ feeMicro }) => micro(feeMicro)));
}

async function renew(player: TestPlayer): Promise<void> {
  const answer = await player.requestLease();
  if (answer.ok) player.lease = (await answer.json()) as NonNullable<TestPlayer["lease"]>;
  else expect(answer.status).toBeLessThan(500);
}

/** Every wallet holds something or nothing, and at least what leases still promise of it. */
async function expectNothingBelowZero({ services: { database } }: TeaHouse): Promise<void> {
  const balances = (await rowsOf(database.db, "account_balance")) as { kind: string; balance_micro: bigint }[];
  const days = (await rowsOf(database.db, "device_day")) as { held_micro: bigint; charged_micro: bigint }[];
  const promised = days.reduce((sum, { held_micro, charged_micro }) => sum + held_micro - charged_micro, 0n);
  for (const { kind, balance_micro } of balances)
    if (kind === "wallet") expect(balance_micro).toBeGreaterThanOrEqual(promised);
}

async function expectSoundBooks({ asOwner, ownerId, services: { database } }: TeaHouse): Promise<void> {
  await sql`update "user" set role = 'operator' where id = ${ownerId}`.execute(database.db);
  const books = (await (await asOwner("/api/operate/trial-balance")).json()) as TrialBalance;
  expect(books).toMatchObject({ differenceMicro: "0", platformFeeMicro: "0", rebuiltMatches: true, openClearing: [] });
  expect(books.debitsMicro).toBe(books.creditsMicro);
}

/** The sum of all statements' allocations; every one of them must hold against the platform's published key. */
async function allocatedInStatements(house: TeaHouse): Promise<bigint> {
  const { asOwner, ownerId, services } = house;
  await sql`update "user" set role = 'operator' where id = ${ownerId}`.execute(services.database.db);
  const { keys } = (await (await asOwner("/api/keys")).json()) as { keys: { fingerprint: string }[] };
  const parties = (await rowsOf(services.database.db, "party")) as { id: string }[];
  let sum = 0n;
  for (const { id } of parties) {
    const address = `/api/parties/${id}/statements/2026-03`;
    const file = parseJson(await (await asOwner(address)).text());
    const packed = await asOwner(`${address}/plays.jsonl.gz`);
    const text = packed.ok ? gunzipSync(await packed.arrayBuffer()).toString() : undefined;
    const plays = text === undefined ? undefined : playsFileOf(text, sha256);
    const pinned = keys.map(({ fingerprint }) => fingerprint);
    const checks = await verifyStatement({ file, plays, pinned, sha256, verifySignature });
    expect(checks.filter(({ ok }) => ok !== true)).toEqual([]);
    const { statement } = file as { statement: { header: { allocatedMicro: string } } };
    sum += micro(statement.header.allocatedMicro);
  }
  return sum;
}

function verifySignature({ publicKey, message, signature }: Parameters<VerifySignature>[0]): boolean {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: toBase64url(publicKey) }, format: "jwk" });
  return verify(null, message, key, signature);
}
