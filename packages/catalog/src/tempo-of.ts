const BPM_MIN = 20;
const BPM_MAX = 400;

/** The beats a minute that somebody typed, by a Chinese keyboard too; undefined for what is no tempo of a song. */
export function tempoOf(text: string): number | undefined {
  const typed = text.normalize("NFKC").trim();
  if (!/^\d{1,3}([.,]\d{1,3})?$/.test(typed)) return undefined;
  const bpm = Number(typed.replace(",", "."));
  return bpm >= BPM_MIN && bpm <= BPM_MAX ? bpm : undefined;
}
