import type { MessageDescriptor } from "@lingui/core";
import type { Failure } from "@songkeeper/player";

/** Why a song does not sound, and what to do. */
export const FAILURE_WORDS: Record<Failure, MessageDescriptor> = {
  unreachable: /* i18n */ {
    id: "failure.unreachable",
    message:
      "The song does not arrive: the connection is lost or too slow. It goes on by itself when the device is on-line again, or try now.",
  },
  gone: /* i18n */ {
    id: "failure.gone",
    message: "This song is not here any more. Its musician may have withdrawn it.",
  },
  refused: /* i18n */ {
    id: "failure.refused",
    message: "The platform did not give this song just now. Try again in a moment.",
  },
  unplayable: /* i18n */ {
    id: "failure.unplayable",
    message: "This browser cannot play the song. Try again, or open the page in another browser.",
  },
  needs_tap: /* i18n */ { id: "failure.needs_tap", message: "The browser waits for your tap: press play." },
};
