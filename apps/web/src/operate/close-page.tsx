import { Trans, useLingui } from "@lingui/react/macro";
import type { CloseList, CloseView } from "@songkeeper/client";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { monthText } from "../shell/time-text.ts";
import { useNow, When } from "../shell/when.tsx";
import { CloseSteps } from "./close-steps.tsx";
import { CLOSE_WORDS } from "./close-words.ts";
import { ShortHash } from "./short-hash.tsx";
import { operateKeys, useCloses, useOperate } from "./use-operate.ts";

const TONES: Record<CloseView["state"], string> = {
  open: "bg-sunken text-soft",
  closing: "bg-accent-wash text-accent-deep",
  failed: "bg-bad-wash text-bad",
  sealed: "bg-good-wash text-good",
};

/** The close of the month, step by step. */
export function ClosePage() {
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Close of the month</Trans>
      </h1>
      <p className="max-w-prose text-soft">
        <Trans>
          A close divides what shops were charged, writes statements and sends payouts. It can be stopped and started at
          any time and comes to the same result.
        </Trans>
      </p>
      <Loaded query={useCloses()} skeleton={<SkeletonCards heights={["28rem", "6rem"]} />}>
        {(closes) => <Closes closes={closes} />}
      </Loaded>
    </div>
  );
}

function Closes({ closes }: { closes: CloseList }) {
  if (closes.items.length === 0)
    return (
      <p className="card text-soft">
        <Trans>There is no month to close yet: it appears when the first play has been charged.</Trans>
      </p>
    );
  return (
    <div className="space-y-4">
      {closes.items.map((close) => (
        <Close key={close.month} close={close} />
      ))}
    </div>
  );
}

function Close({ close }: { close: CloseView }) {
  const { i18n } = useLingui();
  const [shown, setShown] = useState(close.state !== "sealed");
  const done = close.steps.filter(({ state }) => state === "done").length;
  const all = close.steps.length;
  return (
    <section aria-label={monthText(close.month, i18n.locale)} className="card space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <h2>{monthText(close.month, i18n.locale)}</h2>
          <span role="status" className={`chip ${TONES[close.state]}`}>
            {i18n._(CLOSE_WORDS[close.state])}
            {close.state === "closing" && ` ${done}/${all}`}
          </span>
        </div>
        <Start close={close} />
      </div>
      {close.failure && (
        <p role="alert" className="rounded-card bg-bad-wash p-3 text-bad">
          <Trans>It stopped: {close.failure}. Nothing is half done; start it again when the cause is mended.</Trans>
        </p>
      )}
      {close.root && (
        <p className="text-sm">
          <Trans>Root of the month:</Trans> <ShortHash hash={close.root} />
        </p>
      )}
      {close.state !== "open" && (
        <>
          <button
            type="button"
            className="button button-plain -ml-2"
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? <Trans>Hide the steps</Trans> : <Trans>Show the steps</Trans>}
          </button>
          {shown && <CloseSteps steps={close.steps} />}
        </>
      )}
    </section>
  );
}

function Start({ close }: { close: CloseView }) {
  const now = useNow(15_000);
  const start = useOperate(client.operate.startClose, [operateKeys.closes]);
  if (close.state === "sealed" || close.state === "closing") return null;
  if (now.getTime() < Date.parse(close.closableFrom))
    return (
      <p className="text-soft">
        <Trans>
          Can be closed from <When at={close.closableFrom} /> on.
        </Trans>
      </p>
    );
  return (
    <div className="space-y-3">
      <button
        type="button"
        className="button button-main"
        disabled={start.isPending}
        onClick={() => start.mutate(close.month)}
      >
        {start.isPending ? (
          <Trans>Starting…</Trans>
        ) : close.state === "failed" ? (
          <Trans>Go on with the close</Trans>
        ) : (
          <Trans>Close this month</Trans>
        )}
      </button>
      {start.isError && <ProblemNote error={start.error} />}
    </div>
  );
}
