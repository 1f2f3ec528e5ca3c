/** What a key does while nobody types. */
export type KeyAction =
  | "toggle"
  | "back_10"
  | "forward_10"
  | "back_5"
  | "forward_5"
  | "louder"
  | "quieter"
  | "mute"
  | "next"
  | "previous"
  | "search"
  | "help";

/** A key as an event tells it, and what has the focus. */
export interface KeyPress {
  readonly key: string;
  readonly held: boolean;
  readonly focus: "page" | "control" | "text";
}

const LETTERS: Readonly<Record<string, KeyAction>> = {
  k: "toggle",
  j: "back_10",
  l: "forward_10",
  m: "mute",
  n: "next",
  p: "previous",
  "/": "search",
  "?": "help",
  "+": "louder",
  "-": "quieter",
};
const KEYS: Readonly<Record<string, KeyAction>> = { " ": "toggle", ArrowLeft: "back_5", ArrowRight: "forward_5" };

/** What a key does; nothing while somebody types, with a key held beside it, or where the focused control uses it. */
export function actionOf({ key, held, focus }: KeyPress): KeyAction | undefined {
  if (held || focus === "text") return undefined;
  const letter = LETTERS[key.toLowerCase()];
  return letter ?? (focus === "page" ? KEYS[key] : undefined);
}

const TEXT = "input:not([type=range],[type=checkbox],[type=radio]),textarea,select,[contenteditable]";
const CONTROL = "button,a,summary,input,audio,video,[role=slider],[tabindex]:not(main)";

/** What the focus stands on, as far as it matters to keys. */
export function focusOf(target: EventTarget | null): KeyPress["focus"] {
  if (!(target instanceof Element)) return "page";
  if (target.closest(TEXT)) return "text";
  return target.closest(CONTROL) ? "control" : "page";
}
