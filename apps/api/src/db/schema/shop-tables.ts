/** Shops with their devices and leases. */
export interface ShopTables {
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
    device_id: string | null;
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
}
