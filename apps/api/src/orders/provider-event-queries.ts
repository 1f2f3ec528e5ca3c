import type { PaymentNotice } from "../adapters/sandbox-pay.ts";
import type { Tx } from "../db/transact.ts";

/** What was made of an event that a provider told before. */
export async function findEventEffect(tx: Tx, provider: string, eventId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("provider_event")
    .select("effect")
    .where("provider", "=", provider)
    .where("event_id", "=", eventId)
    .executeTakeFirst();
  return row?.effect;
}

/** Keeps what a provider told, once, with what was made of it. */
export async function insertEvent(
  tx: Tx,
  { provider, effect, ...notice }: PaymentNotice & { provider: string; effect: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("provider_event")
    .values({
      provider,
      event_id: notice.eventId,
      reference: notice.reference,
      kind: notice.kind,
      amount_micro: notice.amount,
      received_at: now.toISOString(),
      effect,
    })
    .execute();
}
