/** What a song is made from (rule 3 of the house). */
export const ORIGINS = ["original", "cover", "traditional", "remix"] as const;
export type Origin = (typeof ORIGINS)[number];

/** What the musician says of machine-made content, as Chinese law has asked to label it since 2025-09-01. */
export const AI_DECLARATIONS = ["none", "assisted", "generated"] as const;
export type AiDeclaration = (typeof AI_DECLARATIONS)[number];

/** Collecting societies that a credit's holder may be a member of; `mcsc` is 中国音乐著作权协会. */
export const SOCIETIES = ["unknown", "none", "mcsc", "other"] as const;
export type Society = (typeof SOCIETIES)[number];

/** What anybody hears of a song without buying it: all of it at standard quality, or a preview (rule 9 of the house). */
export const LISTENING_MODES = ["full", "preview"] as const;
export type ListeningMode = (typeof LISTENING_MODES)[number];

/** Whether a song's price to buyers is the price, or the least they give. */
export const SALE_MODES = ["fixed", "at_least"] as const;
export type SaleMode = (typeof SALE_MODES)[number];

/** Whether a song may be sold and licensed only with the consent of the writers of the work that it is made from. */
export function needsConsent(origin: Origin): boolean {
  return origin === "cover" || origin === "remix";
}
