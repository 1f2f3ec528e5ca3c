import type { DownloadView, ReleaseDownloadView } from "@songkeeper/contracts";
import type { Services } from "../services.ts";
import type { AskedDownload, DownloadWish } from "./ask-for-download.ts";
import type { ReleaseFile, ReleaseWish } from "./ask-for-release.ts";
import { signDownloadToken, signReleaseToken } from "./download-token.ts";
import { fileNameOf, folderOf } from "./file-names.ts";
import { kbpsOf, objectOf } from "./kept-song.ts";
import { archiveOf } from "./release-archive.ts";

const URL_MS = 86_400_000;

/** How far a file is, and where it can be fetched once it is there. */
export async function viewDownload(
  { objects, secrets, now }: Services,
  { song, made }: AskedDownload,
  { userId, format }: Pick<DownloadWish, "userId" | "format">,
): Promise<DownloadView> {
  const fileName = fileNameOf(song, format);
  const bytes = made ? made.file?.bytes : await objects.size(objectOf(song, format));
  const state = made ? made.state : bytes === undefined ? ("failed" as const) : ("ready" as const);
  const { orderId, line } = song;
  const expiresAt = new Date(now().getTime() + URL_MS);
  const token = signDownloadToken(secrets.media, { orderId, line, format, userId, expiresAt });
  const url = state === "ready" ? `/d/${token}/${encodeURIComponent(fileName)}` : null;
  return { format, state, fileName, bytes: bytes ?? null, kbps: kbpsOf(song, format), url };
}

/** The same for a release: ready when each of its songs is, failed when one of them is and none is still made. */
export async function viewReleaseDownload(
  { objects, secrets, now }: Services,
  files: readonly ReleaseFile[],
  { userId, releaseId, format }: ReleaseWish,
): Promise<ReleaseDownloadView> {
  const archive = await archiveOf(objects, files, format);
  const [first] = files;
  const fileName = archive?.fileName ?? (first ? `${folderOf(first.song)}.zip` : "");
  const ready = files.filter(({ made }) => made?.file).length;
  const isMaking = files.some(({ made }) => made?.state === "making");
  const told = { format, songs: files.length, ready, fileName };
  if (!archive) return { ...told, state: isMaking ? "making" : "failed", bytes: null, url: null };
  const expiresAt = new Date(now().getTime() + URL_MS);
  const token = signReleaseToken(secrets.media, { releaseId, format, mark: archive.mark, userId, expiresAt });
  const url = `/d/${token}/${encodeURIComponent(fileName)}`;
  return { ...told, state: "ready", bytes: archive.layout.bytes, url };
}
