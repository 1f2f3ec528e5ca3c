import { formatYuan, ZERO } from "@songkeeper/base";
import { originsOf } from "../accounts/auth.ts";
import { invite } from "../claims/invite.ts";
import type { Tx } from "../db/transact.ts";
import { findUnclaimed } from "../ledger/claim-unclaimed.ts";
import type { Services } from "../services.ts";
import { daysOfHistory, makeHistory } from "./make-history.ts";
import { makePeople } from "./make-people.ts";
import { makeReleases, publishedAt, stepsOf } from "./make-releases.ts";
import { type Print, Progress } from "./progress.ts";
import { findSampleMark, hasUsers, type SampleMark, saveSampleMark } from "./queries.ts";
import { sampleCalendar } from "./sample-calendar.ts";
import { accountsInWords } from "./sample-people.ts";
import { SAMPLE_PLAN, type SamplePlan } from "./sample-plan.ts";
import { sampleState, setSampleState } from "./sample-state.ts";

/** Where the sample world is made, and who watches. */
export interface SampleStart {
  /** The address at which this very process listens, and the one that people are told. */
  readonly localUrl: string;
  readonly url: string;
  readonly print: Print;
  /** Ends the making where it stands; the next start goes on with it. */
  readonly signal?: AbortSignal;
  readonly plan?: SamplePlan;
}

const DAY_MS = 86_400_000;
/** A writer of one of the musician's songs who has not joined: what his parts earn waits for him. */
const WAITED_FOR = "Ewan Hale";
const NEVER = new AbortController().signal;

/**
 * Makes, in an empty platform that listens already, the people, songs and shops that show what it does: songs come in as
 * anybody's do, then there are weeks of plays and sales through the same use cases as any other, one month closed. Ended
 * in the middle it goes on at the next start; where others have accounts already, nothing is made.
 */
export async function makeSampleWorld(services: Services, start: SampleStart): Promise<void> {
  const { print, signal = NEVER } = start;
  const mark = await begin(services);
  if (!mark) return;
  if (mark.state === "done") {
    setSampleState({ state: "done", done: 1, total: 1 });
    print(`The sample world is there. ${accountsInWords()}`);
    return;
  }
  print(`Making the sample world. ${accountsInWords()}`);
  try {
    await make(services, start, mark);
  } catch (error) {
    setSampleState({ ...sampleState(), state: "failed" });
    if (signal.aborted) return;
    services.log.error("sample_world_failed", { error });
    print("The sample world could not be finished; the next start goes on with it.");
    return;
  }
  setSampleState({ ...sampleState(), state: "done", done: sampleState().total });
  print("The sample world is ready.");
}

async function begin({ transact, now }: Services): Promise<SampleMark | undefined> {
  return transact(async (tx) => {
    const known = await findSampleMark(tx);
    if (known || (await hasUsers(tx))) return known;
    const mark = { state: "making", begunAt: now() } as const;
    await saveSampleMark(tx, mark);
    return mark;
  });
}

async function make(services: Services, start: SampleStart, { begunAt }: SampleMark): Promise<void> {
  const { print, plan = SAMPLE_PLAN, signal = NEVER, localUrl } = start;
  const { releases } = plan;
  const calendar = sampleCalendar(begunAt, services.config.timeZone);
  const steps = stepsOf(releases) + plan.shops.length + daysOfHistory(calendar, services).length + 1;
  const progress = new Progress(steps, print);

  const first = Math.min(...releases.map((release) => publishedAt({ releases, calendar }, release).getTime()));
  const people = await makePeople(services, new Date(first - DAY_MS));
  progress.step("The sample's people have their accounts.");
  const platform = { url: localUrl, origin: originsOf(services.config.publicUrl)[0] ?? localUrl, signal };
  await makeReleases(services, { releases, people, platform, calendar }, progress);
  await makeHistory(services, { plan, people, calendar, begunAt, goOn: () => signal.throwIfAborted() }, progress);
  const waiting = await services.transact((tx) => finish(tx, people.musician, services.now()));
  if (waiting) print(`${waiting.words}: ${start.url}/claim/${waiting.secret}`);
}

/** The link's secret is told once: it is made together with the end of it all. */
async function finish(tx: Tx, invitedBy: string, now: Date): Promise<{ words: string; secret: string } | undefined> {
  const mark = await findSampleMark(tx);
  if (mark) await saveSampleMark(tx, { ...mark, state: "done" });
  const link = await invite(tx, { invitedBy, name: WAITED_FOR }, now);
  if (!link.ok) return undefined;
  const { partyId, secret } = link.value;
  const waiting = (await findUnclaimed(tx, partyId)).get(partyId) ?? ZERO;
  return { words: `${WAITED_FOR} has ¥${formatYuan(waiting)} waiting`, secret };
}
