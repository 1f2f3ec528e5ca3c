import type { Page } from "playwright-core";

/** What a timed page keeps, in milliseconds of its own clock. */
interface Timed {
  tappedAt?: number;
  playingAt?: number;
  heardAt?: number;
}

/** From the tap on, in milliseconds: until the element says that it plays, and until the first sample that is no silence. */
export interface FirstSound {
  readonly playingMs: number;
  readonly heardMs: number;
}

/** Has a page note when it is tapped and when it first sounds; called before the page is opened. */
export async function timeFirstSound(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const timed: Timed = {};
    Object.assign(globalThis, { timed });
    addEventListener("click", () => (timed.tappedAt ??= performance.now()), { capture: true });
    const Native = AudioContext;
    globalThis.AudioContext = class extends Native {
      override createMediaElementSource(element: HTMLMediaElement) {
        const source = super.createMediaElementSource(element);
        const analyser = new AnalyserNode(this);
        source.connect(analyser);
        element.addEventListener("playing", () => (timed.playingAt ??= performance.now()));
        const window = new Float32Array(analyser.fftSize);
        const look = setInterval(() => {
          analyser.getFloatTimeDomainData(window);
          if (!window.some((sample) => Math.abs(sample) > 0.001)) return;
          timed.heardAt = performance.now();
          clearInterval(look);
        }, 4);
        return source;
      }
    };
  });
}

/** Presses play on a song's page, and waits for the first sound. */
export async function playAndTime(page: Page): Promise<FirstSound> {
  await page.getByRole("main").getByRole("button", { name: "Play", exact: true }).first().click();
  const noted = await page.waitForFunction(() => {
    const { timed } = globalThis as unknown as { timed: Timed };
    return timed.heardAt !== undefined && timed.playingAt !== undefined ? timed : undefined;
  });
  const { tappedAt = Number.NaN, playingAt = Number.NaN, heardAt = Number.NaN } = (await noted.jsonValue()) ?? {};
  return { playingMs: playingAt - tappedAt, heardMs: heardAt - tappedAt };
}
