/** Control characters, line ends, marks that turn the direction of the text around them, and half characters. */
const UNWANTED = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const LENGTH_MAX = 200;
const NAMELESS = "audio";

/** A file's name as pages may show it: no folders, one line, at most 200 characters, its ending kept. */
export function cleanFileName(given: string): string {
  const name = given.normalize("NFC").replaceAll(UNWANTED, "").split(/[\\/]/).at(-1)?.trim() ?? "";
  const characters = Array.from(name);
  if (characters.length <= LENGTH_MAX) return name === "" || /^\.+$/.test(name) ? NAMELESS : name;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? "";
  return characters.slice(0, LENGTH_MAX - ending.length).join("") + ending;
}
