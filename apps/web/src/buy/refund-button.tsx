import { Trans } from "@lingui/react/macro";
import type { OrderView } from "@songkeeper/client";
import { useState } from "react";
import { Modal } from "../shell/modal.tsx";
import { Money } from "../shell/money.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { useRefund } from "./use-ordering.ts";

/** Gives an order's money back, after one question. */
export function RefundButton({ order }: { order: OrderView }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setAsking(true)}>
        <Trans>Give back, and get my money</Trans>
      </button>
      {asking && (
        <Modal title={<Trans>Give this order back?</Trans>} onClose={() => setAsking(false)}>
          <RefundForm order={order} onDone={() => setAsking(false)} />
        </Modal>
      )}
    </>
  );
}

function RefundForm({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const refund = useRefund(order.id);
  return (
    <div className="space-y-4">
      <p>
        <Trans>
          You get <Money micros={order.totalMicro} /> back the way you paid. The songs of this order leave your library.
        </Trans>
      </p>
      {refund.isError && <ProblemNote error={refund.error} />}
      <div className="flex flex-wrap gap-3">
        <button
          type="button"
          className="button button-main"
          disabled={refund.isPending}
          onClick={() => refund.mutate(undefined, { onSuccess: onDone })}
        >
          {refund.isPending ? <Trans>Giving it back…</Trans> : <Trans>Give it back</Trans>}
        </button>
        <button type="button" className="button button-quiet" onClick={onDone}>
          <Trans>Keep it</Trans>
        </button>
      </div>
    </div>
  );
}
