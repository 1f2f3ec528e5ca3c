export * from "./allocate.ts";
export * from "./split.ts";
