/**
 * Whether the play of this index (from 0) may be a priced song, when so many of a thousand may: priced ones are spread
 * evenly (Bresenham), and every device that counts alike picks alike.
 */
export function pickPriced(playIndex: number, pricedShare: number): boolean {
  return Math.floor(((playIndex + 1) * pricedShare) / 1_000) > Math.floor((playIndex * pricedShare) / 1_000);
}
