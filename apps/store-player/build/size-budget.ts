import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Fails a build whose JavaScript, all of it compressed, is too heavy for a shop's connection. */
export function sizeBudget({ maxBytes }: { maxBytes: number }): Plugin {
  return {
    name: "songkeeper:size-budget",
    apply: "build",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const bytes = chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
      const kilobytes = (size: number) => `${Math.round((size / 1024) * 10) / 10} KB`;
      const told = `the player: ${kilobytes(bytes)} of JavaScript compressed, allowed ${kilobytes(maxBytes)}`;
      if (bytes > maxBytes) this.error(told);
      this.info(told);
    },
  };
}
