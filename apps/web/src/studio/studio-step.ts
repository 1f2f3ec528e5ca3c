/** The steps from files to a published release, in order. */
export const STUDIO_STEPS = ["files", "read", "prices"] as const;
export type StudioStep = (typeof STUDIO_STEPS)[number];

/** The step that an address names; the first for any other word. */
export function studioStepOf(word: unknown): StudioStep {
  return STUDIO_STEPS.find((step) => step === word) ?? "files";
}

/** The step after, or before (-1); undefined beyond the ends. */
export function neighbourStep(step: StudioStep, by: 1 | -1): StudioStep | undefined {
  return STUDIO_STEPS[STUDIO_STEPS.indexOf(step) + by];
}
