import type { ZipLayout } from "./zip-layout.ts";

/** Gives the bytes of an archive's file from `start` to `end`, both included. */
export type ReadEntry = (entry: number, start: number, end: number) => ReadableStream<Uint8Array>;

/**
 * The bytes of an archive from `start` to `end`, both included. Files are opened one after the other, each when its turn
 * comes, and only those that have a part in it; who stops reading closes the one that is open.
 */
export function streamZip(
  { parts }: ZipLayout,
  { start, end }: { start: number; end: number },
  read: ReadEntry,
): ReadableStream<Uint8Array> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let offset = 0;
    for (const part of parts) {
      const bytes = part instanceof Uint8Array ? part.length : part.bytes;
      const [from, to] = [Math.max(start - offset, 0), Math.min(end + 1 - offset, bytes)];
      offset += bytes;
      if (from >= to) continue;
      if (part instanceof Uint8Array) yield part.subarray(from, to);
      else yield* read(part.entry, from, to - 1);
    }
  }
  const source = pieces();
  return new ReadableStream({
    async pull(controller) {
      const next = await source.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
