import type { Role } from "@songkeeper/client";
import type { StatementLine } from "./statement-file.ts";

const PERCENT: Readonly<Record<Role, number>> = { lyricist: 10, composer: 10, recording: 80 };

/**
 * A line's share of the song's income in words: "10 %", or "80 % × 3/5" where several people share the role. Without a
 * lyricist that tenth is the composer's (rule 2 of the house).
 */
export function shareText(line: Pick<StatementLine, "role" | "position" | "credits">): string {
  const hasLyricist = line.credits.some(({ role }) => role === "lyricist");
  const percent = line.role === "composer" && !hasLyricist ? PERCENT.composer + PERCENT.lyricist : PERCENT[line.role];
  const same = line.credits.filter(({ role }) => role === line.role);
  const whole = same.reduce((sum, { weight }) => sum + weight, 0);
  const own = same.find(({ position }) => position === line.position)?.weight ?? whole;
  if (own === whole) return `${percent} %`;
  const divisor = greatestCommon(own, whole);
  return `${percent} % × ${own / divisor}/${whole / divisor}`;
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}
