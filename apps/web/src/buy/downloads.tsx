import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { ProblemNote } from "../shell/problem-note.tsx";
import { FormatChoice } from "./format-choice.tsx";
import { FORMAT_WORDS } from "./format-words.ts";
import { type Format, useKeptFormat } from "./kept-format.ts";
import { SavedNote } from "./saved-note.tsx";
import { useDownload } from "./use-download.ts";

interface DownloadsProps {
  songId: string;
  lossless: boolean;
  /** Whether the first file ends the time in which the order can be given back. */
  endsRefund?: boolean;
}

const OF_LOSSLESS: readonly Format[] = ["flac", "mp3", "aac", "opus", "wav", "original"];
const OF_LOSSY: readonly Format[] = ["aac", "original"];

/** A bought song's file, in one of the formats that there are. */
export function Downloads({ songId, lossless, endsRefund = false }: DownloadsProps) {
  const { i18n } = useLingui();
  const offered = lossless ? OF_LOSSLESS : OF_LOSSY;
  const [format, choose] = useKeptFormat(offered);
  const download = useDownload(songId);
  const name = i18n._(FORMAT_WORDS[download.isPending ? download.variables : format].name);
  return (
    <div className="space-y-3">
      <FormatChoice offered={offered} value={format} onChange={choose} />
      {!lossless && (
        <p className="text-sm text-soft">
          <Trans>There is no lossless master of this song, so nothing that is called lossless is made of it.</Trans>
        </p>
      )}
      <button
        type="button"
        className="button button-quiet w-full sm:w-auto"
        disabled={download.isPending}
        onClick={() => download.mutate(format)}
      >
        <Download aria-hidden className="size-5" />
        {download.isPending ? <Trans>Making your file: {name}…</Trans> : <Trans>Save as {name}</Trans>}
      </button>
      {!download.isPending && <SavedNote made={download.data} />}
      {download.isError && <ProblemNote error={download.error} />}
      {endsRefund && (
        <p className="text-sm text-soft">
          <Trans>Once you fetch a file or hear what only buyers hear, it cannot be given back any more.</Trans>
        </p>
      )}
    </div>
  );
}
