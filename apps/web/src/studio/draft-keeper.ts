import { type DraftBody, type DraftChange, type DraftSaved, type DraftView, ProblemError } from "@songkeeper/client";

/**
 * How safe the draft is: `saved`, `changed` (about to be), `saving`, `waiting` (did not arrive, is tried again), `conflict`
 * (another window saved first), `refused` (the server does not take it as it is).
 */
export type SaveState = "saved" | "changed" | "saving" | "waiting" | "conflict" | "refused";

export interface Kept {
  readonly body: DraftBody;
  readonly revision: number;
  readonly state: SaveState;
  /** When the server last confirmed it. */
  readonly savedAt: string;
  readonly error: unknown;
}

/** What a keeper needs of the world; tests hand in their own. */
export interface KeeperWorld {
  readonly save: (change: DraftChange) => Promise<DraftSaved>;
  /** Keeps a copy on this device until the server has it; null forgets it. */
  readonly backUp: (change: DraftChange | null) => void;
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
}

const SAVE_AFTER_MS = 600;
const RETRY_AFTER_MS = 4_000;

/** Keeps one draft saved while it is written: a moment after the last change, again when it did not arrive, never twice at a time. */
export class DraftKeeper {
  #kept: Kept;
  readonly #world: KeeperWorld;
  readonly #listeners = new Set<() => void>();
  #timer: unknown;
  #underWay: Promise<void> | undefined;

  constructor(view: Pick<DraftView, "body" | "revision" | "updatedAt">, world: KeeperWorld) {
    this.#kept = {
      body: view.body,
      revision: view.revision,
      state: "saved",
      savedAt: view.updatedAt,
      error: undefined,
    };
    this.#world = world;
  }

  readonly kept = (): Kept => this.#kept;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Changes the draft here at once, and on the server in a moment. */
  readonly change = (update: (body: DraftBody) => DraftBody): void => {
    const body = update(this.#kept.body);
    if (body === this.#kept.body) return;
    this.#world.backUp({ revision: this.#kept.revision, body });
    const lost = this.#kept.state === "conflict";
    this.#set({ body, state: lost ? "conflict" : this.#kept.state === "saving" ? "saving" : "changed" });
    if (!lost) this.#saveIn(SAVE_AFTER_MS);
  };

  /** Saves now what is not saved yet; resolves when the server has answered or could not be asked. */
  readonly flush = async (): Promise<void> => {
    if (this.#underWay) await this.#underWay;
    // What was refused may be taken now: somebody signed in again in another window.
    if (this.#kept.state !== "saved" && this.#kept.state !== "conflict") await this.#save();
  };

  /** Takes over what the server has, where nothing of this window waits to be saved. */
  readonly adopt = (view: Pick<DraftView, "body" | "revision" | "updatedAt">): void => {
    if (this.#kept.state !== "saved" || view.revision <= this.#kept.revision) return;
    this.#set({ body: view.body, revision: view.revision, savedAt: view.updatedAt });
  };

  /** Gives up this window's changes for what the server has. */
  readonly reload = (view: Pick<DraftView, "body" | "revision" | "updatedAt">): void => {
    this.#world.clearTimer(this.#timer);
    this.#world.backUp(null);
    this.#set({ body: view.body, revision: view.revision, savedAt: view.updatedAt, state: "saved", error: undefined });
  };

  #save(): Promise<void> {
    this.#world.clearTimer(this.#timer);
    this.#underWay ??= this.#send().finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  async #send(): Promise<void> {
    const sent = { revision: this.#kept.revision, body: this.#kept.body };
    this.#set({ state: "saving", error: undefined });
    try {
      const saved = await this.#world.save(sent);
      const isWhole = this.#kept.body === sent.body;
      this.#world.backUp(isWhole ? null : { revision: saved.revision, body: this.#kept.body });
      this.#set({ revision: saved.revision, savedAt: saved.updatedAt, state: isWhole ? "saved" : "changed" });
      if (!isWhole) this.#saveIn(SAVE_AFTER_MS);
    } catch (error) {
      const state = stateAfter(error);
      this.#set({ state, error });
      if (state === "waiting") this.#saveIn(RETRY_AFTER_MS);
    }
  }

  #saveIn(ms: number): void {
    this.#world.clearTimer(this.#timer);
    this.#timer = this.#world.setTimer(() => void this.#saveWhenFree(), ms);
  }

  async #saveWhenFree(): Promise<void> {
    if (this.#underWay) await this.#underWay;
    if (this.#kept.state === "changed" || this.#kept.state === "waiting") await this.#save();
  }

  #set(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function stateAfter(error: unknown): SaveState {
  if (!(error instanceof ProblemError)) return "waiting";
  if (error.status === 409) return "conflict";
  return error.status === 0 || error.status === 429 || error.status >= 500 ? "waiting" : "refused";
}
