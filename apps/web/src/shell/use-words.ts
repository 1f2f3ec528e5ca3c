import type { MessageDescriptor } from "@lingui/core";
import type { Use } from "@songkeeper/client";

/** What a song may be licensed for. */
export const USE_WORDS: Record<Use, MessageDescriptor> = {
  premises_small: /* i18n */ { id: "use.premises_small", message: "Premises up to 200 m²" },
  premises_large: /* i18n */ { id: "use.premises_large", message: "Premises above 200 m²" },
  web: /* i18n */ { id: "use.web", message: "Web shop" },
  live_room: /* i18n */ { id: "use.live_room", message: "Live room" },
};
