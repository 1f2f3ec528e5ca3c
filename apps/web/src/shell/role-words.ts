import type { MessageDescriptor } from "@lingui/core";
import type { Role } from "@songkeeper/client";

/** The three roles that share a song's income. */
export const ROLE_WORDS: Record<Role, MessageDescriptor> = {
  lyricist: /* i18n */ { id: "role.lyricist", message: "Lyricist" },
  composer: /* i18n */ { id: "role.composer", message: "Composer" },
  recording: /* i18n */ { id: "role.recording", message: "Recording" },
};
