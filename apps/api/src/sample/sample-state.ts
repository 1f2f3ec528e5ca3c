/** How far the sample world is: songs, shop and weeks of plays that the first start makes in the background. */
export interface SampleState {
  readonly state: "none" | "making" | "done" | "failed";
  readonly done: number;
  readonly total: number;
}

let current: SampleState = { state: "none", done: 0, total: 0 };

/** How far this process has come with the sample world. */
export function sampleState(): SampleState {
  return current;
}

/** Tells how far the sample world is. */
export function setSampleState(next: SampleState): void {
  current = next;
}
