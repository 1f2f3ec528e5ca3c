import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { STUDIO_STEPS, type StudioStep } from "./studio-step.ts";

const WORDS: Record<StudioStep, ReactNode> = {
  files: <Trans>Files</Trans>,
  read: <Trans>What was read</Trans>,
  prices: <Trans>Prices and publishing</Trans>,
};

interface StudioStepsProps {
  draftId: string;
  current: StudioStep;
  /** The steps on which nothing is missing. */
  done: ReadonlySet<StudioStep>;
}

/** Where one is between files and a published release; every step can be gone to at any time. */
export function StudioSteps({ draftId, current, done }: StudioStepsProps) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Steps to a release`}>
      <ol className="flex flex-wrap gap-x-1 gap-y-1 border-b border-line pb-2">
        {STUDIO_STEPS.map((step, index) => (
          <li key={step}>
            <Link
              to="/studio/draft/$draftId"
              params={{ draftId }}
              search={{ step }}
              aria-current={step === current ? "step" : undefined}
              className={`flex min-h-11 items-center gap-2 rounded-card px-2 hover:bg-sunken ${step === current ? "font-strong" : "text-soft"}`}
            >
              <span
                aria-hidden
                className={`flex size-6 items-center justify-center rounded-full text-sm ${markColour(step === current, done.has(step))}`}
              >
                {done.has(step) && step !== current ? <Check className="size-4" /> : index + 1}
              </span>
              {WORDS[step]}
              {done.has(step) && step !== current && (
                <span className="sr-only">
                  <Trans>(done)</Trans>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function markColour(isCurrent: boolean, isDone: boolean): string {
  if (isCurrent) return "bg-accent text-on-accent";
  return isDone ? "bg-good-wash text-good" : "bg-sunken text-soft";
}
