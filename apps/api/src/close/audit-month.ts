import { canonicalJson } from "@songkeeper/base";
import { foldRows, keyText, NO_ROWS } from "@songkeeper/ledger";
import { getNodes } from "../proof/log-queries.ts";
import { getSealedChunks, listSealedPlaces, withinEntries } from "../proof/sealed-chunk-queries.ts";
import { faultOfChunk } from "../proof/verify-chunk.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { auditSales } from "./audit-sales.ts";
import { type ClosingKey, closingKeyRow } from "./closing-key.ts";
import type { ClosingMonth, StepResult } from "./closing-month.ts";
import { collectKeys, type CountedPlays } from "./collect-keys.ts";
import { listCountedRulings } from "./freeze-queries.ts";
import { findPosted, listInputs } from "./input-queries.ts";
import { FIRST_PLAY, listAccountedPlays } from "./play-queries.ts";
import { findPreviousClose, listSteps, refreshStatistics } from "./queries.ts";
import { inSlices } from "./slices.ts";

const PLAYS_MAX = 1_000;
const KEYS_MAX = 500;
const CHUNKS_MAX = 200;

/**
 * Recounts a month from its plays and rulings, and verifies every chunk that was sealed since the last close. Nothing is
 * written, so an audit that was stopped begins again. What does not agree stops the close, in words.
 */
export async function auditMonth(services: Services, closing: ClosingMonth): Promise<StepResult> {
  const { month } = closing;
  for (const table of ["close_input", "close_party"] as const)
    await services.transact((tx) => refreshStatistics(tx, table));
  const steps = await services.transact((tx) => listSteps(tx, month));
  const freeze = steps.find(({ step }) => step === "freeze");
  const chunks = await verifyChunks(services, closing);
  const recount = await recountPlays(services, closing);
  const stored = await compareWithInput(services, closing, recount.keys);
  const sales = await auditSales(services, closing);
  const { gaps = 0, gapsShown = "" } = freeze?.facts ?? {};
  const { plays, rulings } = recount;
  const facts = { plays, rulings, chunks: chunks.count, salesMicro: `${sales.sum}`, gaps, gapsShown };
  const failure = chunks.fault ?? recount.fault ?? stored.fault ?? sales.fault;
  if (failure !== undefined) return { ok: false, failure, facts };
  return { ok: true, inputHash: freeze?.outputHash ?? NO_ROWS, outputHash: stored.hash, facts };
}

async function verifyChunks(services: Services, closing: ClosingMonth): Promise<{ count: number; fault?: string }> {
  const previous = await services.transact((tx) => findPreviousClose(tx, closing.month));
  const pages = inSlices(services, previous?.treeSize ?? 0, async (tx, from) => {
    const places = await listSealedPlaces(tx, { from, until: closing.treeSize, limit: CHUNKS_MAX });
    const some = places.slice(0, withinEntries(places));
    const last = some.at(-1);
    const indices = some.flatMap(({ position }) => [position, position + 1]);
    const node = await getNodes(
      tx,
      indices.map((index) => ({ level: 0, index })),
    );
    return {
      chunks: await getSealedChunks(tx, some),
      leafAt: (index: number) => node({ level: 0, index }),
      next: last && last.position + 2,
    };
  });
  let count = 0;
  for await (const { chunks, leafAt } of pages) {
    for (const chunk of chunks) {
      const fault = faultOfChunk(chunk, leafAt);
      if (fault !== undefined) return { count, fault };
      count++;
    }
  }
  return { count };
}

async function recountPlays(services: Services, { month }: ClosingMonth) {
  const counts = new Map<string, CountedPlays>();
  let plays = 0;
  const pages = inSlices(services, FIRST_PLAY, (tx, after) =>
    listAccountedPlays(tx, month, { after, limit: PLAYS_MAX }),
  );
  for await (const page of pages) {
    for (const play of page.plays) {
      plays++;
      // A billed play with another fee than the rest of its key is told apart, and found when keys are compared.
      const name = canonicalJson([keyText(play.key), play.verdict, play.reason, `${play.fee}`]);
      counts.set(name, { ...play, plays: (counts.get(name)?.plays ?? 0) + 1 });
    }
  }
  const rulings = await services.transact((tx) => listCountedRulings(tx, month));
  const keys = collectKeys({ counted: [...counts.values(), ...rulings], rulings, before: [] });
  const fees = Map.groupBy(
    [...counts.values(), ...rulings].filter(({ verdict }) => verdict === "billed"),
    ({ key }) => keyText(key),
  );
  const twoFees = [...fees].find(([, rows]) => rows.some(({ fee }) => fee !== rows[0]?.fee));
  const fault = twoFees && `${twoFees[0]}: billed plays have more than one fee`;
  return { plays, rulings: rulings.reduce((sum, row) => sum + row.plays, 0), keys, fault };
}

/** Compares what was frozen with the recount, and what is carried over with what the last close posted. */
async function compareWithInput(
  services: Services,
  { month }: ClosingMonth,
  recount: readonly ClosingKey[],
): Promise<{ hash: string; fault?: string }> {
  const wanted = new Map(recount.map((key) => [keyText(key.key), key]));
  let hash = NO_ROWS;
  const pages = inSlices(services, "", async (tx, after) => {
    const keys = await listInputs(tx, month, { from: "all", after, limit: KEYS_MAX });
    const texts = keys.map(({ key }) => keyText(key));
    return {
      keys,
      posted: await findPosted(tx, month, texts),
      next: keys.length === KEYS_MAX ? texts.at(-1) : undefined,
    };
  });
  for await (const { keys, posted } of pages) {
    for (const key of keys) {
      const text = keyText(key.key);
      const fault = faultOfKey(key, wanted.get(text), posted.get(text) ?? 0);
      if (fault !== undefined) return { hash, fault: `${text}: ${fault}` };
      wanted.delete(text);
    }
    hash = foldRows(sha256, hash, keys.map(closingKeyRow));
  }
  const [missing] = wanted.keys();
  return missing === undefined ? { hash } : { hash, fault: `${missing}: there are plays that were never counted` };
}

function faultOfKey(frozen: ClosingKey, found: ClosingKey | undefined, posted: number): string | undefined {
  if (!found) return "plays were counted that are not there";
  if (frozen.billedBefore !== posted) return `${posted} plays were posted before, not ${frozen.billedBefore}`;
  const billed = frozen.billedNow - frozen.billedBefore;
  if (billed !== found.billedNow) return `${billed} billed plays were counted, ${found.billedNow} are there`;
  if (found.billedNow > 0 && found.fee !== frozen.fee) return `plays cost ${found.fee}, the count says ${frozen.fee}`;
  const [counted, there] = [frozen, found].map(({ others }) => JSON.stringify(others));
  return counted === there ? undefined : `other plays were counted as ${counted}, there are ${there}`;
}
