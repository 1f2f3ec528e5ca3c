export * from "./account.ts";
export * from "./allocate.ts";
export * from "./close.ts";
export * from "./close-hash.ts";
export * from "./differences.ts";
export * from "./payout-amount.ts";
export * from "./split.ts";
export * from "./transfer.ts";
