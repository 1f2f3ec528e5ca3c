/**
 * JSON text as a value, stricter than JSON.parse: two members of one name, and the number -0, are refused, since two
 * readers could understand them differently. Throws a SyntaxError that says what is wrong.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  refuseAmbiguity(text);
  return value;
}

/** Walks text that is known to be JSON and keeps, for each open object, the names seen so far. */
function refuseAmbiguity(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = refuseDuplicate(text, at, open.at(-1));
    else if (character === "{") open.push(new Set());
    else if (character === "[") open.push(undefined);
    else if (character === "}" || character === "]") open.pop();
    else if (character === "-") at = refuseMinusZero(text, at);
  }
}

/** Takes the string that begins at `start`; where it is a member's name, it must be new. Returns its last index. */
function refuseDuplicate(text: string, start: number, names: Set<string> | undefined): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  if (!names || !isName(text, end)) return end;
  const name = JSON.parse(text.slice(start, end + 1)) as string;
  if (names.has(name)) throw new SyntaxError(`two members are named ${JSON.stringify(name)}`);
  names.add(name);
  return end;
}

function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at++;
  return text[at] === ":";
}

/** Takes the negative number that begins at `start`. Returns its last index. */
function refuseMinusZero(text: string, start: number): number {
  let end = start + 1;
  while (/[0-9eE.+-]/.test(text[end] ?? "")) end++;
  if (Object.is(Number(text.slice(start, end)), -0)) throw new SyntaxError("the number -0 is not accepted");
  return end - 1;
}
