import type { Generated } from "kysely";

/** Settings, keys, parties and songs. */
export interface CatalogTables {
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
    created_at: string;
    withdrawn_at: string | null;
    /** Null for a song from before uploads. */
    recording_id: string | null;
    release_id: string | null;
    track_number: bigint | null;
    /** When it may be sold and licensed; null while a cover waits for its writers' consent. */
    cleared_at: string | null;
    listening: Generated<string>;
    origin: Generated<string>;
    work_title: string | null;
    work_writers: string | null;
    ai: Generated<string>;
    /** How fast (beats a minute) and how lively (1 to 5) its musician says it is. */
    tempo_bpm: bigint | null;
    energy: bigint | null;
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
    society: Generated<string>;
  };
  price: { track_id: string; use: string; version: bigint; fee_micro: bigint; effective_at: string };
}
