import { useLingui } from "@lingui/react/macro";

/** How far the song is. */
export function Progress({ positionMs, durationMs }: { positionMs: number; durationMs: number }) {
  const { t } = useLingui();
  const [position, duration] = [Math.min(positionMs, durationMs), durationMs].map((ms) => Math.floor(ms / 1_000));
  return (
    <div>
      <div
        role="progressbar"
        aria-label={t`Position in the song`}
        aria-valuemin={0}
        aria-valuemax={duration}
        aria-valuenow={position}
        aria-valuetext={`${clock(position)} / ${clock(duration)}`}
        data-testid="progress"
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full bg-accent"
          style={{ width: `${(100 * Math.min(positionMs, durationMs)) / Math.max(1, durationMs)}%` }}
        />
      </div>
      <div className="mt-1.5 flex justify-between text-soft" aria-hidden>
        <span data-testid="position">{clock(position)}</span>
        <span data-testid="duration">{clock(duration)}</span>
      </div>
    </div>
  );
}

function clock(seconds = 0): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
