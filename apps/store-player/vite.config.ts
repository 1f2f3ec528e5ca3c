import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { serviceWorkerFile } from "./build/service-worker-file.ts";
import { sizeBudget } from "./build/size-budget.ts";

const BASE = "/player/";

export default defineConfig({
  base: BASE,
  plugins: [
    react(),
    lingui({ failOnMissing: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    tailwindcss(),
    sizeBudget({ maxBytes: 150 * 1024 }),
    serviceWorkerFile({ base: BASE }),
  ],
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    // Which plugin took how long is no news to somebody who starts the platform.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { host: "127.0.0.1", port: 4102, proxy: { "/api": "http://127.0.0.1:4100", "/m": "http://127.0.0.1:4100" } },
});
