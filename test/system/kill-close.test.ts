import { afterAll, beforeAll, expect, test } from "vitest";
import type { Send } from "../../apps/api/src/testing/test-player.ts";
import { pairPlayer } from "./support/pair-player.ts";
import { type Contents, storeWorld, type StoredPlatform, type StoredWorld } from "./support/stored-world.ts";

// A month's close is killed and goes on, and ends as if nothing had happened. Killed again and again, each time a
// statement later, it is met in about every tenth of its states; then single deaths in fresh copies, at places that a seed
// chooses. KILL_EVERY=1 kills at each statement in a copy of its own (minutes); the unit tests of the close stop it at
// each of its commits without a process.

const MONTH = "2026-03";
const CLOSE_AT = new Date("2026-04-03T16:00:00.000Z");
const SINGLE_DEATHS = 4;
const ENOUGH_MS = process.env["KILL_EVERY"] ? 3_600_000 : 300_000;

let world: StoredWorld;
let calm: { root: string; contents: Contents };

beforeAll(async () => {
  world = await storeWorld(async (house) => {
    const send: Send = house.send;
    const player = await pairPlayer(house, send);
    const { rain, snow, wind } = house.songs;
    for (let chunk = 0; chunk < 6; chunk++) {
      await player.takeLease();
      const plays = [rain, snow, wind, rain].map((trackId) => house.hear(player, { trackId, heardMs: 60_000 }));
      await player.report([...plays, house.hear(player, { trackId: snow, heardMs: 900, outcome: "skipped" })]);
      house.moveClock(3_600_000);
    }
  });
  calm = await closeIn(await world.open(), ({ platform }) => platform.close(MONTH));
}, 60_000);
afterAll(() => world.remove());

async function closeIn(stored: StoredPlatform, close: (stored: StoredPlatform) => Promise<string>) {
  await stored.platform.moveTo(CLOSE_AT);
  const root = await close(stored);
  await stored.platform.stop();
  return { root, contents: await stored.contents() };
}

test(
  "a close whose server is killed again and again ends with the same root, statements and money",
  { timeout: ENOUGH_MS },
  async () => {
    const mortal = await closeIn(await world.open(), async ({ platform }) => {
      const { answer, deaths } = await platform.surviveEach("after", () => platform.close(MONTH));
      expect(deaths).toBeGreaterThan(20);
      return answer;
    });
    expect(mortal).toEqual(calm);
    expect(calm.contents["statement"]?.length).toBeGreaterThan(1);
  },
);

test(
  "a close whose server is killed once, anywhere, ends with the same root, statements and money",
  { timeout: ENOUGH_MS },
  async () => {
    for (const at of await placesToDie()) {
      const mortal = await closeIn(await world.open(), async ({ platform }) => {
        await platform.arm({ at, when: at % 2 ? "before" : "after" });
        await expect(platform.close(MONTH)).rejects.toThrow("died");
        await platform.arm(null);
        return platform.close(MONTH);
      });
      expect(mortal, `killed at statement ${at}`).toEqual(calm);
    }
  },
);

/** Every n-th statement for KILL_EVERY=n; else a few places, other ones for another seed. */
async function placesToDie(): Promise<number[]> {
  const { platform } = await world.open();
  await platform.moveTo(CLOSE_AT);
  await platform.arm({ at: Number.MAX_SAFE_INTEGER, when: "before" });
  await platform.close(MONTH);
  const statements = await platform.countStatements();
  await platform.stop();
  const every = Number(process.env["KILL_EVERY"] ?? 0);
  if (every > 0) return Array.from({ length: Math.floor(statements / every) }, (_, at) => 1 + at * every);
  const seed = Number(process.env["KILL_SEED"] ?? 7);
  const part = statements / SINGLE_DEATHS;
  return Array.from(
    { length: SINGLE_DEATHS },
    (_, at) => 1 + Math.floor(part * (at + ((seed * (at + 1) * 37) % 100) / 100)),
  );
}
