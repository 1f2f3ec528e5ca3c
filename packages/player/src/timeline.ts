/** How bytes are placed: by what they are, by how much they are moved, and between which moments they are heard. */
export interface Placing {
  readonly type: string;
  readonly offset: number;
  readonly window: { readonly from: number; readonly to: number };
}

/** A browser plays on over a gap that is no longer. */
const GAP_S = 0.05;

/** The one track of sound that a media element plays, as the browser keeps it: one thing is done to it after the other. */
export class Timeline {
  readonly opened: Promise<void>;
  readonly #element: HTMLMediaElement;
  readonly #media: MediaSource;
  readonly #address: string;
  #buffer: SourceBuffer | undefined;
  #type = "";

  constructor(element: HTMLMediaElement) {
    const Media = mediaSource();
    if (!Media) throw new Error("this browser knows no MediaSource");
    this.#element = element;
    this.#media = new Media();
    this.#address = URL.createObjectURL(this.#media);
    this.opened = new Promise((resolve) => {
      this.#media.addEventListener("sourceopen", () => resolve(), { once: true });
    });
    // Where the system manages what is buffered, it wants to be the only one who plays it.
    element.disableRemotePlayback = true;
    element.src = this.#address;
  }

  /** Whether this browser plays a type by being fed. */
  static plays(this: void, type: string): boolean {
    return mediaSource()?.isTypeSupported(type) ?? false;
  }

  /** Until where it is there without a gap from where it is heard; there itself where nothing is. */
  bufferedEnd(): number {
    const { currentTime } = this.#element;
    let end = currentTime;
    for (const [from, to] of this.#ranges()) if (from <= end + GAP_S && to > end) end = to;
    return end;
  }

  bufferedStart(): number {
    return this.#ranges()[0]?.[0] ?? Infinity;
  }

  /** Adds files' bytes, each as it is placed. */
  async append(files: readonly ArrayBuffer[], { type, offset, window }: Placing): Promise<void> {
    const buffer = (this.#buffer ??= this.#media.addSourceBuffer(type));
    if (this.#type !== "" && this.#type !== type) buffer.changeType(type);
    this.#type = type;
    // In this order the window is never empty, which browsers refuse.
    buffer.appendWindowStart = 0;
    buffer.appendWindowEnd = window.to;
    buffer.appendWindowStart = window.from;
    buffer.timestampOffset = offset;
    for (const bytes of files) await this.#done((at) => at.appendBuffer(bytes));
  }

  async remove(from: number, to: number): Promise<void> {
    if (this.#ranges().some((range) => range[1] > from && range[0] < to)) await this.#done((at) => at.remove(from, to));
  }

  /** It lasts at least until then: one may go anywhere before. */
  lasts(until: number): void {
    if (this.#media.readyState === "open" && !(this.#media.duration >= until && this.#media.duration < Infinity))
      this.#media.duration = until;
  }

  /** Nothing follows what is there, as far as is known: what is added later still counts. */
  finish(): void {
    if (this.#media.readyState === "open" && this.#buffer) this.#media.endOfStream();
  }

  /** Lets go of the element, which is silent then. */
  close(): void {
    URL.revokeObjectURL(this.#address);
    if (this.#element.src !== this.#address) return;
    this.#element.removeAttribute("src");
    this.#element.load();
  }

  #ranges(): (readonly [number, number])[] {
    if (!this.#buffer || this.#media.readyState === "closed") return [];
    const { buffered } = this.#buffer;
    return Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)] as const);
  }

  #done(begin: (buffer: SourceBuffer) => void): Promise<void> {
    const buffer = this.#buffer;
    if (!buffer) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const over = new AbortController();
      const { signal } = over;
      const end = (tell: () => void) => {
        over.abort();
        tell();
      };
      buffer.addEventListener("updateend", () => end(resolve), { signal });
      const failed = () => end(() => reject(new DOMException("the browser cannot decode it", "NotSupportedError")));
      buffer.addEventListener("error", failed, { signal });
      this.#media.addEventListener("sourceclose", failed, { signal });
      try {
        begin(buffer);
      } catch (error) {
        end(() => reject(error));
      }
    });
  }
}

/** What makes such a track: on telephones of some makers it is the managed kind alone. */
function mediaSource(): typeof MediaSource | undefined {
  if ("MediaSource" in globalThis) return MediaSource;
  const managed: unknown = Reflect.get(globalThis, "ManagedMediaSource");
  return isMediaSource(managed) ? managed : undefined;
}

function isMediaSource(value: unknown): value is typeof MediaSource {
  return typeof value === "function" && "isTypeSupported" in value;
}
