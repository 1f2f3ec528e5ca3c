export * from "./media-session.ts";
export * from "./player-options.ts";
export * from "./player.ts";
export * from "./player-state.ts";
export * from "./queue.ts";
export * from "./song.ts";
