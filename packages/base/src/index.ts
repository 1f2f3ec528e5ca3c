export * from "./bytes.ts";
export * from "./calendar.ts";
export * from "./canonical-json.ts";
export * from "./micro.ts";
export * from "./outcome.ts";
export * from "./parse-json.ts";
export * from "./words.ts";
