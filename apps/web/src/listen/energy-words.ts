import type { MessageDescriptor } from "@lingui/core";

/** How lively a song is, from 1 to 5. */
export const ENERGY_WORDS: Record<1 | 2 | 3 | 4 | 5, MessageDescriptor> = {
  1: /* i18n */ { id: "energy.1", message: "Still" },
  2: /* i18n */ { id: "energy.2", message: "Calm" },
  3: /* i18n */ { id: "energy.3", message: "Moderate" },
  4: /* i18n */ { id: "energy.4", message: "Lively" },
  5: /* i18n */ { id: "energy.5", message: "Wild" },
};

/** The word for a song's energy; nothing for what is none. */
export function energyWord(energy: number | null): MessageDescriptor | undefined {
  const [, word] = Object.entries(ENERGY_WORDS).find(([step]) => Number(step) === energy) ?? [];
  return word;
}
