import { Trans, useLingui } from "@lingui/react/macro";
import type { SongCard, SongPage } from "@songkeeper/client";
import { energyWord } from "./energy-words.ts";

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

/** How fast and how lively a song is, where its musician says so. */
export function CharacterLabels({ tempoBpm, energy }: Pick<SongPage, "tempoBpm" | "energy">) {
  const { i18n } = useLingui();
  const word = energyWord(energy);
  return (
    <>
      {tempoBpm !== null && (
        <span className="chip shrink-0 bg-sunken text-soft">
          <Trans>{tempoBpm} BPM</Trans>
        </span>
      )}
      {word && <span className="chip shrink-0 bg-sunken text-soft">{i18n._(word)}</span>}
    </>
  );
}
