import type { World } from "./world.ts";

/** What must hold of a world whatever happened in it, as sentences that are broken; none when all is well. */
export function brokenLaws(world: World): string[] {
  const { plays, used, leases } = world.platform;
  const broken: string[] = [];
  const say = (isBroken: boolean, sentence: string) => void (isBroken && broken.push(sentence));
  say(
    plays.some(({ seq }, at) => seq !== at + 1),
    `the sequence has gaps or doubles: ${plays.map(({ seq }) => seq).join(" ")}`,
  );
  for (const { seq, entry, verdict } of plays) {
    const isGood =
      verdict.verdict === "billed" || (verdict.verdict === "unbilled" && verdict.reason === "below_threshold");
    say(!isGood, `entry ${seq} is ${verdict.verdict} ${"reason" in verdict ? verdict.reason : ""}`);
    if (!entry) continue;
    say(entry.heardMs > entry.monoEnd - entry.monoStart, `entry ${seq} heard more than its clock counted`);
  }
  const [heard, truth] = [sum(plays.map(({ entry }) => entry?.heardMs ?? 0)), sum(world.audible)];
  say(heard > truth, `${heard} ms are in the journal and ${truth} ms sounded`);
  say(plays.length < world.audible.filter((ms) => ms > 0).length, "something sounded without an entry");
  for (const [day, amount] of used) {
    const most = leases.reduce((max, { days }) => ((days.get(day) ?? 0n) > max ? (days.get(day) ?? 0n) : max), 0n);
    say(amount > most, `${amount} was spent on ${day}, ${most} was granted`);
  }
  return broken;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
