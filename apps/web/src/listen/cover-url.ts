/** Where a cover is, in one of the two sizes that there are of each. */
export function coverUrl(coverId: string, size: 300 | 1400): string {
  return `/covers/${coverId}/${size}.jpg`;
}
