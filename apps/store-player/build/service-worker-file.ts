import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const SOURCE = fileURLToPath(new URL("../src/service-worker.ts", import.meta.url));

/** Builds the service worker after the page, with the list of the page's files and their version inside. */
export function serviceWorkerFile({ base }: { base: string }): Plugin {
  let outDir = "dist";
  return {
    name: "songkeeper:service-worker",
    apply: "build",
    configResolved: (config) => void (outDir = join(config.root, config.build.outDir)),
    async closeBundle() {
      const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name))
        .toSorted();
      const version = createHash("sha256");
      for (const file of files) version.update(readFileSync(file));
      const names = files.map((file) => base + file.slice(outDir.length + 1).replaceAll("\\", "/"));
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { __FILES__: JSON.stringify(names), __VERSION__: JSON.stringify(version.digest("hex").slice(0, 12)) },
        build: {
          outDir,
          emptyOutDir: false,
          target: "es2022",
          rolldownOptions: { input: SOURCE, output: { entryFileNames: "service-worker.js", format: "iife" } },
        },
      });
    },
  };
}
