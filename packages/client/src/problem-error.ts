import type { Problem } from "@songkeeper/contracts";

/** What is known of a refused or failed request; `code` is one of the API's, or `unreachable` or `unreadable`. */
export interface ProblemFacts {
  readonly code: string;
  readonly status: number;
  readonly errors?: Problem["errors"];
  readonly facts?: Problem["facts"];
  readonly requestId?: string;
}

/**
 * A request that was refused, or did not arrive. `code` is stable; `unreachable` (status 0) means that no answer came,
 * `unreadable` that the answer was not of a form we know.
 */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors: NonNullable<Problem["errors"]>;
  readonly facts: NonNullable<Problem["facts"]>;
  readonly requestId: string | undefined;

  constructor(problem: ProblemFacts, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = "ProblemError";
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.facts = problem.facts ?? {};
    this.requestId = problem.requestId;
  }
}
