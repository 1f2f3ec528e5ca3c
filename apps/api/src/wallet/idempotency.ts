import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Context } from "hono";
import type { Tx } from "../db/transact.ts";
import { sha256Hex } from "../sha256.ts";
import { findAnswer, insertAnswer } from "./idempotency-queries.ts";

/** Which request an answer belongs to: the same key means the same answer only for the same account, route and body. */
export interface RequestKey {
  readonly account: string;
  readonly key: string;
  readonly route: string;
  /** The request's body as it came. */
  readonly body: string;
}

const KEY = /^[\x21-\x7e]{8,200}$/;

/** The Idempotency-Key of a request, where it has one of the right form. */
export function idempotencyKeyOf(c: Context): string | undefined {
  const key = c.req.header("idempotency-key") ?? "";
  return KEY.test(key) ? key : undefined;
}

/**
 * Does a piece of work once for a key: the answer is stored in the transaction that does the work, and given again for
 * the same request. Another body under the key is refused. The answer is JSON text.
 */
export async function onceFor<R extends string>(
  tx: Tx,
  request: RequestKey,
  now: Date,
  work: () => Promise<Outcome<string, R>>,
): Promise<Outcome<string, R | "key_reused">> {
  const bodyHash = sha256Hex(request.body);
  const known = await findAnswer(tx, request);
  if (known) return known.bodyHash === bodyHash ? accept(known.response) : refuse("key_reused");
  const done = await work();
  if (done.ok) await insertAnswer(tx, { ...request, bodyHash, response: done.value }, now);
  return done;
}
