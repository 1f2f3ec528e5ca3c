import { expect, test } from "vitest";
import {
  addLast,
  addNext,
  EMPTY_QUEUE,
  inOrder,
  jumpTo,
  moveEntry,
  nextAt,
  nextRepeat,
  onlyCurrent,
  playSongs,
  previousAt,
  type Queue,
  removeEntry,
  restored,
  shuffled,
} from "./queue.ts";
import { songNamed } from "./testing/songs.ts";

const songs = (titles: string) => titles.split("").map(songNamed);
const lowest = () => 0;
const abcd = (at: number, change: Partial<Queue> = {}): Queue => ({
  ...playSongs(EMPTY_QUEUE, songs("abcd"), at, lowest),
  ...change,
});
const keyOf = (queue: Queue, title: string) => queue.entries.find(({ song }) => song.title === title)?.key ?? 0;

/** A queue in letters, what is heard in capitals: "aBc". */
function letters({ entries, at }: Queue): string {
  return entries.map(({ song }, index) => (index === at ? song.title.toUpperCase() : song.title)).join("");
}

test.each<[string, Queue, string]>([
  ["songs are heard from the chosen one on", abcd(2), "abCd"],
  ["a song that is added comes last", addLast(abcd(1), songs("x")), "aBcdx"],
  ["songs that play next come after what is heard", addNext(abcd(1), songs("xy")), "aBxycd"],
  ["the first song that is added is heard", addNext(EMPTY_QUEUE, songs("xy")), "Xy"],
  ["what was heard before may go", removeEntry(abcd(2), 1), "bCd"],
  ["what comes later may go", removeEntry(abcd(1), 4), "aBc"],
  ["the next takes the place of what is heard and goes", removeEntry(abcd(1), 2), "aCd"],
  ["at the end the one before takes it", removeEntry(abcd(3), 4), "abC"],
  ["the only one leaves nothing", removeEntry(onlyCurrent(abcd(0)), 1), ""],
  ["an unknown entry changes nothing", removeEntry(abcd(1), 99), "aBcd"],
  ["an entry moves up across what is heard", moveEntry(abcd(1), 4, 0), "daBc"],
  ["an entry moves down across what is heard", moveEntry(abcd(1), 1, 3), "Bcda"],
  ["what is heard moves and is still heard", moveEntry(abcd(1), 2, 2), "acBd"],
  ["no entry moves beyond the end", moveEntry(abcd(0), 2, 99), "Acdb"],
  ["clearing leaves what is heard", onlyCurrent(abcd(2)), "C"],
  ["what was cleared comes back around what is heard", restored(abcd(2), onlyCurrent(abcd(2))), "abCd"],
  ["and keeps what was added since", restored(abcd(2), addLast(onlyCurrent(abcd(2)), songs("x"))), "abCdx"],
  ["one may jump to an entry", jumpTo(abcd(0), 3), "abCd"],
])("%s", (_, queue, expected) => {
  expect(letters(queue)).toBe(expected);
});

test.each([
  { at: 0, repeat: "off", ended: true, next: 1 },
  { at: 3, repeat: "off", ended: true, next: undefined },
  { at: 3, repeat: "all", ended: true, next: 0 },
  { at: 1, repeat: "one", ended: true, next: 1 },
  { at: 1, repeat: "one", ended: false, next: 2 },
  { at: 3, repeat: "one", ended: false, next: 0 },
] as const)("after entry $at with repeat $repeat (ended: $ended) comes $next", ({ at, repeat, ended, next }) => {
  expect(nextAt(abcd(at, { repeat }), ended)).toBe(next);
});

test.each([
  { at: 2, repeat: "off", previous: 1 },
  { at: 0, repeat: "off", previous: undefined },
  { at: 0, repeat: "all", previous: 3 },
] as const)("before entry $at with repeat $repeat comes $previous", ({ at, repeat, previous }) => {
  expect(previousAt(abcd(at, { repeat }))).toBe(previous);
});

test("nothing comes before or after in an empty queue", () => {
  const empty: Queue = { ...EMPTY_QUEUE, repeat: "all" };
  expect([nextAt(empty, true), previousAt(empty)]).toEqual([undefined, undefined]);
});

test("shuffling puts what is heard first and keeps every song once", () => {
  for (const roll of [0, 0.3, 0.5, 0.999]) {
    const queue = shuffled(abcd(2), () => roll);
    expect(letters(queue)[0]).toBe("C");
    expect(letters(queue).toLowerCase().split("").toSorted().join("")).toBe("abcd");
  }
  expect(letters(shuffled(abcd(2), lowest))).toBe("Cabd");
});

test("every order is equally likely, as each place draws among those that are left", () => {
  const orders = new Set<string>();
  for (const first of [0, 0.4, 0.7])
    for (const second of [0, 0.5]) {
      const rolls = [first, second];
      orders.add(letters(shuffled(abcd(0), () => rolls.shift() ?? 0)));
    }
  expect(orders.size).toBe(6);
});

test("the order from before comes back, with what was added where it was added", () => {
  const mixed = shuffled(abcd(2), lowest);
  expect(letters(inOrder(mixed))).toBe("abCd");
  expect(letters(inOrder(addLast(mixed, songs("x"))))).toBe("abCdx");
  expect(letters(inOrder(addNext(mixed, songs("x"))))).toBe("abCxd");
  expect(letters(inOrder(removeEntry(mixed, keyOf(mixed, "a"))))).toBe("bCd");
});

test("a shuffled queue stays shuffled when other songs are played", () => {
  const queue = playSongs(shuffled(abcd(0), lowest), songs("xyz"), 1, lowest);
  expect(letters(queue)[0]).toBe("Y");
  expect(letters(inOrder(queue))).toBe("xYz");
});

test("a key is never used twice", () => {
  const queue = addLast(removeEntry(addLast(abcd(0), songs("x")), 2), songs("yz"));
  expect(new Set(queue.entries.map(({ key }) => key)).size).toBe(queue.entries.length);
});

test("repeat goes round", () => {
  expect([nextRepeat("off"), nextRepeat("all"), nextRepeat("one")]).toEqual(["all", "one", "off"]);
});
