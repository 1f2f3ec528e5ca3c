import { createWriteStream, mkdirSync } from "node:fs";
import { open, readdir, rm, stat, statfs } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";

/** A file in flight: what has come of it, and when its last byte came. */
export interface FileInFlight {
  readonly bytes: number;
  readonly changedAt: Date;
  /** Whether more can come: the library's note of it is there, and whole. */
  readonly canGoOn: boolean;
}

/** Uploads in flight, as files of a folder: the tus library's store, with the promises that it does not make. */
export class UploadFiles extends FileStore {
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    super({ directory });
    // How long a file will be is always said first, and which are too old is decided with the database.
    this.extensions = ["creation", "creation-with-upload", "termination"];
  }

  /** Where a file is, for whoever is to read it. */
  pathOf(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`not an upload's id: ${id}`);
    return join(this.directory, id);
  }

  /** Writes what comes, durable where it is answered; a failure keeps its cause, so that a full disk can be told. */
  override async write(readable: IncomingMessage | Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(this.pathOf(id), { flags: "r+", start: offset, flush: true });
    await pipeline(readable, file);
    return offset + file.bytesWritten;
  }

  /** What has come of a file; undefined where there is none. */
  async find(id: string): Promise<FileInFlight | undefined> {
    const found = await stat(this.pathOf(id)).catch(() => undefined);
    const note = await this.configstore.get(id);
    return found && { bytes: found.size, changedAt: found.mtime, canGoOn: note !== undefined };
  }

  /** How much the disk can still take. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize;
  }

  /** Makes sure that what has come outlasts the power. */
  async sync(id: string): Promise<void> {
    const file = await open(this.pathOf(id), "r");
    await file.sync().finally(() => file.close());
  }

  /** Removes a file and what the library noted of it, where they are. */
  async forget(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
    await rm(`${this.pathOf(id)}.json`, { force: true });
  }

  /** The ids of all files that are here, and of notes without a file. */
  async listIds(): Promise<string[]> {
    const names = await readdir(this.directory);
    return [...new Set(names.flatMap((name) => /^([0-9a-f-]{36})(\.json)?$/.exec(name)?.[1] ?? []))];
  }
}
