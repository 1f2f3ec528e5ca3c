import { monthOfDay, parseJson, type Facts, type Sha256 } from "@songkeeper/base";
import { keyOfLine, keyText, playsLabel, type Statement } from "@songkeeper/ledger";
import { failed, notMade, passed, type Check, type CheckName } from "./check.ts";
import { checkChunkLine } from "./check-chunk-line.ts";
import { countedAs, readChunkLine, type ChunkLine, type Counted, type ShownPlay } from "./chunk-line.ts";
import type { PlaysFile } from "./plays-file.ts";

const PROVEN = ["play_lines", "chunk_hash", "chunk_inclusion", "verdict_inclusion"] as const satisfies CheckName[];

/** Plays by key, verdict and reason: "<key> <label>". */
type Counts = Map<string, number>;

/** The state of reading a plays file: the first problem of each check, and what was counted. */
type Reading = {
  readonly problems: Map<CheckName, Check>;
  readonly counts: Counts;
  readonly seen: Set<string>;
  /** The fee of one billed play by key, as the lines say. */
  readonly fees: ReadonlyMap<string, string>;
  chunks: number;
  plays: number;
};

/** Checks the plays behind a statement: that it is the very file, each play's proofs, and that they are what it counts. */
export async function checkPlays(statement: Statement, plays: PlaysFile | undefined, sha256: Sha256): Promise<Check[]> {
  const counted = statement.lines.some((line) => Object.values(line.plays).some((count) => count !== 0));
  if (!statement.playsFile) {
    if (counted) return [failed("plays_file", "missing_in_statement")];
    return plays ? [failed("plays_file", "not_of_this_statement")] : [passed("plays_file", "no_plays")];
  }
  if (!plays) return [notMade("plays_file", "not_given")];

  const { sha256: hash, bytes } = statement.playsFile;
  const isTheFile = plays.sha256 === hash && plays.bytes === bytes;
  const file = isTheFile
    ? passed("plays_file")
    : failed("plays_file", "other_file", { expected: hash, found: plays.sha256 });
  const reading = await readPlays(statement, plays, sha256);
  const proven = PROVEN.map(
    (name) => reading.problems.get(name) ?? passed(name, "holds", { chunks: reading.chunks, plays: reading.plays }),
  );
  return [file, ...proven, reading.problems.get("counts") ?? checkCounts(statement, reading)];
}

async function readPlays(statement: Statement, plays: PlaysFile, sha256: Sha256): Promise<Reading> {
  const fees = new Map(statement.lines.map((line) => [keyText(keyOfLine(line)), line.feeMicro]));
  const reading: Reading = { problems: new Map(), counts: new Map(), seen: new Set(), fees, chunks: 0, plays: 0 };
  let number = 0;
  for await (const text of plays.lines) {
    number++;
    const line = lineOf(text);
    if (!line) note(reading, failed("play_lines", "not_a_chunk_line", { line: number }));
    else takeLine(reading, line, { number, statement, sha256 });
  }
  return reading;
}

function takeLine(
  reading: Reading,
  line: ChunkLine,
  { number, statement, sha256 }: { number: number; statement: Statement; sha256: Sha256 },
): void {
  reading.chunks++;
  reading.plays += line.plays.length;
  // A chunk shown twice, or at two places of the log, would count its plays twice.
  for (const once of [line.hash, String(line.position)]) {
    if (reading.seen.has(once)) note(reading, failed("play_lines", "chunk_twice", { line: number }));
    reading.seen.add(once);
  }
  for (const { name, reason } of checkChunkLine(line, statement.checkpoint.checkpoint, sha256))
    note(reading, failed(name, reason, { line: number, chunk: line.chunk }));
  for (const play of line.plays) countPlay(reading, play, { line: number, play: play.index });
}

function countPlay(reading: Reading, play: ShownPlay, where: Facts): void {
  const { trackId, use, priceVersion, coveredRoles, splitVersion } = play;
  const key = keyText({ originMonth: monthOfDay(play.day), trackId, use, priceVersion, coveredRoles, splitVersion });
  const now = countedAs(play);
  add(reading.counts, key, now, 1);
  if (play.ruling?.replaces) add(reading.counts, key, play.ruling.replaces, -1);
  // The leaf of a held play says what was kept reserved: its price, as that of a billed one.
  const hasFee = play.verdict === "billed" || play.verdict === "held";
  const fee = reading.fees.get(key);
  if (now.verdict === "billed" && hasFee && fee !== undefined && fee !== play.feeMicro)
    note(reading, failed("counts", "other_fee", { ...where, expected: fee, found: play.feeMicro }));
}

function checkCounts(statement: Statement, { counts, plays }: Reading): Check {
  const stated: Counts = new Map(
    statement.lines.flatMap((line) =>
      Object.entries(line.plays).map(([label, count]) => [`${keyText(keyOfLine(line))} ${label}`, count] as const),
    ),
  );
  for (const what of new Set([...stated.keys(), ...counts.keys()])) {
    const [expected, found] = [stated.get(what) ?? 0, counts.get(what) ?? 0];
    if (expected !== found) return failed("counts", "other_count", { what, expected, found });
  }
  return passed("counts", "holds", { plays });
}

function lineOf(text: string): ChunkLine | undefined {
  try {
    const read = readChunkLine(parseJson(text));
    return read.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}

function add(counts: Counts, key: string, { verdict, reason }: Counted, by: number): void {
  const what = `${key} ${playsLabel(verdict, reason)}`;
  counts.set(what, (counts.get(what) ?? 0) + by);
}

/** The first problem of a check is the one that is told. */
function note(reading: Reading, problem: Check): void {
  if (!reading.problems.has(problem.name)) reading.problems.set(problem.name, problem);
}
