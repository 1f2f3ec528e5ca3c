import { useLingui } from "@lingui/react/macro";
import { LoaderCircle, Pause, Play, Repeat, Repeat1, Shuffle, SkipBack, SkipForward } from "lucide-react";
import { player, usePlayer } from "./player.ts";

/** Plays and pauses; turns while the song is on its way. */
export function PlayPauseButton({ large = false }: { large?: boolean }) {
  const { t } = useLingui();
  const status = usePlayer((state) => state.status);
  const sounding = status === "playing" || status === "loading";
  const size = large ? "size-16" : "size-12";
  return (
    <button
      type="button"
      className={`flex ${size} shrink-0 items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-deep`}
      aria-label={sounding ? t`Pause` : t`Play`}
      onClick={() => player.toggle()}
    >
      {status === "loading" ? (
        <LoaderCircle aria-hidden className="size-6 animate-spin" />
      ) : sounding ? (
        <Pause aria-hidden className="size-6" fill="currentColor" />
      ) : (
        <Play aria-hidden className="ml-0.5 size-6" fill="currentColor" />
      )}
    </button>
  );
}

/** To the song before, or to this one's beginning. */
export function PreviousButton({ className = "" }: { className?: string }) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      className={`button button-icon ${className}`}
      aria-label={t`Song before`}
      onClick={() => player.previous()}
    >
      <SkipBack aria-hidden className="size-5" fill="currentColor" />
    </button>
  );
}

/** To the song after. */
export function NextButton() {
  const { t } = useLingui();
  const last = usePlayer(({ queue }) => queue.repeat === "off" && queue.at === queue.entries.length - 1);
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={t`Song after`}
      disabled={last}
      onClick={() => player.next()}
    >
      <SkipForward aria-hidden className="size-5" fill="currentColor" />
    </button>
  );
}

/** An order by chance, or the list's own. */
export function ShuffleButton() {
  const { t } = useLingui();
  const on = usePlayer(({ queue }) => queue.unshuffled !== null);
  return (
    <button
      type="button"
      className={`button button-icon ${on ? "text-accent!" : ""}`}
      aria-pressed={on}
      aria-label={t`Shuffle`}
      onClick={() => player.toggleShuffle()}
    >
      <Shuffle aria-hidden className="size-5" strokeWidth={on ? 2.75 : 2} />
    </button>
  );
}

/** Once, the queue again, or this song again. */
export function RepeatButton() {
  const { t } = useLingui();
  const repeat = usePlayer(({ queue }) => queue.repeat);
  const words = { off: t`Repeat: off`, all: t`Repeat: the queue`, one: t`Repeat: this song` };
  const Icon = repeat === "one" ? Repeat1 : Repeat;
  return (
    <button
      type="button"
      className={`button button-icon ${repeat === "off" ? "" : "text-accent!"}`}
      aria-label={words[repeat]}
      title={words[repeat]}
      onClick={() => player.cycleRepeat()}
    >
      <Icon aria-hidden className="size-5" strokeWidth={repeat === "off" ? 2 : 2.75} />
    </button>
  );
}
