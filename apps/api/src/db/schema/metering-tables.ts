/** The journal as it was delivered, the verdicts on it, their counts, and the log that proves them. */
export interface MeteringTables {
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
  lost_range: { device_id: string; from_seq: bigint; to_seq: bigint; closed_at: string };
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
    /** Later than it was received where it waited for a predecessor. */
    judged_at: string;
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
}
