import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// The check of the texts extracts into a folder of its own and compares.
const catalogues = process.env["CATALOGUES"] ?? "<rootDir>/src/locales";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "zh-CN"],
  catalogs: [{ path: `${catalogues}/{locale}`, include: ["<rootDir>/src"] }],
  format: formatter({ lineNumbers: false }),
});
