import type { SongFiles } from "./made-song.ts";

/** Changes files; the same files with one of them changed. */
export type Damage = (files: SongFiles) => SongFiles;

/** Changes a playlist's text. */
export function text(name: string, change: (text: string) => string): Damage {
  return (files) => {
    const before = files[name];
    if (!before) return files;
    return { ...files, [name]: new TextEncoder().encode(change(new TextDecoder().decode(before))) };
  };
}

/** Replaces what a pattern finds in a playlist. */
export function replace(name: string, pattern: RegExp, by: string): Damage {
  return text(name, (before) => before.replace(pattern, by));
}

/** Changes a file's bytes: in a copy that may be written to, or by giving another. */
export function bytes(name: string, change: (copy: Buffer) => Uint8Array | void): Damage {
  return (files) => {
    const before = files[name];
    if (!before) return files;
    const copy = Buffer.from(before);
    return { ...files, [name]: new Uint8Array(change(copy) ?? copy) };
  };
}

/** Writes a number of 32 bits into a box, so many bytes behind its type; nothing where there is no such box. */
export function field(name: string, box: { type: string; nth?: number; at: number }, value: (old: number) => number) {
  return bytes(name, (copy) => {
    const at = findBox(copy, box.type, box.nth ?? 0);
    if (at >= 0) copy.writeUInt32BE(value(copy.readUInt32BE(at + box.at)) >>> 0, at + box.at);
  });
}

/** Where the body of a box begins, by its type; the first is number 0. */
export function findBox(file: Buffer, type: string, nth = 0): number {
  let at = -1;
  for (let found = 0; found <= nth; found++) {
    at = file.indexOf(type, at + 1, "latin1");
    if (at < 0) return -1;
  }
  return at + 4;
}

/** One after the other. */
export function both(...damages: readonly Damage[]): Damage {
  return (files) => damages.reduce((changed, damage) => damage(changed), files);
}

/** The byte ranges of a playlist's segments. */
export function segmentsOf(files: SongFiles, playlist: string): { offset: number; bytes: number }[] {
  const lines = new TextDecoder().decode(files[playlist]).matchAll(/#EXT-X-BYTERANGE:(\d+)@(\d+)/gu);
  return Array.from(lines, ([, length, offset]) => ({ offset: Number(offset), bytes: Number(length) }));
}
