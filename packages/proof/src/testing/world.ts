import { day, fromHex, micro, month, toHex, type Day } from "@songkeeper/base";
import {
  buildStatement,
  payableAccount,
  postingsOf,
  priceKeys,
  type FrozenRow,
  type SaleEntry,
  type Split,
  type Statement,
} from "@songkeeper/ledger";
import {
  entryLine,
  FIRST_PREV_HASH,
  inclusionProof,
  leafHash,
  nodesToAppend,
  rootOfLeafHashes,
  sealChunk,
  verdictRoot,
  type NodePlace,
  type UnsignedChunk,
  type VerdictFacts,
} from "@songkeeper/licensing";
import { chunkLineText, type ChunkLine, type Ruling } from "../chunk-line.ts";
import { discloseChunk } from "../disclose-chunk.ts";
import { keyFingerprint, bytesOfPublicKey } from "../key-fingerprint.ts";
import { playsFileOf } from "../plays-file.ts";
import { signCheckpoint, signStatement, type SignedStatement } from "../signed-statement.ts";
import { keyPair, sha256 } from "./keys.ts";

export const platform = keyPair("k1", 1);
export const stranger = keyPair("k2", 2);
export const fingerprint = keyFingerprint(bytesOfPublicKey(platform.publicKey), sha256);

const march = month("2026-03");
const ZONE = "Asia/Shanghai";
const RAIN: Split = [
  { role: "lyricist", position: 0, partyId: "lin", weight: 1 },
  { role: "composer", position: 0, partyId: "mei", weight: 1 },
  { role: "recording", position: 0, partyId: "mei", weight: 1 },
];

type Heard = { trackId: string; day: Day; verdict: VerdictFacts["verdict"]; reason: string | null };

const billed = (trackId: string, on = "2026-03-10"): Heard => ({
  trackId,
  day: day(on),
  verdict: "billed",
  reason: null,
});
const unbilled: Heard = { ...billed("rain"), verdict: "unbilled", reason: "below_threshold" };
const held: Heard = { ...billed("rain"), verdict: "held", reason: "overlap" };

/** What a tea house played: Rain is Mei's, Snow is somebody else's, one line is malformed. */
const JOURNAL: (Heard | "malformed")[][] = [
  [billed("rain"), billed("snow"), billed("rain"), unbilled, "malformed", billed("rain"), billed("snow")],
  [billed("snow")],
  [held, billed("rain")],
  [billed("rain", "2026-02-20"), billed("snow")],
];
/** The held play was released before the close; the one of February was billed in its statement and is now voided. */
const RULINGS: ReadonlyMap<string, Ruling> = new Map([
  ["2:0", { verdict: "billed", reason: null, at: "2026-03-12T00:00:00.000Z", replaces: null }],
  [
    "3:0",
    {
      verdict: "rejected",
      reason: "related",
      at: "2026-03-15T00:00:00.000Z",
      replaces: { verdict: "billed", reason: null },
    },
  ],
]);

function lineOf(heard: Heard | "malformed", seq: number): string {
  if (heard === "malformed") return "{oops";
  const fixed = {
    bootId: "b1",
    leaseId: "l1",
    monoEnd: 60_000,
    monoStart: 0,
    outcome: "completed",
    wallStart: 0,
  } as const;
  return entryLine({ ...fixed, heardMs: 45_000, priceVersion: 1, seq, trackId: heard.trackId });
}

function factsOf(heard: Heard | "malformed", seq: number): VerdictFacts {
  const unknown = { coveredRoles: [], day: null, priceVersion: null, splitVersion: null, trackId: null, use: null };
  if (heard === "malformed") return { ...unknown, seq, feeMicro: "0", verdict: "rejected", reason: "malformed" };
  const known = { coveredRoles: [], priceVersion: 1, splitVersion: 1, use: "premises_small" } as const;
  return { ...known, ...heard, seq, feeMicro: heard.verdict === "unbilled" ? "0" : "20000" };
}

type Sealed = { readonly chunk: UnsignedChunk; readonly verdicts: readonly VerdictFacts[]; readonly position: number };

function sealJournal(): Sealed[] {
  const sealed: Sealed[] = [];
  let [firstSeq, prevHash] = [1, FIRST_PREV_HASH];
  for (const [at, heard] of JOURNAL.entries()) {
    const entries = heard.map((one, index) => lineOf(one, firstSeq + index));
    const seed = toHex(new Uint8Array(32).fill(at + 1));
    const chunk = sealChunk({ deviceId: "tablet", firstSeq, prevHash, entries, seed }, sha256);
    const verdicts = heard.map((one, index) => factsOf(one, chunk.firstSeq + index));
    sealed.push({ chunk, verdicts, position: at * 2 });
    firstSeq += entries.length;
    prevHash = chunk.hash;
  }
  return sealed;
}

/** The log with the leaves of all chunks: its root, and the audit path of any leaf. */
function logOf(sealed: readonly Sealed[]) {
  const leaves = sealed
    .flatMap(({ chunk, verdicts }) => [fromHex(chunk.hash), verdictRoot(verdicts, chunk.seed, sha256)])
    .map((data) => leafHash(data, sha256));
  const nodes = new Map(nodesToAppend(0, [], leaves, sha256).map((node) => [`${node.level}.${node.index}`, node.hash]));
  const getNode = ({ level, index }: NodePlace) => nodes.get(`${level}.${index}`) ?? new Uint8Array(0);
  return {
    size: leaves.length,
    rootHash: toHex(rootOfLeafHashes(leaves, sha256)),
    pathOf: (index: number) => inclusionProof({ index, size: leaves.length }, getNode, sha256),
  };
}

function linesFor(trackId: string, sealed: readonly Sealed[], log: ReturnType<typeof logOf>): ChunkLine[] {
  return sealed.flatMap((of, at) => {
    const indices = of.verdicts.flatMap((verdict, index) => (verdict.trackId === trackId ? [index] : []));
    if (indices.length === 0) return [];
    const inclusion = { chunk: log.pathOf(of.position), verdict: log.pathOf(of.position + 1) };
    const rulings = new Map(
      [...RULINGS].filter(([key]) => key.startsWith(`${at}:`)).map(([key, ruling]) => [Number(key.slice(2)), ruling]),
    );
    return [discloseChunk({ ...of, inclusion }, { pseudonym: `chunk-${at}`, indices, rulings }, sha256)];
  });
}

/** The rollup rows of Rain at the freeze: four February plays were billed before, of which one is voided now. */
function frozenRows(): FrozenRow[] {
  const key = {
    originMonth: march,
    trackId: "rain",
    use: "premises_small",
    priceVersion: 1,
    coveredRoles: [],
    splitVersion: 1,
  } as const;
  const february = { ...key, originMonth: month("2026-02") };
  const fee = micro(20_000n);
  return [
    { key, fee, verdict: "billed", reason: null, playsBefore: 0, playsNow: 5 },
    { key, fee, verdict: "unbilled", reason: "below_threshold", playsBefore: 0, playsNow: 1 },
    { key: february, fee, verdict: "billed", reason: null, playsBefore: 4, playsNow: 3 },
    { key: february, fee, verdict: "rejected", reason: "related", playsBefore: 0, playsNow: 1 },
  ];
}

/** Rain was bought four times at 0.80 yuan, and given back once. */
const RAIN_SOLD: SaleEntry = {
  trackId: "rain",
  splitVersion: 1,
  price: micro(800_000n),
  role: "composer",
  position: 0,
  account: payableAccount("mei"),
  sold: 4,
  refunded: 1,
  split: RAIN,
  track: { title: "雨", artist: "梅", isrc: "CNA012600001" },
};

/** Mei's statement of March with its plays, signed by the platform. */
export async function meisMarch(): Promise<{ file: SignedStatement; playsText: string; lines: ChunkLine[] }> {
  const sealed = sealJournal();
  const log = logOf(sealed);
  const lines = linesFor("rain", sealed, log);
  const playsText = lines.map(chunkLineText).join("");
  const { sha256: hash, bytes } = playsFileOf(playsText, sha256);
  const checkpoint = await signCheckpoint(
    {
      origin: "songkeeper",
      treeSize: log.size,
      rootHash: log.rootHash,
      at: "2026-04-04T00:00:00.000Z",
      timeZone: ZONE,
      keyId: platform.kid,
    },
    platform.sign,
  );
  const priced = priceKeys(frozenRows());
  const postings = postingsOf(march, priced, () => RAIN).filter(({ partyId }) => partyId === "mei");
  const statement = buildStatement({
    id: "st-mei-2026-03",
    version: 1,
    supersedes: null,
    party: { id: "mei", name: "梅" },
    month: march,
    zone: ZONE,
    broughtForward: micro(5_678n),
    withheld: micro(0n),
    paid: micro(0n),
    entries: postings.flatMap((posting) => {
      const of = priced.find(({ key }) => key === posting.key);
      const track = { title: "雨", artist: "梅", isrc: "CNA012600001" };
      return of ? [{ posting, priced: of, split: RAIN, track, account: payableAccount("mei") }] : [];
    }),
    sales: [RAIN_SOLD],
    checkpoint,
    playsFile: { sha256: hash, bytes },
    terms: { licence: "1", split: "1" },
  });
  return { file: await sign(statement), playsText, lines };
}

/** Signs a statement anew: what the platform itself could try, holding the key. */
export function sign(statement: Statement, by = platform): Promise<SignedStatement> {
  return signStatement(statement, by, [platform.publicKey, stranger.publicKey]);
}
