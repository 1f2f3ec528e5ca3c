import { Trans } from "@lingui/react/macro";
import { client } from "../shell/client.ts";
import { DropArea } from "./drop-area.tsx";
import { type FileRow, fileRows, isRestOf } from "./file-rows.ts";
import { fieldId } from "./publish-problems.ts";
import { RecordingRow } from "./recording-row.tsx";
import { UploadRow } from "./upload-row.tsx";
import { uploads } from "./uploads.ts";
import { type DraftInHand, useRefreshDraft } from "./use-draft.ts";
import { useResumable, useUploads } from "./use-uploads.ts";

/** The first step: files come in, each with its own progress, and are read. */
export function FilesStep({ draft }: { draft: DraftInHand }) {
  const items = useUploads(draft.id);
  const resumable = useResumable(draft.id);
  const refresh = useRefreshDraft(draft.id);
  const rows = fileRows(items, draft.recordings);
  const waiting = draft.recordings.filter(
    ({ id, state }) => state === "uploading" && !items.some(({ recordingId }) => recordingId === id),
  );
  const rowId = (row: FileRow) => {
    const at = draft.body.tracks.findIndex(
      ({ recordingId }) => row.kind === "recording" && recordingId === row.recording.id,
    );
    return at < 0 ? undefined : fieldId(`tracks.${at}.recordingId`);
  };
  const take = async (files: File[]) => {
    uploads.add(draft.id, files);
    // What this browser cannot go on with is sent anew, and the part that had arrived is given up.
    const lost = waiting.filter((one) => !resumable.has(one.id) && files.some((file) => isRestOf(one, file)));
    await Promise.all(lost.map(({ id }) => client.studio.removeRecording(id).catch(() => undefined)));
    await refresh();
  };
  return (
    <div className="space-y-6" id="field-tracks">
      {waiting.length > 0 && (
        <p role="status" className="rounded-card bg-warn-wash px-4 py-3 text-warn">
          <Trans>Some files have not arrived whole. Drop or choose the same files again, and they go on.</Trans>
        </p>
      )}
      <DropArea
        large={rows.length === 0}
        title={rows.length === 0 ? <Trans>Drop your songs here</Trans> : <Trans>More songs? Drop them here</Trans>}
        onFiles={(files) => void take(files)}
        here={draft.recordings}
      />
      {rows.length > 0 && (
        <ul className="space-y-3">
          {rows.map((row) => (
            // What is wrong with a song's file leads here, and not to the button that removes it.
            <li key={row.key} id={rowId(row)} tabIndex={-1} className="card">
              {row.kind === "upload" ? (
                <UploadRow item={row.item} />
              ) : (
                <RecordingRow
                  recording={row.recording}
                  draftId={draft.id}
                  resumable={resumable.has(row.recording.id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
