import type { Outcome } from "@songkeeper/base";
import type { Problem } from "@songkeeper/contracts";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Every refusal that leaves the server: its status and one English sentence. Pages say it in the reader's language. */
export const PROBLEMS = {
  invalid_request: [400, "The request is not of the documented form."],
  idempotency_key_missing: [400, "This request needs an Idempotency-Key header."],
  not_signed_in: [401, "Please sign in first."],
  bad_signature: [401, "The signature does not fit the device's key."],
  forbidden: [403, "Your role does not allow this."],
  foreign_page: [403, "This request came from a page of another site."],
  no_licence: [403, "This shop holds no licence for this use."],
  device_ended: [403, "This player was replaced by another one."],
  device_forked: [403, "This player's journal contradicts itself; a person must look at it."],
  not_found: [404, "There is no such thing here."],
  unknown_device: [404, "There is no such device."],
  fork: [409, "This chunk contradicts what the device delivered before."],
  overlapping_chunk: [409, "Part of this chunk is known already: seal anew from the expected sequence number."],
  journal_gap: [409, "Too much waits behind a gap in this journal: deliver what is missing first."],
  already_running: [409, "This is being done already."],
  already_closed: [409, "This month is closed already."],
  month_not_over: [409, "This month can be closed 72 hours after its end."],
  earlier_month_open: [409, "An earlier month must be closed first."],
  already_ruled: [409, "This play was decided already."],
  decision_changed: [409, "This was decided differently meanwhile: look at it again."],
  not_for_sale: [409, "A song of this order cannot be bought now."],
  own_song: [409, "The buyer has a part in a song of this order."],
  already_owned: [409, "The buyer keeps a song of this order already."],
  price_changed: [409, "A song of this order has another price now."],
  not_refundable: [409, "There is no money of this order to give back."],
  already_delivered: [409, "A file or a full stream of this order was given already."],
  refund_too_late: [409, "The seven days in which this order could be given back are over."],
  party_taken: [409, "This party belongs to another user."],
  licence_exists: [409, "This shop already holds a licence for this use."],
  draft_changed: [409, "The draft was changed elsewhere meanwhile."],
  already_published: [409, "This is published already."],
  upload_offset: [409, "The upload stands elsewhere: ask where, and go on from there."],
  quota_used: [409, "There is as much unpublished music here as one person may have: publish or remove some first."],
  code_expired: [410, "This pairing code is used or too old; make a new one."],
  link_expired: [410, "This invitation is too old, or was declined; ask for a new one."],
  method_not_allowed: [405, "This address does not take this method."],
  range_not_satisfiable: [416, "The file does not have that range."],
  too_large: [413, "The request is too large."],
  invalid_fields: [422, "Some fields do not fit."],
  bad_envelope: [422, "The chunk's envelope does not fit its entries."],
  bad_hash: [422, "The chunk's hash is not that of its entries."],
  key_reused: [422, "This Idempotency-Key was used for another request."],
  order_too_large: [422, "An order may come to 200 yuan at most."],
  extras_used: [422, "What is given beyond prices may come to 1,000 yuan a month at most."],
  format_not_available: [422, "There is no file of this song in that format."],
  nothing_to_play: [422, "No licensed song is in this zone's soundtrack."],
  budget_used: [422, "The budget is used up and no free song is in the soundtrack."],
  name_missing: [422, "There is no real name to confirm yet."],
  picture_refused: [422, "This picture cannot be a cover."],
  too_many_requests: [429, "Too many tries; please wait a little."],
  unavailable: [503, "Something that we need does not answer; please try again."],
  storage_full: [507, "The platform's disk is full: nothing of the file was kept."],
  internal: [500, "Something failed on our side."],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The refused side of an outcome whose reasons all have a problem: a reason without one does not compile. */
export type Refusal = Extract<Outcome<never, ProblemCode>, { ok: false }>;

/** A refusal thrown where no outcome can be returned: in middleware. */
export class ProblemError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** Answers with a problem (RFC 9457). */
export function problem(c: Context, { reason, errors, facts }: Omit<Refusal, "ok">) {
  const [status, title] = PROBLEMS[reason];
  const body: Problem = {
    type: `urn:songkeeper:problem:${reason}`,
    status,
    code: reason,
    title,
    requestId: c.get("requestId") ?? "",
    ...(errors && { errors: [...errors] }),
    ...(facts && { facts: { ...facts } }),
  };
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}
