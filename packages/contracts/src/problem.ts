import { z } from "zod";

/** What every refused request gets (RFC 9457, application/problem+json). `code` is stable; texts are for people. */
export const problem = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  requestId: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), rule: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Problem = z.infer<typeof problem>;
