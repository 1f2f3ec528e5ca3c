import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { KeptRelease } from "@songkeeper/client";
import { FolderDown } from "lucide-react";
import { ProblemNote } from "../shell/problem-note.tsx";
import { FormatChoice } from "./format-choice.tsx";
import { FORMAT_WORDS } from "./format-words.ts";
import { useKeptFormat } from "./kept-format.ts";
import { SavedNote } from "./saved-note.tsx";
import { useKeptRelease, useReleaseDownload } from "./use-download.ts";

/** All songs that the reader bought of a release in one archive; nothing where that is none, or one alone. */
export function ReleaseDownloads({ releaseId }: { releaseId: string }) {
  const { data: kept } = useKeptRelease(releaseId);
  if (!kept || kept.songs < 2) return null;
  return (
    <details className="card">
      <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 text-accent">
        <FolderDown aria-hidden className="size-5" />
        <Title kept={kept} />
      </summary>
      <Archive releaseId={releaseId} kept={kept} />
    </details>
  );
}

function Title({ kept: { songs, tracks } }: { kept: KeptRelease }) {
  if (songs === tracks) return <Trans>Download the release (.zip)</Trans>;
  return <Plural value={songs} one="Download your # song of it (.zip)" other="Download your # songs of it (.zip)" />;
}

function Archive({ releaseId, kept }: { releaseId: string; kept: KeptRelease }) {
  const { i18n } = useLingui();
  const [format, choose] = useKeptFormat(kept.formats);
  const download = useReleaseDownload(releaseId);
  const name = i18n._(FORMAT_WORDS[download.isPending ? download.variables : format].name);
  const { ready = 0, songs = kept.songs } = download.soFar ?? {};
  return (
    <div className="space-y-3 pt-2">
      <FormatChoice offered={kept.formats} value={format} onChange={choose} />
      {!kept.formats.includes("flac") && (
        <p className="text-sm text-soft">
          <Trans>Not every song of it has a lossless master: these are the forms that there are of all of them.</Trans>
        </p>
      )}
      <button
        type="button"
        className="button button-quiet w-full sm:w-auto"
        disabled={download.isPending}
        onClick={() => download.mutate(format)}
      >
        <FolderDown aria-hidden className="size-5" />
        {download.isPending ? <Trans>Making your files: {name}…</Trans> : <Trans>Save them all as {name}</Trans>}
      </button>
      {download.isPending && (
        <p role="status" className="space-y-1 text-sm text-soft">
          <progress className="block h-2 w-full max-w-sm accent-(--accent)" value={ready} max={songs} aria-hidden />
          <Trans>
            {ready} of {songs} are made
          </Trans>
        </p>
      )}
      {!download.isPending && <SavedNote made={download.data} />}
      {download.isError && <ProblemNote error={download.error} />}
      <p className="text-sm text-soft">
        <Trans>Once you fetch it, none of these songs can be given back any more.</Trans>
      </p>
    </div>
  );
}
