/** Text whose letters all are bytes: what a reader makes of a tag whose encoding is not told, or told wrongly. */
const NO_BYTE = /[^\p{ASCII}\u0080-\u00ff]/u;
const HIGH = /[\u0080-\u00ff]/u;
/** No western word has three such letters in a row, or one beside a sign. */
const STRANGE_WORD =
  /[\u0080-\u00ff]{3}|[\u00c0-\u00ff][\u0080-\u0091\u0093-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf]/u;
/** One letter of a script that is two bytes in UTF-8, Greek or Cyrillic say: as GBK it is one Chinese character. */
const ONE_OTHER_LETTER = /^[^\u0180-\u07ff]*[\u0180-\u07ff][^\u0180-\u07ff]*$/u;

/**
 * The text of a tag whose bytes were taken for another encoding than theirs, as tags written by Chinese programs often
 * are: UTF-8 and GBK are told by their bytes. What might be anything is left out: nothing.
 */
export function mendTagText(text: string): string | undefined {
  if (NO_BYTE.test(text) || !HIGH.test(text)) return text.includes("\ufffd") ? undefined : text;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const utf8 = decode("utf-8", bytes);
  if (utf8 !== undefined && !ONE_OTHER_LETTER.test(utf8)) return utf8;
  return decodeGbk(bytes) ?? (STRANGE_WORD.test(text) ? undefined : decode("latin1", bytes));
}

/** The text of bytes in an encoding that they may be in; nothing if they break its rules. */
function decode(encoding: "utf-8" | "gb18030" | "latin1", bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Chinese is what has more of the everyday characters than of the rarer ones, which other languages' letters look like. */
function decodeGbk(bytes: Uint8Array): string | undefined {
  const pairs = countPairs(bytes);
  if (!pairs || pairs.everyday <= pairs.rarer || pairs.everyday < pairs.others) return undefined;
  const alone = pairs.everyday + pairs.others === 1;
  return alone && bytes.some(isPlainLetter) ? undefined : decode("gb18030", bytes);
}

/** GB 2312 has its everyday characters by their sound in the rows from B0 to D7, the rarer ones in those behind. */
function countPairs(bytes: Uint8Array): { everyday: number; rarer: number; others: number } | undefined {
  const counted = { everyday: 0, rarer: 0, others: 0 };
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    at += 1;
    const trail = bytes[at] ?? 0;
    if ([0x80, 0xff].includes(lead) || trail < 0x40 || [0x7f, 0xff].includes(trail)) return undefined;
    const standard = lead >= 0xb0 && trail >= 0xa1;
    counted[standard ? (lead <= 0xd7 ? "everyday" : "rarer") : "others"] += 1;
  }
  return counted;
}

function isPlainLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
