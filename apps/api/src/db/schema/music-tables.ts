/** Files that musicians upload, drafts, and what is published of them. */
export interface MusicTables {
  /** A file from its first byte on; its id is the upload's. */
  recording: {
    id: string;
    owner_id: string;
    draft_id: string;
    file_name: string;
    bytes: bigint;
    state: string;
    step: string | null;
    refusal: string | null;
    refusal_facts: string | null;
    /** What the media worker found and made, as JSON. */
    result: string | null;
    duration_ms: bigint | null;
    cover_id: string | null;
    created_at: string;
    uploaded_at: string | null;
    ready_at: string | null;
    /** Where its preview was asked to begin; null for the loudest part. */
    preview_start_ms: bigint | null;
    /** The preview that was made from there, or from where it was asked to begin before, as JSON. */
    preview: string | null;
  };
  /**
   * A recording's fingerprint, under a number that its keys in the index are short by. Its place in the order of all is
   * given once its keys are there: of two recordings with the same sound, the one with the later place finds the other.
   */
  fingerprint: { number: bigint; recording_id: string; items: Uint8Array; place: bigint | null };
  fingerprint_key: { key: bigint; number: bigint; position: bigint };
  /** Keys that so many recordings have that they tell nothing of any: no longer in the index. */
  fingerprint_common: { key: bigint };
  /** A recording (the later one) in which another one's sound was found. */
  recording_match: {
    id: string;
    recording_id: string;
    other_id: string;
    kind: string;
    state: string;
    at_ms: bigint;
    other_at_ms: bigint;
    length_ms: bigint;
    bit_error_per_mille: bigint;
    /** What its musician says to who decides. */
    explanation: string | null;
    /** What was written with the last decision, and when that was. */
    note: string | null;
    found_at: string;
    decided_at: string | null;
  };
  /** Every decision on a match, in their order. */
  match_decision: {
    match_id: string;
    number: bigint;
    state: string;
    note: string;
    decided_by: string;
    decided_at: string;
  };
  /** The stored files of a recording: object `media/<recording>/<name>`. */
  recording_file: { recording_id: string; name: string; bytes: bigint; sha256: string };
  cover: { id: string; color: string; created_at: string };
  draft: {
    id: string;
    owner_id: string;
    revision: bigint;
    body: string;
    created_at: string;
    updated_at: string;
    removed_at: string | null;
    release_id: string | null;
  };
  artist: { id: string; owner_id: string; name: string; created_at: string };
  release: {
    id: string;
    owner_id: string;
    artist_id: string;
    title: string;
    cover_id: string | null;
    created_at: string;
    /** By EBU R 128, as JSON; null where it is not known. */
    loudness: string | null;
  };
  lyrics: { track_id: string; plain: string | null; timed: string | null };
  sale_price: { track_id: string; version: bigint; mode: string; amount_micro: bigint; effective_at: string };
  /** A writer's leave to sell and license a cover or remix. */
  consent: { track_id: string; party_id: string; given_at: string };
  /** A link by which somebody takes a party as theirs; its id is the hash of the link's secret. */
  claim_link: {
    id: string;
    party_id: string;
    invited_by: string;
    created_at: string;
    expires_at: string;
    claimed_at: string | null;
    claimed_by: string | null;
    declined_at: string | null;
  };
}
