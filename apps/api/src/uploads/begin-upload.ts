import { accept, type Outcome, refuse } from "@songkeeper/base";
import { id } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { findOwnDraft } from "../studio/draft-queries.ts";
import { cleanFileName } from "./clean-file-name.ts";
import { insertRecording, sumUnpublished } from "./recording-queries.ts";

/** The longest file: an hour at 96 kHz and 24 bits. */
export const UPLOAD_BYTES_MAX = 1024 ** 3;
/** What one person may have here that is in no published song. */
const RECORDINGS_MAX = 100;
const UNPUBLISHED_BYTES_MAX = 20 * 1024 ** 3;

/** A file that somebody wants to send, as the request says. */
export interface NewUpload {
  readonly id: string;
  readonly ownerId: string;
  readonly draftId: string;
  readonly fileName: string;
  readonly bytes: number;
}

/** Notes a recording whose file is about to come, before its first byte is stored. Gives the name that it is shown by. */
export async function beginUpload(
  tx: Tx,
  upload: NewUpload,
  now: Date,
): Promise<Outcome<string, "not_found" | "already_published" | "too_large" | "invalid_fields" | "quota_used">> {
  if (upload.bytes < 1) return refuse("invalid_fields", { errors: [{ path: "upload-length", rule: "empty" }] });
  if (upload.bytes > UPLOAD_BYTES_MAX) return refuse("too_large", { facts: { bytesMax: UPLOAD_BYTES_MAX } });
  // It comes in a header of its own writing: PostgreSQL takes no text with a zero in it.
  const isId = id.safeParse(upload.draftId).success;
  const draft = isId ? await findOwnDraft(tx, upload.ownerId, upload.draftId) : undefined;
  if (!draft) return refuse("not_found");
  if (draft.releaseId !== null) return refuse("already_published");
  const used = await sumUnpublished(tx, upload.ownerId);
  if (used.recordings >= RECORDINGS_MAX || used.bytes + upload.bytes > UNPUBLISHED_BYTES_MAX)
    return refuse("quota_used", {
      facts: { ...used, recordingsMax: RECORDINGS_MAX, bytesMax: UNPUBLISHED_BYTES_MAX },
    });

  const fileName = cleanFileName(upload.fileName);
  await insertRecording(tx, { ...upload, fileName }, now);
  return accept(fileName);
}
