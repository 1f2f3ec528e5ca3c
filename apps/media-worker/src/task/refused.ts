import type { MediaRefusal } from "@songkeeper/media";

/** Ends a job: the file cannot be taken, for a reason that its owner is told. */
export class Refused extends Error {
  readonly reason: MediaRefusal;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(reason: MediaRefusal, facts: Readonly<Record<string, string | number>> = {}) {
    super(`the file is refused: ${reason}`);
    this.reason = reason;
    this.facts = facts;
  }
}
