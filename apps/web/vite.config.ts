import { linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressedFiles } from "./build/compressed-files.ts";
import { sizeBudget } from "./build/size-budget.ts";
import { textParts } from "./build/text-parts.ts";

export default defineConfig({
  base: "/",
  plugins: [
    react(),
    textParts({ failOnMissing: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    tailwindcss(),
    sizeBudget({ maxBytes: 150 * 1024 }),
    compressedFiles(),
  ],
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    // Which plugin took how long is no news to somebody who starts the platform.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    host: "127.0.0.1",
    port: 4101,
    // Whole first words of paths: "/m" alone would take "/money" from the pages.
    proxy: { "^/(api|m|d|previews|waveforms|covers)/": "http://127.0.0.1:4100" },
  },
});
