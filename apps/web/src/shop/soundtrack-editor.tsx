import { Trans } from "@lingui/react/macro";
import type { CatalogueItem, ShopView, ZoneView } from "@songkeeper/client";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { CatalogueList } from "./catalogue-list.tsx";
import { ChosenList } from "./chosen-list.tsx";
import { Money } from "../shell/money.tsx";
import { AREA_TARIFFS } from "./shop-words.ts";
import { isTrade } from "./trade.ts";
import { SoundtrackCost } from "./soundtrack-cost.tsx";
import { useListening } from "./use-listening.ts";
import { useShopChange } from "./use-shop.ts";

interface SoundtrackEditorProps {
  shop: ShopView;
  zone: ZoneView;
  onDone: () => void;
}

/** Choosing a zone's songs by hand: the catalogue beside the choice, and what the choice costs while it changes. */
export function SoundtrackEditor({ shop, zone, onDone }: SoundtrackEditorProps) {
  const [chosen, setChosen] = useState<readonly CatalogueItem[]>(zone.soundtrack);
  const listening = useListening();
  const save = useShopChange(shop.id, (trackIds: string[]) => client.shops.setSoundtrack(zone.id, { trackIds }));
  const trackIds = chosen.map(({ trackId }) => trackId);
  const isChosen = new Set(trackIds);
  return (
    <div className="space-y-4">
      <Comparison trade={shop.trade} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <CatalogueList
          shopId={shop.id}
          use={zone.use}
          chosen={isChosen}
          listening={listening}
          onAdd={(songs) => setChosen([...chosen, ...songs.filter(({ trackId }) => !isChosen.has(trackId))])}
          onRemove={(gone) => setChosen(chosen.filter(({ trackId }) => trackId !== gone))}
        />
        <ChosenList chosen={chosen} listening={listening} onChange={setChosen} />
      </div>
      {save.isError && <ProblemNote error={save.error} />}
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line bg-paper px-4 py-3 sm:mx-0 sm:rounded-card sm:border sm:bg-surface sm:shadow-card">
        <SoundtrackCost zone={zone} trackIds={trackIds} />
        <button
          type="button"
          className="button button-main w-full sm:w-auto"
          disabled={save.isPending || chosen.length === 0}
          onClick={() => save.mutate(trackIds, { onSuccess: onDone })}
        >
          {save.isPending ? <Trans>Saving…</Trans> : <Trans>Save the soundtrack</Trans>}
        </button>
      </div>
    </div>
  );
}

/** What published tariffs by area come to, beside which the fees of the songs can be judged. */
function Comparison({ trade }: { trade: string }) {
  const tariff = isTrade(trade) ? AREA_TARIFFS[trade] : undefined;
  if (!tariff) return null;
  return (
    <p className="text-soft">
      <Trans>
        To compare: published area tariffs for your trade come to about <Money micros={tariff} /> a play.
      </Trans>
    </p>
  );
}
