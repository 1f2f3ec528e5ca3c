import { useLingui } from "@lingui/react/macro";
import { type DraftCredit, percentText } from "./credit-parts.ts";

const TONES = ["bg-accent", "bg-good", "bg-warn", "bg-line-strong"];

/** Who has how much of a role, as a bar that is full at 100 %; what lacks is hatched. */
export function PartBar({ credits }: { credits: readonly DraftCredit[] }) {
  const { t } = useLingui();
  const sum = credits.reduce((total, { perMille }) => total + perMille, 0);
  const label = credits.map(({ name, perMille }) => `${name || t`nobody yet`} ${percentText(perMille)} %`).join(", ");
  return (
    <div
      role="img"
      aria-label={label || t`nobody yet`}
      className="flex h-3 gap-px overflow-hidden rounded-card border border-line bg-sunken"
    >
      {credits.map(({ perMille }, at) => (
        <div
          key={at}
          className={sum > 1000 ? "bg-bad" : TONES[at % TONES.length]}
          style={{ width: `${(perMille * 100) / Math.max(sum, 1000)}%` }}
        />
      ))}
      {sum < 1000 && (
        <div
          className="grow"
          style={{ background: "repeating-linear-gradient(135deg, var(--line-strong) 0 2px, transparent 2px 7px)" }}
        />
      )}
    </div>
  );
}
