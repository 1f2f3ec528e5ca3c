import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CopyPlus } from "lucide-react";
import type { DraftTrack } from "./credit-parts.ts";
import { SaleFields } from "./sale-fields.tsx";
import { ShopFields } from "./shop-fields.tsx";
import type { StepProps } from "./step-props.ts";

/** The third step: what songs cost buyers, and shops per play. */
export function PricesStep({ draft }: Pick<StepProps, "draft">) {
  const { t } = useLingui();
  const { tracks } = draft.body;
  if (tracks.length === 0)
    return (
      <p className="text-soft">
        <Trans>There is no song yet to set a price for. Files come first.</Trans>
      </p>
    );
  return (
    <ol className="space-y-4">
      {tracks.map((track, at) => (
        <li key={track.recordingId} className="card space-y-4">
          <h2 className="wrap-anywhere">
            <span className="text-soft">{at + 1}</span> {track.title.trim() || t`Song ${at + 1}`}
          </h2>
          <div className="grid gap-6 md:grid-cols-2">
            <SaleFields draft={draft} track={track} at={at} />
            <ShopFields draft={draft} track={track} at={at} />
          </div>
          {tracks.length > 1 && <ForAll draft={draft} track={track} others={tracks.length - 1} />}
        </li>
      ))}
    </ol>
  );
}

function ForAll({ draft, track, others }: { draft: StepProps["draft"]; track: DraftTrack; others: number }) {
  const { sale, usePrices } = track;
  return (
    <button
      type="button"
      className="button button-plain"
      onClick={() =>
        draft.change((body) => ({
          ...body,
          tracks: body.tracks.map((one) => ({ ...one, sale: { ...sale }, usePrices: { ...usePrices } })),
        }))
      }
    >
      <CopyPlus aria-hidden className="size-4" />
      <Plural value={others} one="The same prices for the other song" other="The same prices for the # other songs" />
    </button>
  );
}
