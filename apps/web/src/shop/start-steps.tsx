import { Trans, useLingui } from "@lingui/react/macro";
import type { ShopView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { doneSteps, START_STEPS, type StartStep } from "./start-step.ts";

const WORDS: Record<StartStep, ReactNode> = {
  shop: <Trans>Shop</Trans>,
  place: <Trans>Place</Trans>,
  licence: <Trans>Licence</Trans>,
  soundtrack: <Trans>Songs</Trans>,
  budget: <Trans>Budget</Trans>,
  player: <Trans>Player</Trans>,
};

/** Where one is on the way to a shop that plays; a step that can be done already is a link. */
export function StartSteps({ current, shop }: { current: StartStep; shop: ShopView | undefined }) {
  const { t } = useLingui();
  const done = doneSteps(shop);
  return (
    <nav aria-label={t`Steps of setting up`}>
      <ol className="flex flex-wrap gap-x-1 gap-y-2">
        {START_STEPS.map((step) => (
          <Step
            key={step}
            step={step}
            isCurrent={step === current}
            isDone={done.has(step)}
            shopId={shop && step !== "shop" && (step === "place" || done.has("place")) ? shop.id : undefined}
          />
        ))}
      </ol>
    </nav>
  );
}

interface StepState {
  readonly step: StartStep;
  readonly isCurrent: boolean;
  readonly isDone: boolean;
  /** The shop whose step it is, where one can go there already. */
  readonly shopId: string | undefined;
}

function Step({ step, isCurrent, isDone, shopId }: StepState) {
  const look = `flex min-h-11 items-center gap-2 rounded-card px-2 ${isCurrent ? "font-strong" : "text-soft"}`;
  const mark = <Mark step={step} isCurrent={isCurrent} isDone={isDone && !isCurrent} />;
  return (
    <li aria-current={isCurrent ? "step" : undefined}>
      {shopId !== undefined && !isCurrent ? (
        <Link to="/shop/$shopId/start/$step" params={{ shopId, step }} className={`${look} hover:bg-sunken`}>
          {mark}
        </Link>
      ) : (
        <span className={look}>{mark}</span>
      )}
    </li>
  );
}

function Mark({ step, isCurrent, isDone }: Omit<StepState, "shopId">) {
  const colour = isDone ? "bg-good-wash text-good" : isCurrent ? "bg-accent text-on-accent" : "bg-sunken text-soft";
  return (
    <>
      <span aria-hidden className={`flex size-6 items-center justify-center rounded-full text-sm ${colour}`}>
        {isDone ? <Check className="size-4" /> : START_STEPS.indexOf(step) + 1}
      </span>
      {WORDS[step]}
      {isDone && (
        <span className="sr-only">
          <Trans>(done)</Trans>
        </span>
      )}
    </>
  );
}
