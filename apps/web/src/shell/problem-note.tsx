import { ProblemError } from "@songkeeper/client";
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { hasText, problemText } from "./problem-text.ts";

/** Says why something failed, in the reader's words, with the request's number where there is one. */
export function ProblemNote({ error, children }: { error: unknown; children?: ReactNode }) {
  const { i18n } = useLingui();
  const problem = error instanceof ProblemError ? error : undefined;
  const known = problemText(problem ?? { code: "internal", status: 500 });
  return (
    <div role="alert" className="flex gap-3 rounded-card bg-bad-wash p-4 text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 space-y-2">
        <p>{i18n._(known)}</p>
        {problem && !isTold(problem) && <Reference problem={problem} />}
        {children}
      </div>
    </div>
  );
}

/** A refusal by a rule is told whole by its sentence; what failed on our side needs its number to be looked for. */
function isTold(problem: ProblemError): boolean {
  return problem.status < 500 && (hasText(problem.code) || problem.status === 0);
}

function Reference({ problem }: { problem: ProblemError }) {
  return (
    <p className="text-sm">
      <Trans>
        Reason: <span className="code">{problem.code}</span>
      </Trans>
      {problem.requestId && (
        <>
          {" · "}
          <Trans>
            Number: <span className="code">{problem.requestId}</span>
          </Trans>
        </>
      )}
    </p>
  );
}
