/** The rendition ladder, HLS playlists, object names: text in, text out. */
export {};
