export * from "./check-credits.ts";
export * from "./declarations.ts";
export * from "./is-offered.ts";
export * from "./isrc.ts";
export * from "./price-version.ts";
export * from "./search-words.ts";
export * from "./use-of-premises.ts";
