import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/**
 * Fails a build whose first load is too heavy: all JavaScript that Home runs, as compressed bytes. That is the entry
 * with what it imports, and the larger of the catalogues' first parts, as exactly one of them comes with it.
 */
export function sizeBudget({ maxBytes }: { maxBytes: number }): Plugin {
  return {
    name: "songkeeper:size-budget",
    apply: "build",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const first = new Set<string>();
      const add = (name: string) => {
        if (first.has(name)) return;
        first.add(name);
        for (const imported of named.get(name)?.imports ?? []) add(imported);
      };
      for (const chunk of chunks) if (chunk.isEntry) add(chunk.fileName);
      const weigh = (name: string) => gzipSync(named.get(name)?.code ?? "").length;
      const catalogues = chunks
        .filter((chunk) => chunk.facadeModuleId?.endsWith(".po?first"))
        .map((chunk) => weigh(chunk.fileName));
      const bytes = [...first].reduce((sum, name) => sum + weigh(name), 0) + Math.max(0, ...catalogues);
      const kilobytes = (size: number) => `${Math.round((size / 1024) * 10) / 10} KB`;
      const told = `first load of Home: ${kilobytes(bytes)} of JavaScript compressed, allowed ${kilobytes(maxBytes)}`;
      if (bytes > maxBytes) this.error(told);
      this.info(told);
    },
  };
}
