/**
 * Makes a song louder than a media element can by itself. It is put behind the element only once the browser really
 * lets it sound: behind an audio context that waits for a tap the element would be silent.
 */
export class Amplifier {
  readonly #element: HTMLMediaElement;
  #gain: GainNode | undefined;
  #context: AudioContext | undefined;

  constructor(element: HTMLMediaElement) {
    this.#element = element;
  }

  /** Whether the sound goes through it. */
  get works(): boolean {
    return this.#gain !== undefined;
  }

  /** Puts it behind the element where the browser allows it; done once. */
  async connect(): Promise<void> {
    if (this.#context || typeof AudioContext === "undefined") return;
    const context = new AudioContext({ latencyHint: "playback" });
    this.#context = context;
    // A context that waits for a tap answers only after it: by then it may be connected as well.
    await context.resume().catch(() => undefined);
    if (context.state !== "running") return;
    this.#gain = context.createGain();
    context.createMediaElementSource(this.#element).connect(this.#gain).connect(context.destination);
  }

  /** Wakes it after the system silenced it, for a call or in a sleeping tab. */
  wake(): void {
    if (this.works && this.#context?.state !== "running") void this.#context?.resume();
  }

  /** Sets how many times louder, without a click. */
  set(factor: number): void {
    if (this.#context) this.#gain?.gain.setTargetAtTime(factor, this.#context.currentTime, 0.01);
  }
}
