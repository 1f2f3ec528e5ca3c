import { JAIL_LAYERS } from "@songkeeper/media";
import { z } from "zod";
import { id, instant, label } from "./words.ts";

/** Who is signed in, and which rooms are theirs. */
export const me = z.strictObject({
  user: z.strictObject({ id, name: z.string(), email: z.string(), operator: z.boolean() }),
  parties: z.array(z.strictObject({ id, name: z.string() })),
  shops: z.array(z.strictObject({ id, name: z.string(), role: z.string() })),
});
export type Me = z.infer<typeof me>;

/** Asks for the party under which one is credited and paid; who has one already keeps it. */
export const newOwnParty = z.strictObject({ name: label(120) });
export const ownParty = z.strictObject({ id, name: z.string() });

/** The server's own clock and zone, for pages that show times and months. */
export const health = z.strictObject({
  ok: z.boolean(),
  version: z.string(),
  database: z.enum(["sqlite", "postgres"]),
  now: instant,
  timeZone: z.string(),
  /** Which layers of the jail around media workers are on; null until the first of them was started. */
  media: z.strictObject({ layers: z.array(z.enum(JAIL_LAYERS)).nullable() }),
});
/** Whether the sample world is there yet; `/api/ready` answers before its songs are done. */
export const ready = z.strictObject({
  ready: z.boolean(),
  sample: z.strictObject({ state: z.enum(["none", "making", "done", "failed"]), done: z.int(), total: z.int() }),
});
