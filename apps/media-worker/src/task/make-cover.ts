import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { accept, refuse, type Outcome } from "@songkeeper/base";
import { sniffPicture, type CoverJob, type MadeCover, type MediaRefusal } from "@songkeeper/media";
import { Refused } from "./refused.ts";
import { describeFile } from "./made-file.ts";
import { openInput } from "./input-file.ts";

const PICTURE_PIXELS_MAX = 50_000_000;
const PICTURE_BYTES_MAX = 30_000_000;
const SIDE_MIN = 300;
const LARGE = { side: 1400, name: "cover-1400.jpg" };
const SMALL = { side: 300, name: "cover-300.jpg" };
const JPEG = { quality: 85 };
const COVER_ID_LENGTH = 32;

/** Checks a picture and makes a cover of it. */
export async function makeCoverOf({ input, output }: CoverJob): Promise<MadeCover> {
  const { bytes } = openInput(input);
  if (bytes > PICTURE_BYTES_MAX) throw new Refused("picture_too_large", { bytes });
  const cover = await makeCover(readFileSync(input), output);
  if (!cover.ok) throw new Refused(cover.reason, cover.facts);
  return cover.value;
}

/** Makes a cover of a picture's bytes: turned upright, cut square, without anything the picture's maker wrote into it. */
export async function makeCover(picture: Uint8Array, output: string): Promise<Outcome<MadeCover, MediaRefusal>> {
  if (!sniffPicture(picture)) return refuse("not_a_picture");
  // Only the three readers that are needed exist for this process, whatever the picture claims to be.
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: READERS });
  const large = await squareJpeg(picture);
  if (!large.ok) return large;
  const small = await sharp(large.value).resize(SMALL.side, SMALL.side).jpeg(JPEG).toBuffer();
  const { dominant } = await sharp(small).stats();
  writeFileSync(join(output, LARGE.name), large.value);
  writeFileSync(join(output, SMALL.name), small);
  return accept({
    coverId: createHash("sha256").update(large.value).digest("hex").slice(0, COVER_ID_LENGTH),
    color: `#${[dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, "0")).join("")}`,
    files: [LARGE.name, SMALL.name].map((name) => describeFile(output, name)),
  });
}

const READERS = ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"];

/** The size is told by the picture's header and checked before a pixel is decoded. */
async function squareJpeg(picture: Uint8Array): Promise<Outcome<Buffer, MediaRefusal>> {
  try {
    const { width, height } = await sharp(picture, { limitInputPixels: false }).metadata();
    if (width * height > PICTURE_PIXELS_MAX) return refuse("picture_too_large", { facts: { width, height } });
    if (Math.min(width, height) < SIDE_MIN) return refuse("picture_too_small", { facts: { width, height } });
    const square = sharp(picture, { limitInputPixels: PICTURE_PIXELS_MAX, failOn: "error" })
      .autoOrient()
      .resize(LARGE.side, LARGE.side, { fit: "cover" })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg(JPEG);
    return accept(await square.toBuffer());
  } catch {
    return refuse("not_a_picture");
  }
}
