import { Trans, useLingui } from "@lingui/react/macro";
import type { HeldPlay } from "@songkeeper/client";
import { client } from "../shell/client.ts";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { When } from "../shell/when.tsx";
import { reasonText } from "../shop/reason-texts.ts";
import { operateKeys, useHeld, useOperate } from "./use-operate.ts";

/** Plays that wait for a person's word: two buttons each. */
export function HeldPage() {
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Held plays</Trans>
      </h1>
      <p className="max-w-prose text-soft">
        <Trans>Each waits for a decision. Undecided for ten days, it is billed and the shop is told.</Trans>
      </p>
      <Loaded query={useHeld()} skeleton={<SkeletonCards heights={["9rem", "9rem"]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card text-soft">
              <Trans>Nothing waits for a decision.</Trans>
            </p>
          ) : (
            <ul className="space-y-4">
              {items.map((play) => (
                <Held key={`${play.deviceId}/${play.seq}`} play={play} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function Held({ play }: { play: HeldPlay }) {
  const { i18n } = useLingui();
  const decide = useOperate(
    (verdict: "billed" | "rejected") => client.operate.rule(play, { verdict }),
    [operateKeys.held, operateKeys.balance],
  );
  const reason = reasonText("held", play.reason);
  return (
    <li className="card flex flex-wrap items-center justify-between gap-4">
      <div className="min-w-0 space-y-1">
        <h2 className="text-base!">{play.title ?? <Trans>Unknown song</Trans>}</h2>
        <p className="text-sm text-soft">
          {play.shop} · {play.zone} · {play.startedAt ? <When at={play.startedAt} /> : <Trans>start unknown</Trans>} ·{" "}
          <Money micros={play.feeMicro} />
        </p>
        {reason && (
          <p>
            {i18n._(reason)} <span className="code text-soft">{play.reason}</span>
          </p>
        )}
        <p className="text-sm text-soft">
          <Trans>
            Billed by itself on <When at={play.heldUntil} form="date" />
          </Trans>
        </p>
        {decide.isError && <ProblemNote error={decide.error} />}
      </div>
      <div className="flex flex-wrap gap-3">
        <button
          type="button"
          className="button button-quiet"
          disabled={decide.isPending}
          onClick={() => decide.mutate("billed")}
        >
          <Trans>Bill it</Trans>
        </button>
        <button
          type="button"
          className="button button-quiet"
          disabled={decide.isPending}
          onClick={() => decide.mutate("rejected")}
        >
          <Trans>Reject it</Trans>
        </button>
      </div>
    </li>
  );
}
