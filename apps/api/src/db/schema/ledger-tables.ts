/** Money that moved, and what each month's close made of it. */
export interface LedgerTables {
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
}
