import { createHash } from "node:crypto";
import type { ObjectStore } from "../adapters/object-store.ts";
import { recordingObjects } from "../uploads/recording.ts";
import type { ReleaseFile } from "./ask-for-release.ts";
import type { DownloadFile } from "./download-queries.ts";
import { folderOf, nameInFolder } from "./file-names.ts";
import { type Format, type KeptSong, objectOf } from "./kept-song.ts";
import { sumObject } from "./sum-object.ts";
import { layOutZip, type ZipEntry, type ZipLayout } from "./zip-layout.ts";

/** A release's songs in one file that is nowhere stored: it is put together as it is read. */
export interface ReleaseArchive {
  readonly fileName: string;
  readonly layout: ZipLayout;
  /** The object of each of its files. */
  readonly objects: readonly string[];
  /** What tells its content from any other: two that have the same are the same, byte by byte. */
  readonly mark: string;
}

/** The archive of a release's files, if each of them is there. */
export async function archiveOf(
  objects: ObjectStore,
  files: readonly ReleaseFile[],
  format: Format,
): Promise<ReleaseArchive | undefined> {
  const made = files.flatMap(({ song, made: { file } = { file: null } }) => (file ? [{ song, file }] : []));
  const [first] = made;
  if (!first || made.length < files.length) return undefined;
  const folder = folderOf(first.song);
  const songs = made.map(({ song, file }) => entryOf(song, file, `${folder}/${nameInFolder(song, format)}`));
  const cover = await coverOf(objects, first.song, folder);
  const names = [...made.map(({ song }) => objectOf(song, format)), ...(cover ? [cover.object] : [])];
  const entries = [...songs, ...(cover ? [cover.entry] : [])];
  const told = [entries, made.map(({ file }) => file.sha256)];
  const mark = createHash("sha256").update(JSON.stringify(told)).digest("hex");
  return { fileName: `${folder}.zip`, layout: layOutZip(entries), objects: names, mark };
}

function entryOf({ releasedAt }: KeptSong, { bytes, crc32 }: DownloadFile, name: string): ZipEntry {
  return { name, bytes, crc32, modifiedAt: releasedAt };
}

/** A cover is small: it is read once for its checksum, rather than have that kept. */
async function coverOf(objects: ObjectStore, { coverId, releasedAt }: KeptSong, folder: string) {
  const object = coverId && `${recordingObjects.cover(coverId)}/1400.jpg`;
  const bytes = object ? await objects.size(object) : undefined;
  if (!object || bytes === undefined) return undefined;
  const { crc32 } = await sumObject(objects, object);
  const entry: ZipEntry = { name: `${folder}/cover.jpg`, bytes, crc32, modifiedAt: releasedAt };
  return { object, entry };
}
