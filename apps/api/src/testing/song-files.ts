import { signStreamToken, type StreamToken } from "../listen/stream-token.ts";
import type { Services } from "../services.ts";
import type { PublishedSong } from "./published-song.ts";

/** Bytes that differ at every place, so that a range that is off by one is seen. */
export function bytesOf(name: string, length = 300_000): Uint8Array {
  const salt = name.charCodeAt(0);
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8) * 17 + salt) % 251);
}

/** A file of each kind that a recording has, by name; each has a length of its own. */
export const SONG_FILES: Readonly<Record<string, Uint8Array>> = {
  ...Object.fromEntries(
    ["aac128.mp4", "flac.mp4", "preview.mp4", "aac64.mp4", "aac256.mp4"].map((name, at) => [
      name,
      bytesOf(name, 300_000 + at),
    ]),
  ),
  ...Object.fromEntries(
    ["aac64", "aac128", "aac256", "flac", "preview"].map((name) => [
      `${name}.m3u8`,
      Buffer.from(`#EXTM3U\n# ${name}.m3u8\n`),
    ]),
  ),
  "overview.dat": bytesOf("o", 1_624),
  "waveform.dat": bytesOf("w", 48_024),
};

/** A response's body. */
export async function bodyOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** The folder of a stream of this song for a visitor, as far as our signature goes. */
export function streamFolder(services: Services, song: PublishedSong, differs: Partial<StreamToken> = {}): string {
  const { trackId, recordingId } = song;
  const expiresAt = new Date(services.now().getTime() + 60_000);
  const token = { recordingId, trackId, userId: null, tier: "standard" as const, expiresAt, ...differs };
  return `/m/${signStreamToken(services.secrets.media, token)}`;
}
