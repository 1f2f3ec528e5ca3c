import { Trans, useLingui } from "@lingui/react/macro";
import type { NewPairingCode, ZoneView } from "@songkeeper/client";
import { Check, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { Ago, useNow, When } from "../shell/when.tsx";
import { playerAddress } from "./player-address.ts";
import { useShopChange } from "./use-shop.ts";

/** Pairs a player with a zone: a code in large letters, and where to type it. The page tells when it worked. */
export function PairingPanel({ shopId, zone }: { shopId: string; zone: ZoneView }) {
  const [deviceBefore] = useState(zone.device?.id);
  const ask = useShopChange(shopId, () => client.shops.newPairingCode(zone.id));
  const pairedNow = zone.device && zone.device.id !== deviceBefore;
  if (pairedNow && zone.device) return <Paired pairedAt={zone.device.pairedAt} />;
  return (
    <section className="card space-y-5">
      {zone.device && !ask.data && (
        <p className="flex gap-3 rounded-card bg-warn-wash p-3 text-warn">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span>
            <Trans>
              This zone has a player, last seen <Ago at={zone.device.lastSeenAt ?? zone.device.pairedAt} />. A new one
              takes its place; the old one stops. Plays it has not sent yet still count.
            </Trans>
          </span>
        </p>
      )}
      {ask.data ? <Code code={ask.data} /> : <Before />}
      {ask.isError && <ProblemNote error={ask.error} />}
      <button
        type="button"
        className={ask.data ? "button button-quiet" : "button button-main"}
        disabled={ask.isPending}
        onClick={() => ask.mutate(undefined)}
      >
        <AskWords asking={ask.isPending} again={ask.data !== undefined} />
      </button>
    </section>
  );
}

function AskWords({ asking, again }: { asking: boolean; again: boolean }) {
  if (asking) return <Trans>Making a code…</Trans>;
  return again ? <Trans>Make another code</Trans> : <Trans>Make a pairing code</Trans>;
}

function Before() {
  return (
    <p>
      <Trans>
        The player is a page in a browser: on a tablet, an old phone or a computer at the loudspeakers. You need that
        device at hand; the code is good for a few minutes.
      </Trans>
    </p>
  );
}

function Code({ code }: { code: NewPairingCode }) {
  const { t } = useLingui();
  const { shown: address, href, isHere } = playerAddress(code.url);
  const over = useNow(1000).getTime() >= Date.parse(code.expiresAt);
  const shown = code.code.length === 8 ? `${code.code.slice(0, 4)}-${code.code.slice(4)}` : code.code;
  return (
    <div className="space-y-5">
      <div>
        <p>
          <Trans>1. Open this address on the device that will play:</Trans>
        </p>
        <p className="flex flex-wrap items-center gap-2">
          <a href={href} target="_blank" rel="noreferrer" className="link code text-base">
            {address}
          </a>
          <CopyButton text={href} what={t`the address`} compact />
        </p>
        {isHere && (
          <p className="text-sm text-soft">
            <Trans>As it stands, this address works on this computer only.</Trans>
          </p>
        )}
      </div>
      <div>
        <p>
          <Trans>2. Type this code there, if it does not stand there yet:</Trans>
        </p>
        <p className="my-2 flex flex-wrap items-center gap-2">
          <span
            className={`code text-[clamp(1.75rem,9vw,3.5rem)]! leading-tight font-strong tracking-wider ${over ? "text-soft line-through" : ""}`}
          >
            {shown}
          </span>
          <CopyButton text={shown} what={t`the code`} compact />
        </p>
        <p className={over ? "text-bad" : "text-soft"} role="status">
          {over ? (
            <Trans>This code has run out. Make another one.</Trans>
          ) : (
            <Trans>
              Good until <When at={code.expiresAt} zone={readerZone()} />. This page tells you when the player is there.
            </Trans>
          )}
        </p>
      </div>
    </div>
  );
}

function Paired({ pairedAt }: { pairedAt: string }) {
  return (
    <section role="status" className="card flex gap-3 bg-good-wash text-good">
      <Check aria-hidden className="mt-0.5 size-6 shrink-0" />
      <div>
        <h2>
          <Trans>The player is paired</Trans>
        </h2>
        <p>
          <Trans>
            Since <When at={pairedAt} />. It fetches its songs now and begins as soon as somebody taps play on it.
          </Trans>
        </p>
      </div>
    </section>
  );
}

/** A code runs out by the clock on the reader's wall. */
function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
