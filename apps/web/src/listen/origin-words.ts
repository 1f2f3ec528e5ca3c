import type { MessageDescriptor } from "@lingui/core";
import type { SongPage } from "@songkeeper/client";

/** What a song is made from, before the name of the work. */
export const ORIGIN_WORDS: Record<SongPage["origin"], MessageDescriptor> = {
  original: /* i18n */ { id: "song.origin.original", message: "Original" },
  cover: /* i18n */ { id: "song.origin.cover", message: "Cover of" },
  traditional: /* i18n */ { id: "song.origin.traditional", message: "After a traditional" },
  remix: /* i18n */ { id: "song.origin.remix", message: "Remix of" },
};
