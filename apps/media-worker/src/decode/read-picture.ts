import type { Container } from "@songkeeper/media";
import { LEAVE_PICTURES, runTool, type OpenInput } from "./ffmpeg-core.ts";

const PICTURE_BYTES_MAX = 30_000_000;

/** The bytes of the picture in a file's tags, as they are: nothing of it is decoded here. */
export async function readPicture(input: OpenInput, container: Container): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const open = ["-v", "error", ...LEAVE_PICTURES, "-protocol_whitelist", "file", "-f", container, "-i", "/in"];
  const copy = ["-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "image2pipe", "/out"];
  await runTool({
    tool: "ffmpeg",
    args: [...open, ...copy],
    input,
    onOutput: (piece) => {
      bytes += piece.length;
      if (bytes <= PICTURE_BYTES_MAX) pieces.push(Uint8Array.from(piece));
    },
  });
  return bytes <= PICTURE_BYTES_MAX ? Buffer.concat(pieces) : new Uint8Array();
}
