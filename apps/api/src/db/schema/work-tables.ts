/** What is to be done after a commit, and the tables of better-auth that others may join. */
export interface WorkTables {
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
