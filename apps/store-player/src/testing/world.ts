import type { LeaseTrack } from "@songkeeper/client";
import { sha256 } from "@noble/hashes/sha2.js";
import { Player } from "../core/player.ts";
import type { Answer, Fetched, Platform, Ports } from "../core/ports.ts";
import { MemoryStore } from "./memory-store.ts";
import { type Shop, TestPlatform } from "./platform.ts";
import { TestSound, type TrueHearing } from "./test-sound.ts";

/** 2026-03-10 09:00 in Shanghai. */
export const MORNING = Date.parse("2026-03-10T01:00:00Z");
const TICK_MS = 1_000;

/** A song of the test shop; "0" is a free one. */
export function song(trackId: string, { seconds = 200, feeMicro = "20000" } = {}): LeaseTrack {
  return {
    trackId,
    title: `Song ${trackId}`,
    artist: "Lin Xia",
    durationMs: seconds * 1_000,
    feeMicro,
    priceVersion: 1,
    url: `/m/${trackId}/track.wav`,
    sha256: trackId,
    bytes: 100,
  };
}

export function shopOf(change: Partial<Shop> = {}): Shop {
  return {
    tracks: [song("rain"), song("snow"), song("dew", { feeMicro: "0" })],
    timeZone: "Asia/Shanghai",
    dayAmountMicro: "100000000",
    budgetMode: "free",
    pricedPerMille: 1_000,
    offlineDays: 1,
    refusal: null,
    ...change,
  };
}

/** How the connection treats one request: `lost` on the way there, `unanswered` on the way back, `twice` arrives twice. */
export type Passage = "ok" | "lost" | "unanswered" | "twice";

/** A shop with its player, in a time of its own: days pass in moments, and the player dies wherever a test wants. */
export class World {
  readonly platform: TestPlatform;
  readonly store = new MemoryStore();
  readonly shelf = new Map<string, string>();
  readonly told: string[] = [];
  /** How long each song that was started really sounded, over all lives. */
  get audible(): number[] {
    return [...this.#pastHearing, ...this.sound.truth].map(({ audibleMs }) => audibleMs);
  }
  sound: TestSound;
  player!: Player;
  trueNow = MORNING;
  /** What the wall clock lacks to the truth. */
  wallOffset = 0;
  isOnline = true;
  isDiskFull = false;
  passage: () => Passage = () => "ok";
  #bootedAt = MORNING;
  readonly #pastHearing: TrueHearing[] = [];
  #life = 0;
  #ids = 0;
  #dice = 1;

  private constructor(shop: Shop) {
    this.platform = new TestPlatform(shop, "device-1", () => this.trueNow, sha256);
    this.sound = this.#newSound();
  }

  static async open(change: Partial<Shop> = {}): Promise<World> {
    const world = new World(shopOf(change));
    await world.boot();
    return world;
  }

  /** A page load: what was in memory is gone, the monotonic clock begins anew. */
  async boot(): Promise<void> {
    this.#life += 1;
    this.#bootedAt = this.trueNow - 500;
    this.#pastHearing.push(...this.sound.truth);
    this.sound = this.#newSound();
    this.store.onWrite = () => (this.isDiskFull ? Promise.reject(new Error("disk full")) : Promise.resolve());
    this.player = await Player.boot(this.#ports(), "device-1");
  }

  /** Lets time pass; `until` ends it early. */
  async pass(
    ms: number,
    { step = TICK_MS, until = () => false }: { step?: number; until?: () => boolean } = {},
  ): Promise<void> {
    for (let left = ms; left > 0 && !until(); left -= step) {
      this.sound.announce();
      this.trueNow += Math.min(step, left);
      this.sound.advance(Math.min(step, left));
      await Promise.race([this.player.tick(), settled()]);
      await settled();
    }
  }

  /** The player dies at its n-th write from now on, before or after the disk took it, and boots again after a while. */
  async dieAtWrite(
    nth: number,
    when: "before" | "after",
    { downMs = 5_000, withinMs = 4 * 3_600_000 } = {},
  ): Promise<void> {
    let writes = 0;
    let isDead = false;
    const life = this.#life;
    this.store.onWrite = (moment) => {
      if (this.#life !== life) return new Promise(() => undefined);
      if (moment === "before") writes += 1;
      isDead ||= writes >= nth && moment === when;
      return isDead ? new Promise(() => undefined) : Promise.resolve();
    };
    await this.pass(withinMs, { until: () => isDead });
    // What was let sound before its record would be heard now.
    this.sound.announce();
    this.sound.advance(900);
    this.trueNow += downMs;
    await this.boot();
  }

  /** Everything that waits is delivered: the connection holds, and the music is paused so that nothing new comes. */
  async drain(): Promise<void> {
    this.isOnline = true;
    this.passage = () => "ok";
    await this.player.pause();
    await this.player.skip();
    this.player.hurry();
    await this.pass(30 * 60_000, { step: 5_000, until: () => this.player.view.notices.waiting === 0 });
  }

  /** Deterministic dice, 0 to 1. */
  dice(): number {
    this.#dice = (this.#dice * 48_271) % 2_147_483_647;
    return this.#dice / 2_147_483_647;
  }

  #newSound(): TestSound {
    return new TestSound(
      (url) => this.platform.shop.tracks.find(({ sha256: hash }) => hash === url)?.durationMs ?? 200_000,
    );
  }

  #ports(): Ports {
    const life = this.#life;
    const bootedAt = this.#bootedAt;
    return {
      clock: { wall: () => this.trueNow + this.wallOffset, mono: () => this.trueNow - bootedAt },
      random: {
        id: () => `boot-${(this.#ids += 1)}`,
        bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(this.dice() * 256)),
        fraction: () => this.dice(),
      },
      store: { load: () => this.store.load(), write: (change) => this.#alive(life, () => this.store.write(change)) },
      platform: this.#platform(life),
      shelf: {
        list: () => Promise.resolve([...this.shelf.keys()]),
        fetch: (track) => Promise.resolve(this.#fetch(track)),
        open: (hash) => Promise.resolve(this.shelf.get(hash)),
        prune: (keep) =>
          Promise.resolve(
            [...this.shelf.keys()].filter((hash) => !keep.has(hash)).forEach((hash) => this.shelf.delete(hash)),
          ),
      },
      sound: this.sound,
      sha256,
      sign: (message) => Promise.resolve(Uint8Array.from([...message, ...message])),
    };
  }

  #platform(life: number): Platform {
    const { platform } = this;
    return {
      getDevice: () => this.#carry(life, () => platform.getDevice()),
      requestLease: (request) => this.#carry(life, () => platform.grant(request)),
      deliverChunk: (delivery) => this.#carry(life, () => platform.deliver(structuredClone(delivery))),
      tellNowPlaying: (now) => {
        this.told.push(`${now.state} ${now.trackId}`);
        return this.#carry(life, () =>
          platform.isEnded ? { ok: false, reason: "unknown_device", facts: {} } : { ok: true, value: undefined },
        );
      },
    };
  }

  async #carry<T>(life: number, ask: () => Answer<T>): Promise<Answer<T>> {
    const gone = { ok: false, reason: "unreachable", facts: {} } as const;
    const passage = this.isOnline ? this.passage() : "lost";
    await Promise.resolve();
    if (passage === "lost") return gone;
    const answer = ask();
    const again = passage === "twice" ? ask() : answer;
    return this.#alive(life, () => Promise.resolve(passage === "unanswered" ? gone : again));
  }

  /** What a dead player asks is never answered. */
  #alive<T>(life: number, work: () => Promise<T>): Promise<T> {
    return life === this.#life ? work() : new Promise(() => undefined);
  }

  #fetch(track: LeaseTrack): Fetched {
    if (!this.isOnline) return "unreachable";
    this.shelf.set(track.sha256, track.sha256);
    return "kept";
  }
}

/** All that has been promised in memory has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
