import { Trans } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";

/** Says that a machine made the song, or helped; nothing where people alone did. */
export function AiLabel({ ai }: { ai: SongCard["ai"] }) {
  if (ai === "none") return null;
  return (
    <span className="chip shrink-0 border border-line-strong text-soft">
      {ai === "generated" ? <Trans>made by AI</Trans> : <Trans>AI-assisted</Trans>}
    </span>
  );
}

/** Says that only a part is heard before it is bought. */
export function PreviewLabel({ listening }: { listening: SongCard["listening"] }) {
  if (listening === "full") return null;
  return (
    <span className="chip shrink-0 bg-sunken text-soft">
      <Trans>preview</Trans>
    </span>
  );
}
