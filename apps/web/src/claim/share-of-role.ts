/** A part in per mille of a role as per cent: 1,000 is "100", 125 is "12.5". */
export function shareOfRole(perMille: number): string {
  return perMille % 10 === 0 ? `${perMille / 10}` : `${Math.floor(perMille / 10)}.${perMille % 10}`;
}
