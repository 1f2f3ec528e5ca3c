import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { ProblemNote } from "../shell/problem-note.tsx";
import { sizeText } from "./size-text.ts";
import { type Format, useDownload } from "./use-download.ts";

interface DownloadsProps {
  songId: string;
  lossless: boolean;
  /** Whether the first file ends the time in which the order can be given back. */
  endsRefund?: boolean;
}

/** A bought song's files, in each format that there is. */
export function Downloads({ songId, lossless, endsRefund = false }: DownloadsProps) {
  const formats: Format[] = lossless ? ["flac", "aac", "original"] : ["aac", "original"];
  return (
    <div className="space-y-2">
      <ul className="grid max-w-xl grid-cols-2 items-start gap-2 sm:grid-cols-3">
        {formats.map((format) => (
          <DownloadButton key={format} songId={songId} format={format} />
        ))}
      </ul>
      {endsRefund && (
        <p className="text-sm text-soft">
          <Trans>Once you fetch a file or hear what only buyers hear, it cannot be given back any more.</Trans>
        </p>
      )}
    </div>
  );
}

function DownloadButton({ songId, format }: { songId: string; format: Format }) {
  const { i18n } = useLingui();
  const download = useDownload(songId);
  const { data } = download;
  return (
    <li className="min-w-0 space-y-2">
      <button
        type="button"
        className="button button-quiet w-full"
        disabled={download.isPending}
        onClick={() => download.mutate(format)}
      >
        <Download aria-hidden className="size-5" />
        {download.isPending ? <Making format={format} /> : <FormatName format={format} />}
      </button>
      <div role="status" className="max-w-56 text-sm text-soft empty:hidden">
        {data?.state === "ready" && data.url && (
          <a className="link" href={data.url} download={data.fileName}>
            <Trans>Save again ({data.bytes === null ? "" : sizeText(data.bytes, i18n.locale)})</Trans>
          </a>
        )}
        {data?.state === "making" && <Trans>This takes long. Ask again in a few minutes.</Trans>}
        {data?.state === "failed" && <Trans>The file could not be made. Try again; it is our fault.</Trans>}
      </div>
      {download.isError && <ProblemNote error={download.error} />}
    </li>
  );
}

function FormatName({ format }: { format: Format }) {
  if (format === "flac") return <>FLAC</>;
  if (format === "aac") return <>AAC</>;
  return <Trans>Original file</Trans>;
}

function Making({ format }: { format: Format }) {
  if (format === "flac") return <Trans>Making your FLAC…</Trans>;
  if (format === "aac") return <Trans>Making your AAC…</Trans>;
  return <Trans>Fetching the original…</Trans>;
}
