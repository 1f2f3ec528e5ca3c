import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Smaller files gain nothing that a request would notice. */
const BYTES_MIN = 1_000;

/** Lays a `.br` and a `.gz` beside each script and style, so that the server sends few bytes without compressing at every request. */
export function compressedFiles(): Plugin {
  return {
    name: "songkeeper:compressed-files",
    apply: "build",
    writeBundle({ dir = "dist" }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css)$/.test(name)) continue;
        const bytes = readFileSync(join(dir, name));
        if (bytes.length < BYTES_MIN) continue;
        const sized = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes, sized));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
