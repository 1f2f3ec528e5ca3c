import { Trans } from "@lingui/react/macro";
import { usePlayer } from "./player.ts";

const KILOBITS = { preview: 128, aac64: 64, aac128: 128, aac256: 256 };

/** What really sounds now; nothing until it does. */
export function SoundingWord({ short = false }: { short?: boolean }) {
  const sounding = usePlayer((state) => state.sounding);
  if (!sounding) return null;
  if (short) {
    if (sounding !== "flac" && sounding !== "preview") return null;
    return (
      <span className="chip shrink-0 bg-accent-wash text-accent-deep">
        {sounding === "flac" ? "FLAC" : <Trans>preview</Trans>}
      </span>
    );
  }
  if (sounding === "flac") return <Trans>Sounding now: lossless (FLAC)</Trans>;
  const kilobits = KILOBITS[sounding];
  if (sounding === "preview") return <Trans>Sounding now: preview, AAC {kilobits} kbit/s</Trans>;
  return <Trans>Sounding now: AAC {kilobits} kbit/s</Trans>;
}
