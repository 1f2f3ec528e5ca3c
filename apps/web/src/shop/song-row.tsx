import { Trans, useLingui } from "@lingui/react/macro";
import type { CatalogueItem } from "@songkeeper/client";
import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { Money } from "../shell/money.tsx";
import { lengthText } from "../shell/time-text.ts";
import type { useListening } from "./use-listening.ts";

interface SongRowProps {
  song: CatalogueItem;
  listening: ReturnType<typeof useListening>;
  /** What can be done with the song here. */
  children: ReactNode;
}

/** A song as a shop sees it: hear it, what one play costs, and what to do with it. */
export function SongRow({ song, listening, children }: SongRowProps) {
  const { t } = useLingui();
  const sounding = listening.sounding === song.trackId;
  const title = song.title;
  return (
    <li className="flex items-center gap-1 border-b border-line py-1.5 last:border-b-0">
      <button
        type="button"
        className="button button-icon -ml-2"
        aria-label={sounding ? t`Stop ${title}` : t`Listen to ${title}`}
        onClick={() => (sounding ? listening.stop() : listening.listen(song))}
      >
        {sounding ? <Pause aria-hidden className="size-5" /> : <Play aria-hidden className="size-5" />}
      </button>
      <div className="min-w-0 grow">
        <p className="font-strong">{song.title}</p>
        <p className="text-sm text-soft">
          {song.artist} · {lengthText(song.durationMs)}
        </p>
        <p className="text-sm">
          {song.feeMicro === "0" ? (
            <Trans>free</Trans>
          ) : (
            <Trans>
              <Money micros={song.feeMicro} /> a play
            </Trans>
          )}
          {song.ai === "generated" && (
            <span className="text-soft">
              {" · "}
              <Trans>made by AI</Trans>
            </span>
          )}
        </p>
        {listening.failed === song.trackId && (
          <p role="alert" className="text-sm text-bad">
            <Trans>The song does not sound: the browser or the connection stopped it. Try again.</Trans>
          </p>
        )}
      </div>
      <div className="flex shrink-0">{children}</div>
    </li>
  );
}
