import type { Sample, Sound, SoundEvent } from "../core/ports.ts";

/** Enough data to go on at this moment (`HTMLMediaElement.HAVE_CURRENT_DATA`). */
const HAS_DATA = 2;

/** A plain audio element as the loudspeaker. */
export function audioSound(element: HTMLAudioElement): Sound {
  const listeners: ((event: SoundEvent) => void)[] = [];
  const say = (event: SoundEvent) => listeners.forEach((listener) => listener(event));
  let hasPlayed = false;
  listenTo(element, say, () => {
    hasPlayed = true;
  });
  const resume = () => {
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") say("blocked");
    });
  };
  return {
    start: (url) => {
      hasPlayed = false;
      element.src = url;
      resume();
    },
    resume,
    pause: () => element.pause(),
    stop: () => {
      hasPlayed = false;
      element.pause();
      element.removeAttribute("src");
      element.load();
    },
    setVolume: (volume) => {
      element.volume = volume;
    },
    sample: () => sampleOf(element, hasPlayed),
    listen: (listener) => void listeners.push(listener),
  };
}

function listenTo(element: HTMLAudioElement, say: (event: SoundEvent) => void, markPlayed: () => void): void {
  element.addEventListener("playing", () => {
    markPlayed();
    say("playing");
  });
  for (const name of ["volumechange", "ratechange", "seeking", "seeked", "waiting", "stalled"])
    element.addEventListener(name, () => say("changed"));
  element.addEventListener("pause", () => {
    // An element that reached its end pauses too, and says so itself.
    if (!element.ended && element.currentSrc) say("paused");
  });
  element.addEventListener("ended", () => {
    if (element.ended) say("ended");
  });
  element.addEventListener("error", () => {
    if (element.error && element.hasAttribute("src")) say("failed");
  });
}

function sampleOf(element: HTMLAudioElement, hasPlayed: boolean): Sample {
  const isMoving = hasPlayed && !element.paused && !element.ended && !element.seeking && element.readyState >= HAS_DATA;
  return {
    positionMs: element.currentTime * 1_000,
    audible: isMoving && element.playbackRate === 1 && !element.muted && element.volume > 0,
    paused: element.paused && !element.ended,
  };
}
