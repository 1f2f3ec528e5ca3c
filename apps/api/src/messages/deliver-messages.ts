import type { Services } from "../services.ts";
import { listUndelivered, markDelivered, type StoredMessage } from "./queries.ts";

/** Takes messages out of the house. It may be given one twice. */
export type MessageAdapter = (messages: readonly StoredMessage[]) => Promise<void>;

/** With no mail or SMS set up, the outbox page is where a message arrives: there is nothing more to do. */
export const outboxPageAdapter: MessageAdapter = async () => undefined;

const BATCH = 100;

/** Hands waiting messages to the adapter and notes that it took them; a failure leaves them for the next turn. */
export async function deliverMessages(
  { transact, now }: Services,
  adapter: MessageAdapter = outboxPageAdapter,
): Promise<void> {
  for (;;) {
    const waiting = await transact((tx) => listUndelivered(tx, BATCH));
    if (waiting.length === 0) return;
    await adapter(waiting);
    const ids = waiting.map(({ id }) => id);
    await transact((tx) => markDelivered(tx, ids, now()));
  }
}
