import { Trans, useLingui } from "@lingui/react/macro";
import type { DownloadView, ReleaseDownloadView } from "@songkeeper/client";
import { sizeText } from "./size-text.ts";

type Made = DownloadView | ReleaseDownloadView;

/** What became of a file that was asked for, and the way to it once more. */
export function SavedNote({ made }: { made: Made | undefined }) {
  return (
    <div role="status" className="text-sm text-soft empty:hidden">
      {made?.state === "ready" && made.url && (
        <a className="link wrap-anywhere" href={made.url} download={made.fileName}>
          <SaveAgain made={made} />
        </a>
      )}
      {made?.state === "making" && <Trans>This takes long. Ask again in a few minutes.</Trans>}
      {made?.state === "failed" && <Trans>The file could not be made. Try again; it is our fault.</Trans>}
    </div>
  );
}

function SaveAgain({ made }: { made: Made }) {
  const { i18n } = useLingui();
  const size = made.bytes === null ? "" : sizeText(made.bytes, i18n.locale);
  const kbps = "kbps" in made ? made.kbps : null;
  if (kbps === null)
    return (
      <Trans>
        Save {made.fileName} again ({size})
      </Trans>
    );
  return (
    <Trans>
      Save {made.fileName} again ({size}, {kbps} kbit/s)
    </Trans>
  );
}
