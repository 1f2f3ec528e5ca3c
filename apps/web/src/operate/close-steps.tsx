import { Trans, useLingui } from "@lingui/react/macro";
import type { CloseStep } from "@songkeeper/client";
import { Check, Circle, LoaderCircle, X } from "lucide-react";
import { moneyText } from "../shell/money-text.ts";
import { durationText } from "../shell/time-text.ts";
import { useNow } from "../shell/when.tsx";
import { FACT_WORDS, STEP_STATE_WORDS, STEP_WORDS } from "./close-words.ts";
import { ShortHash } from "./short-hash.tsx";

const LOOKS = {
  waiting: { Icon: Circle, tone: "text-soft" },
  running: { Icon: LoaderCircle, tone: "text-accent" },
  done: { Icon: Check, tone: "text-good" },
  failed: { Icon: X, tone: "text-bad" },
} as const satisfies Record<CloseStep["state"], unknown>;

/** The steps of a close: what each does, how long it took, what it found, and the hashes of what went in and came out. */
export function CloseSteps({ steps }: { steps: readonly CloseStep[] }) {
  return (
    <ol className="space-y-1">
      {steps.map((step) => (
        <Step key={step.step} step={step} />
      ))}
    </ol>
  );
}

function Step({ step }: { step: CloseStep }) {
  const { i18n } = useLingui();
  const { Icon, tone } = LOOKS[step.state];
  const words = STEP_WORDS[step.step];
  return (
    <li className="flex gap-3 border-t border-line py-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tone}`} />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span className="font-strong">{i18n._(words.name)}</span>
          <span className={`text-sm ${tone}`}>
            {i18n._(STEP_STATE_WORDS[step.state])} <Took step={step} />
          </span>
        </p>
        <p className="text-sm text-soft">{i18n._(words.does)}</p>
        <Facts facts={step.facts} />
        {(step.inputHash || step.outputHash) && (
          <p className="flex flex-wrap items-center gap-x-4 text-sm text-soft">
            {step.inputHash && (
              <span className="inline-flex items-center gap-1">
                <Trans>in</Trans> <ShortHash hash={step.inputHash} />
              </span>
            )}
            {step.outputHash && (
              <span className="inline-flex items-center gap-1">
                <Trans>out</Trans> <ShortHash hash={step.outputHash} />
              </span>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

function Took({ step }: { step: CloseStep }) {
  const { i18n } = useLingui();
  const now = useNow(1000);
  if (!step.startedAt || (step.state === "failed" && !step.finishedAt)) return null;
  const until = step.finishedAt ? Date.parse(step.finishedAt) : now.getTime();
  return <>· {durationText(Math.max(0, until - Date.parse(step.startedAt)), i18n.locale)}</>;
}

function Facts({ facts }: { facts: CloseStep["facts"] }) {
  const { i18n } = useLingui();
  const told = Object.entries(facts)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => {
      const words = FACT_WORDS[name];
      return `${words ? i18n._(words) : name}: ${factText(name, value, i18n.locale)}`;
    });
  return told.length > 0 ? <p className="text-sm">{told.join(" · ")}</p> : null;
}

/** A fact's value for a reader: money as money, hashes by their first digits, numbers grouped. */
function factText(name: string, value: string | number, language: string): string {
  if (typeof value === "number") return value.toLocaleString(language);
  if (name.endsWith("Micro")) return moneyText(value, language);
  return /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : value;
}
