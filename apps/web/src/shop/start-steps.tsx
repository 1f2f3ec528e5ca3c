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
        {START_STEPS.map((step, index) => {
          const isDone = done.has(step) && step !== current;
          const mark = (
            <>
              <span
                aria-hidden
                className={`flex size-6 items-center justify-center rounded-full text-sm ${isDone ? "bg-good-wash text-good" : step === current ? "bg-accent text-on-accent" : "bg-sunken text-soft"}`}
              >
                {isDone ? <Check className="size-4" /> : index + 1}
              </span>
              {WORDS[step]}
              {isDone && (
                <span className="sr-only">
                  <Trans>(done)</Trans>
                </span>
              )}
            </>
          );
          const look = `flex min-h-11 items-center gap-2 rounded-card px-2 ${step === current ? "font-strong" : "text-soft"}`;
          const reachable = shop && step !== "shop" && (step === "place" || done.has("place"));
          return (
            <li key={step} aria-current={step === current ? "step" : undefined}>
              {reachable && step !== current ? (
                <Link
                  to="/shop/$shopId/start/$step"
                  params={{ shopId: shop.id, step }}
                  className={`${look} hover:bg-sunken`}
                >
                  {mark}
                </Link>
              ) : (
                <span className={look}>{mark}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
