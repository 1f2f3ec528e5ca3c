/** A media element that plays HLS by itself and does what a test tells it; the one made last is `FakeAudio.last`. */
export class FakeAudio extends EventTarget {
  static last: FakeAudio;
  preload = "";
  src = "";
  volume = 1;
  currentTime = 0;
  ended = false;
  paused = true;
  buffered = { length: 0 };

  constructor() {
    super();
    FakeAudio.last = this;
  }

  canPlayType(): string {
    return "maybe";
  }

  play(): Promise<void> {
    this.paused = false;
    this.ended = false;
    if (this.src) this.tell("playing");
    return Promise.resolve();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.tell("pause");
  }

  /** The song is at this second. */
  reach(seconds: number): void {
    this.currentTime = seconds;
    this.tell("timeupdate");
  }

  /** The song has come to its end. */
  end(): void {
    this.ended = true;
    this.paused = true;
    this.tell("pause");
    this.tell("ended");
  }

  tell(name: string): void {
    this.dispatchEvent(new Event(name));
  }
}
