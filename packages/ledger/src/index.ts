export * from "./account.ts";
export * from "./allocate.ts";
export * from "./split.ts";
export * from "./transfer.ts";
