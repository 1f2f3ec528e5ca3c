import type { DraftInHand } from "./use-draft.ts";

/** What every step is given: the draft, and what is wrong with a field (by its path), where that is to be said. */
export interface StepProps {
  readonly draft: DraftInHand;
  readonly wrong: (path: string) => string | undefined;
}
