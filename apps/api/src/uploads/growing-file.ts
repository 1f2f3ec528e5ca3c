import { constants, type FileHandle, open } from "node:fs/promises";
import type { CutRendition, Growth, Segment } from "@songkeeper/media";

/** A rendition that a media worker is making still, as far as the worker has told of it. */
export interface GrowingFile {
  /** How it is cut so far: header and segments lie in the file, and will not change. */
  cut(): CutRendition;
  /** How many of its bytes can be read. */
  readonly size: () => number;
  /** The bytes from `start` to `end`, both included; undefined once it does not grow any more. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Takes what the worker tells. Throws where it contradicts what was told before. */
  grow(growth: Growth): void;
  close(): void;
}

/** No link leads out of the worker's folder, and nothing is waited for: the worker had a stranger's file in its hands. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** A song of three hours at 48 kHz has 2,700. */
const SEGMENTS_MAX = 3000;

/** Opens a file that has begun to grow. It is held open, so that it can be read while it is moved to where it will stay. */
export function growingFile(path: string, { sampleRate, headerBytes, rendition }: Growth): GrowingFile {
  const segments: Segment[] = [];
  const file = openFile(path);
  let isClosed = false;
  const size = () => endOf(segments.at(-1)) ?? headerBytes;
  return {
    cut: () => ({ file: `${rendition}.mp4`, sampleRate, headerBytes, segments }),
    size,
    async read(start, end) {
      const handle = await file;
      if (isClosed || !handle || end >= size()) return undefined;
      const buffer = new Uint8Array(end - start + 1);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      return bytesRead === buffer.length ? buffer : undefined;
    },
    grow(growth) {
      if (growth.sampleRate !== sampleRate || growth.headerBytes !== headerBytes)
        throw new Error("a media worker told of two headers");
      for (const segment of growth.segments) {
        if (segment.offset < size() || segment.bytes < 1 || segment.samples < 1 || segments.length >= SEGMENTS_MAX)
          throw new Error("a media worker told of a segment that cannot be");
        segments.push(segment);
      }
    },
    close() {
      isClosed = true;
      void file.then((handle) => handle?.close());
    },
  };
}

/** Nothing where it is not there, or is no file: then there is nothing to hear before the song is ready. */
async function openFile(path: string): Promise<FileHandle | undefined> {
  const handle = await open(path, FLAGS).catch(() => undefined);
  if (!handle || (await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

function endOf(segment: Segment | undefined): number | undefined {
  return segment && segment.offset + segment.bytes;
}
