import { Trans } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { BuyWords } from "../listen/price-words.tsx";
import { withTexts } from "../shell/language.ts";

const BuyDialog = lazy(withTexts("listen", async () => ({ default: (await import("./buy-dialog.tsx")).BuyDialog })));

/** Says exactly what it does; whoever bought the song is led to it. The address may ask for the dialog (`?buy=1`). */
export function BuyButton({ song }: { song: SongCard }) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [pressed, setPressed] = useState(false);
  if (song.owned)
    return (
      <Link to="/library" className="button button-quiet">
        <Check aria-hidden className="size-5 text-good" />
        <Trans>It is yours: to your files</Trans>
      </Link>
    );
  if (!song.forSale) return null;
  const open = pressed || search.buy === 1;
  const close = () => {
    setPressed(false);
    if (search.buy === 1) void navigate({ to: "/song/$songId", params: { songId: song.id }, replace: true });
  };
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setPressed(true)}>
        <span>
          <BuyWords song={song} />
        </span>
      </button>
      {open && (
        <Suspense>
          <BuyDialog song={song} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
