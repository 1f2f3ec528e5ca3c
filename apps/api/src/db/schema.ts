/**
 * Every table, by hand. Text unless said otherwise; instants are UTC ISO text ending in Z, days "2026-03-10", months
 * "2026-03", money and counts 64-bit integers read as bigint, documents JSON or canonical JSON text.
 */

export interface Tables {
  setting: { name: string; value: string };
  signing_key: { kid: string; public_key: string; created_at: string; retired_at: string | null };
  party: {
    id: string;
    name: string;
    user_id: string | null;
    real_name: string | null;
    real_name_confirmed_at: string | null;
    min_payout_micro: bigint;
    payout_provider: string | null;
    payout_account: string | null;
    payout_bound_at: string | null;
    created_at: string;
  };

  track: {
    id: string;
    owner_id: string;
    version: bigint;
    duration_ms: bigint;
    audio_object: string;
    audio_sha256: string;
    audio_bytes: bigint;
    synthesised: bigint;
    created_at: string;
    withdrawn_at: string | null;
  };
  track_version: {
    track_id: string;
    version: bigint;
    title: string;
    artist: string;
    isrc: string | null;
    created_at: string;
  };
  credit: {
    track_id: string;
    version: bigint;
    role: string;
    position: bigint;
    party_id: string;
    name: string;
    per_mille: bigint;
  };
  price: { track_id: string; use: string; version: bigint; fee_micro: bigint; effective_at: string };

  /** A shop's id is its organization's. */
  shop: {
    id: string;
    name: string;
    trade: string;
    city: string;
    monthly_micro: bigint;
    day_cap_micro: bigint | null;
    budget_mode: string;
    created_at: string;
  };
  place: {
    id: string;
    shop_id: string;
    name: string;
    address: string;
    city: string;
    size_m2: bigint;
    created_at: string;
  };
  zone: {
    id: string;
    shop_id: string;
    place_id: string;
    name: string;
    use: string;
    time_zone: string;
    opening: string;
    offline_days: bigint;
    created_at: string;
  };
  soundtrack_song: { zone_id: string; position: bigint; track_id: string };
  licence: {
    id: string;
    number: string;
    shop_id: string;
    use: string;
    territory: string;
    terms_version: bigint;
    starts_at: string;
    ends_at: string;
    created_at: string;
  };
  licence_price: {
    licence_id: string;
    track_id: string;
    price_version: bigint;
    fee_micro: bigint;
    listed_at: string;
  };
  pairing_code: {
    code_hash: string;
    zone_id: string;
    created_at: string;
    expires_at: string;
    used_at: string | null;
  };

  device: {
    id: string;
    zone_id: string;
    shop_id: string;
    public_key: string;
    token_hash: string;
    expected_seq: bigint;
    head_hash: string;
    /** The last judged entry, for overlap and unknown starts: JSON, or null. */
    tail: string | null;
    paired_at: string;
    ended_at: string | null;
    forked_at: string | null;
    flagged: string | null;
    last_seen_at: string | null;
    now_playing: string | null;
  };
  device_boot: { device_id: string; boot_id: string; skew_ms: bigint; noted_at: string };
  lease: {
    id: string;
    device_id: string;
    zone_id: string;
    shop_id: string;
    licence_id: string;
    use: string;
    granted_at: string;
    ends_at: string;
    closed_through: bigint | null;
    dead_at: string | null;
    tracks: string;
  };
  lease_day: { lease_id: string; day: string; amount_micro: bigint };
  device_day: {
    device_id: string;
    day: string;
    zone_id: string;
    shop_id: string;
    charged_micro: bigint;
    reserved_micro: bigint;
    held_micro: bigint;
  };
  chunk: {
    device_id: string;
    first_seq: bigint;
    count: bigint;
    prev_hash: string;
    hash: string;
    entries: string;
    seed: string;
    signature: string;
    boot_id: string;
    mono_sent: bigint;
    received_at: string;
    state: "judged" | "waiting";
    receipt: string;
    verdict_root: string | null;
    position: bigint | null;
  };
  quarantined_chunk: {
    id: string;
    device_id: string;
    first_seq: bigint;
    hash: string;
    body: string;
    received_at: string;
  };
  play: {
    device_id: string;
    seq: bigint;
    first_seq: bigint;
    zone_id: string;
    shop_id: string;
    lease_id: string | null;
    track_id: string | null;
    use: string | null;
    price_version: bigint | null;
    split_version: bigint | null;
    covered_roles: string;
    outcome: string | null;
    heard_ms: bigint;
    started_at: string | null;
    ended_at: string | null;
    day: string | null;
    accounting_month: string | null;
    verdict: string;
    reason: string | null;
    /** Why a held play would cost nothing once released. */
    otherwise: string | null;
    fee_micro: bigint;
    received_at: string;
  };
  ruling: {
    device_id: string;
    seq: bigint;
    verdict: string;
    reason: string;
    fee_micro: bigint;
    accounting_month: string | null;
    ruled_by: string | null;
    ruled_at: string;
  };
  payee_rollup: {
    accounting_month: string;
    origin_month: string;
    track_id: string;
    use: string;
    price_version: bigint;
    covered_roles: string;
    split_version: bigint;
    verdict: string;
    reason: string;
    fee_micro: bigint;
    plays: bigint;
  };
  payer_rollup: { zone_id: string; day: string; shop_id: string; plays: bigint; billed_micro: bigint };

  log_node: { level: bigint; idx: bigint; hash: string };
  checkpoint: { tree_size: bigint; root_hash: string; at: string; kid: string; jws: string };

  transfer: {
    id: string;
    debit: string;
    credit: string;
    amount_micro: bigint;
    currency: string;
    code: string;
    ref: string;
    period: string;
    created_at: string;
  };
  account_balance: { account: string; kind: string; currency: string; balance_micro: bigint };
  top_up: {
    id: string;
    shop_id: string;
    amount_micro: bigint;
    state: string;
    provider: string;
    created_by: string;
    created_at: string;
    paid_at: string | null;
  };
  idempotency: {
    account: string;
    key: string;
    route: string;
    body_hash: string;
    status: bigint;
    response: string;
    created_at: string;
  };
  payout: {
    id: string;
    party_id: string;
    month: string;
    amount_micro: bigint;
    state: string;
    provider: string;
    account: string;
    reference: string;
    created_at: string;
    settled_at: string | null;
    failure: string | null;
  };

  month_close: {
    month: string;
    state: "closing" | "failed" | "sealed";
    frozen_at: string;
    tree_size: bigint;
    checkpoint: string;
    root: string | null;
    sealed_at: string | null;
    failure: string | null;
  };
  /** Who is owed what when a month freezes, and how a payout would reach them. */
  close_party: {
    month: string;
    party_id: string;
    name: string;
    user_id: string | null;
    brought_forward_micro: bigint;
    paid_micro: bigint;
    payable_micro: bigint;
    min_payout_micro: bigint;
    payout_provider: string | null;
    payout_account: string | null;
    real_name_confirmed_at: string | null;
  };
  close_step: {
    month: string;
    step: string;
    started_at: string;
    finished_at: string | null;
    input_hash: string | null;
    output_hash: string | null;
    facts: string;
  };
  close_input: {
    month: string;
    key_text: string;
    origin_month: string;
    track_id: string;
    use: string;
    price_version: bigint;
    covered_roles: string;
    split_version: bigint;
    fee_micro: bigint;
    billed_before: bigint;
    billed_now: bigint;
    plays: string;
  };
  posting: {
    month: string;
    key_text: string;
    role: string;
    position: bigint;
    party_id: string;
    account: string;
    amount_micro: bigint;
  };
  statement: {
    id: string;
    party_id: string;
    month: string;
    version: bigint;
    supersedes: string | null;
    body: string;
    signature: string;
    kid: string;
    plays_object: string | null;
    created_at: string;
  };

  outbox: {
    id: string;
    recipient: string;
    topic: string;
    params: string;
    created_at: string;
    delivered_at: string | null;
  };
  job: {
    id: string;
    queue: string;
    payload: string;
    dedupe: string;
    run_at: string;
    attempts: bigint;
    locked_until: string | null;
    locked_by: string | null;
    /** How often it was asked for while it was not done. */
    asked: bigint;
    done_at: string | null;
    /** When it was given up; `failure` says why. */
    dead_at: string | null;
    failure: string | null;
  };

  /** better-auth's own tables: others join only on these columns. */
  user: { id: string; name: string; email: string; role: string | null };
  organization: { id: string; name: string; slug: string };
  member: { id: string; organizationId: string; userId: string; role: string };
}
