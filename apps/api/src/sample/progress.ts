import { setSampleState } from "./sample-state.ts";

/** Writes one line for people who watch the start. */
export type Print = (line: string) => void;

/** Counts what is done for `/api/ready`, and prints what is worth a line. */
export class Progress {
  readonly #total: number;
  readonly #print: Print;
  #done = 0;

  constructor(total: number, print: Print) {
    this.#total = total;
    this.#print = print;
    setSampleState({ state: "making", done: 0, total });
  }

  /** Counts some steps, and prints a line if there is one. */
  step(line = "", steps = 1): void {
    this.#done += steps;
    setSampleState({ state: "making", done: this.#done, total: this.#total });
    if (line) this.#print(line);
  }
}
