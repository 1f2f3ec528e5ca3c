/** Purchases, what providers told of them, and who was given which share. */
export interface OrderTables {
  song_order: {
    id: string;
    buyer_id: string;
    state: string;
    currency: string;
    total_micro: bigint;
    provider: string | null;
    /** How the provider names the payment. */
    reference: string | null;
    created_at: string;
    expires_at: string | null;
    paid_at: string | null;
    fulfilled_at: string | null;
    delivered_at: string | null;
    refunded_at: string | null;
  };
  song_order_line: {
    order_id: string;
    line: bigint;
    track_id: string;
    split_version: bigint;
    price_version: bigint;
    amount_micro: bigint;
  };
  /** What a provider told, once by its own id. */
  provider_event: {
    provider: string;
    event_id: string;
    reference: string;
    kind: string;
    amount_micro: bigint;
    received_at: string;
    effect: string;
  };
  /** What one line of one order gave to one credit, and took back with a refund (below 0). */
  sale_share: {
    order_id: string;
    line: bigint;
    role: string;
    position: bigint;
    kind: string;
    track_id: string;
    party_id: string;
    account: string;
    amount_micro: bigint;
    period: string;
    created_at: string;
  };
  /** Who may keep a song, by which order. */
  ownership: { user_id: string; track_id: string; order_id: string; since: string; ended_at: string | null };
  /** A file made for one order line, object `downloads/<order>.<line>.<format>`; or its upload, read for its checksums. */
  download: {
    order_id: string;
    line: bigint;
    format: string;
    state: string;
    bytes: bigint | null;
    sha256: string | null;
    crc32: bigint | null;
    created_at: string;
    made_at: string | null;
  };
  /** What a month's freeze found of its sales: one row for each credit, price and account. */
  close_sale: {
    month: string;
    party_id: string;
    track_id: string;
    split_version: bigint;
    price_micro: bigint;
    role: string;
    position: bigint;
    account: string;
    sold: bigint;
    refunded: bigint;
    amount_micro: bigint;
  };
}
