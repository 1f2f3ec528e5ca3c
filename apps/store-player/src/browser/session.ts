import { Player } from "../core/player.ts";
import { browserPorts } from "./browser-ports.ts";
import { type Database, type Device, findDevice, leavePlace, openDatabase } from "./database.ts";
import { becomeTheOneTab } from "./one-tab.ts";
import { attachToPage } from "./page-life.ts";
import { pair, readCode } from "./pairing.ts";

const BOOT_AGAIN_MS = 30_000;

/** What the page is: `refused` with the reason why this browser cannot be a player. */
export type Phase =
  | { readonly name: "starting" }
  | { readonly name: "elsewhere" }
  | { readonly name: "refused"; readonly reason: "insecure" | "too_old" | "no_storage" }
  | { readonly name: "unpaired"; readonly problem: string | null; readonly isPairing: boolean; readonly code: string }
  | { readonly name: "paired"; readonly player: Player; readonly device: Device };

/** The page's life before and around the player: may this browser play, is it paired, does another tab play. */
export class Session {
  #phase: Phase = { name: "starting" };
  #db: Database | undefined;
  readonly #listeners = new Set<() => void>();

  get phase(): Phase {
    return this.#phase;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins; `code` is one that came in the page's address. */
  async start(code: string | null): Promise<void> {
    if (!isSecureContext) return this.#become({ name: "refused", reason: "insecure" });
    if (!("locks" in navigator) || !("caches" in globalThis))
      return this.#become({ name: "refused", reason: "too_old" });
    await becomeTheOneTab(() => this.#become({ name: "elsewhere" }));
    try {
      this.#db = await openDatabase();
    } catch {
      return this.#become({ name: "refused", reason: "no_storage" });
    }
    const device = await findDevice(this.#db);
    if (device) return this.#play(device);
    this.#become({ name: "unpaired", problem: null, isPairing: false, code: code ?? "" });
    if (code) await this.pair(code);
  }

  async pair(typed: string): Promise<void> {
    if (!this.#db) return;
    const code = readCode(typed);
    if (code.length !== 8)
      return this.#become({ name: "unpaired", problem: "short_code", isPairing: false, code: typed });
    this.#become({ name: "unpaired", problem: null, isPairing: true, code: typed });
    const problem = await pair(this.#db, code);
    const device = await findDevice(this.#db);
    if (problem === undefined && device) return this.#play(device);
    this.#become({ name: "unpaired", problem: problem ?? "no_storage", isPairing: false, code: typed });
  }

  /** Gives this place up, to be paired again. Plays without a receipt would be lost: the caller has asked about them. */
  async leave(): Promise<void> {
    if (!this.#db) return;
    await leavePlace(this.#db);
    location.reload();
  }

  async #play(device: Device): Promise<void> {
    if (!this.#db) return;
    try {
      const player = await Player.boot(await browserPorts(this.#db, device), device.deviceId);
      attachToPage(player);
      this.#become({ name: "paired", player, device });
    } catch {
      // The disk refuses even the journal's opening: said, and tried again, as nobody may be there to press a key.
      this.#become({ name: "refused", reason: "no_storage" });
      setTimeout(() => void this.#play(device), BOOT_AGAIN_MS);
    }
  }

  #become(phase: Phase): void {
    this.#phase = phase;
    for (const listener of this.#listeners) listener();
  }
}
