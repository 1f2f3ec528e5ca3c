import { defineConfig } from "@lingui/cli";

// Where the catalogues are; the check of texts extracts into a folder of its own to compare.
const folder = process.env["CATALOGUES"] ?? "<rootDir>/src/locales";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "zh-CN"],
  catalogs: [{ path: `${folder}/{locale}`, include: ["<rootDir>/src"] }],
});
