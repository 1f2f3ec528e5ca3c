import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What a watched page keeps for the recorder. */
interface Watched {
  /** Every media element that was made, the last one last. */
  readonly made?: readonly HTMLMediaElement[];
  readonly heard?: {
    readonly source: MediaElementAudioSourceNode;
    readonly element: HTMLMediaElement;
    /** All that sounded since it could be recorded, in pieces. */
    readonly everything: Float32Array[];
  };
}

/**
 * Keeps the node by which a song's element reaches the page's audio graph, at the music's own 44.1 kHz, so that nothing
 * is resampled; called before the page is opened.
 */
export async function watchSound(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Silent = Audio;
    globalThis.Audio = class extends Silent {
      constructor(src?: string) {
        super(src);
        Object.assign(globalThis, { made: [...((globalThis as unknown as Watched).made ?? []), this] });
      }
    };
    const Native = AudioContext;
    globalThis.AudioContext = class extends Native {
      constructor(options?: AudioContextOptions) {
        super({ ...options, sampleRate: 44_100 });
      }
      override createMediaElementSource(element: HTMLMediaElement) {
        const source = super.createMediaElementSource(element);
        const everything: Float32Array[] = [];
        Object.assign(globalThis, { heard: { source, element, everything } });
        void this.record(source, (samples) => void everything.push(samples));
        return source;
      }
      async record(source: AudioNode, take: (samples: Float32Array) => void) {
        const recorder = `registerProcessor("everything", class extends AudioWorkletProcessor {
          process([[left]]) { this.port.postMessage(left ? left.slice() : new Float32Array(128)); return true; }
        })`;
        await this.audioWorklet.addModule(URL.createObjectURL(new Blob([recorder], { type: "text/javascript" })));
        const node = new AudioWorkletNode(this, "everything");
        node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => take(data);
        source.connect(node).connect(this.destination);
      }
    };
  });
}

/** Has the element that a watched page made last be heard through its audio graph, as songs are that must be made louder. */
export async function hearLastMade(page: Page): Promise<void> {
  await page.evaluate(() => {
    const element = (globalThis as unknown as Watched).made?.at(-1);
    if (!element) throw new Error("nothing was made to sound");
    const context = new AudioContext();
    context.createMediaElementSource(element).connect(context.destination);
  });
  await expect.poll(() => takeSound(page).then(({ length }) => length)).toBeGreaterThan(0);
}

/** Everything that sounded in a watched page so far, or since it was last asked for: the left side as it was decoded. */
export async function takeSound(page: Page): Promise<Float32Array> {
  const base64 = await page.evaluate(() => {
    const pieces = (globalThis as unknown as Watched).heard?.everything.splice(0) ?? [];
    return btoa(pieces.map((samples) => String.fromCharCode(...new Uint8Array(samples.buffer))).join(""));
  });
  return samplesOf(base64);
}

/**
 * Records what sounds in a page for so many seconds, from the next moment on: the left side as it was decoded, before it
 * is levelled. The page must have been watched, and its content security policy be off.
 */
export async function recordSound(page: Page, seconds: number): Promise<Float32Array> {
  const base64 = await page.evaluate(async (length) => {
    const watched = globalThis as unknown as Watched;
    const sounds = () => watched.heard !== undefined && watched.heard.element.currentTime > 0.2;
    while (!sounds()) await new Promise((resolve) => setTimeout(resolve, 20));
    const { source } = watched.heard!;
    const recorder = `registerProcessor("recorder", class extends AudioWorkletProcessor {
      process([[left]]) { if (left) this.port.postMessage(left.slice()); return true; }
    })`;
    const { context } = source;
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([recorder], { type: "text/javascript" })));
    const node = new AudioWorkletNode(context, "recorder");
    source.connect(node);
    const samples = await new Promise<Float32Array>((resolve) => {
      const found = new Float32Array(length * context.sampleRate);
      let at = 0;
      node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
        found.set(data.subarray(0, found.length - at), at);
        at = Math.min(at + data.length, found.length);
        if (at === found.length) resolve(found);
      };
    });
    source.disconnect(node);
    let text = "";
    const bytes = new Uint8Array(samples.buffer);
    for (let from = 0; from < bytes.length; from += 8_192)
      text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
    return btoa(text);
  }, seconds);
  return samplesOf(base64);
}

function samplesOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
