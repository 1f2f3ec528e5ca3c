/** Who has a share in a song's income, in the order in which an odd micro is given. */
export const ROLES = ["lyricist", "composer", "recording"] as const;
export type Role = (typeof ROLES)[number];

/** What a licence is for: music in premises (to 200 m², or larger), on a web shop, in a live room. */
export const USES = ["premises_small", "premises_large", "web", "live_room"] as const;
export type Use = (typeof USES)[number];

/** The one currency for now; it stands beside every amount that leaves the process. */
export const CURRENCY = "CNY";
export type Currency = typeof CURRENCY;
