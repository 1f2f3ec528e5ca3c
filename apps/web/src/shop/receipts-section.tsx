import { Trans, useLingui } from "@lingui/react/macro";
import type { ShopView } from "@songkeeper/client";
import { Radio, RefreshCw } from "lucide-react";
import { useState } from "react";
import { SkeletonCards } from "../shell/loaded.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { ReceiptFilters } from "./receipt-filters.tsx";
import { ReceiptTable } from "./receipt-table.tsx";
import type { LiveState, useLive } from "./use-live.ts";
import { type ReceiptFilter, useReceipts } from "./use-shop.ts";

/** Every play with its fee or why it cost nothing: newest first, new ones by themselves. */
export function ReceiptsSection({ shop, live }: { shop: ShopView; live: ReturnType<typeof useLive> }) {
  const [filter, setFilter] = useState<ReceiptFilter>({});
  const receipts = useReceipts(shop.id, filter);
  const items = receipts.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Boolean(filter.zone ?? filter.verdict);
  return (
    <section aria-labelledby="receipts" className="card space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="receipts">
          <Trans>Plays and receipts</Trans>
        </h2>
        <LiveWord state={live.state} />
      </div>
      <ReceiptFilters zones={shop.places.flatMap(({ zones }) => zones)} filter={filter} onChange={setFilter} />
      {receipts.isPending && <SkeletonCards heights={["16rem"]} />}
      {receipts.isError && (
        <ProblemNote error={receipts.error}>
          <button type="button" className="button button-quiet" onClick={() => void receipts.refetch()}>
            <Trans>Try again</Trans>
          </button>
        </ProblemNote>
      )}
      {receipts.data && items.length === 0 && <NoPlay filtered={filtered} />}
      {items.length > 0 && <ReceiptTable shop={shop} items={items} fresh={live.fresh} />}
      {receipts.hasNextPage && (
        <button
          type="button"
          className="button button-quiet w-full"
          disabled={receipts.isFetchingNextPage}
          onClick={() => void receipts.fetchNextPage()}
        >
          {receipts.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show earlier plays</Trans>}
        </button>
      )}
    </section>
  );
}

function NoPlay({ filtered }: { filtered: boolean }) {
  return (
    <p className="py-6 text-center text-soft">
      {filtered ? (
        <Trans>No play fits this choice.</Trans>
      ) : (
        <Trans>Nothing has played yet. The first song appears here seconds after it ended.</Trans>
      )}
    </p>
  );
}

function LiveWord({ state }: { state: LiveState }) {
  const { t } = useLingui();
  if (state === "lost")
    return (
      <p role="status" className="chip bg-warn-wash text-warn">
        <RefreshCw aria-hidden className="size-3.5" />
        <Trans>Connection lost, trying again</Trans>
      </p>
    );
  return (
    <p className="chip text-soft" title={t`New plays appear by themselves`}>
      <Radio aria-hidden className="size-3.5" />
      {state === "live" ? <Trans>Live</Trans> : <Trans>Connecting…</Trans>}
    </p>
  );
}
