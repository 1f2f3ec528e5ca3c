import { Trans } from "@lingui/react/macro";
import { usePlayer } from "./player.ts";

/** What really sounds now; nothing until it does. */
export function SoundingWord({ short = false }: { short?: boolean }) {
  const sounding = usePlayer((state) => state.sounding);
  if (!sounding) return null;
  if (short) {
    if (sounding === "standard") return null;
    return (
      <span className="chip shrink-0 bg-accent-wash text-accent-deep">
        {sounding === "lossless" ? "FLAC" : <Trans>preview</Trans>}
      </span>
    );
  }
  if (sounding === "lossless") return <Trans>Sounding now: lossless (FLAC)</Trans>;
  if (sounding === "preview") return <Trans>Sounding now: preview, AAC 128 kbit/s</Trans>;
  return <Trans>Sounding now: AAC 128 kbit/s</Trans>;
}
