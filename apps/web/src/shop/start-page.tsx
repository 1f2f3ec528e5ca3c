import { Trans, useLingui } from "@lingui/react/macro";
import type { ShopView, ZoneView } from "@songkeeper/client";
import { getRouteApi, Link, Navigate, useNavigate } from "@tanstack/react-router";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { BudgetForm } from "./budget-form.tsx";
import { LicenceCard, TakeLicence } from "./licence-card.tsx";
import { PairingPanel } from "./pairing-panel.tsx";
import { PlaceForm } from "./place-form.tsx";
import { SoundtrackEditor } from "./soundtrack-editor.tsx";
import { firstZone, isStartStep, START_STEPS, type StartStep } from "./start-step.ts";
import { StartSteps } from "./start-steps.tsx";
import { useShop } from "./use-shop.ts";
import { WalletCard } from "./wallet-card.tsx";

const route = getRouteApi("/shop/$shopId/start/$step");
const POLL_MS = 3000;

/** The steps from a new shop to music in it, each on its own page; the shop itself remembers what is done. */
export function StartPage() {
  const { t } = useLingui();
  const { shopId, step } = route.useParams();
  return (
    <SignedInOnly>
      {() =>
        isStartStep(step) && step !== "shop" ? (
          <>
            <PageTitle>{t`Set up a shop`}</PageTitle>
            <Steps shopId={shopId} step={step} />
          </>
        ) : (
          <Navigate to="/shop/$shopId" params={{ shopId }} replace />
        )
      }
    </SignedInOnly>
  );
}

function Steps({ shopId, step }: { shopId: string; step: StartStep }) {
  const shop = useShop(shopId, step === "player" ? { everyMs: POLL_MS } : {});
  return (
    <Loaded
      heading={<Trans>Set up a shop</Trans>}
      query={shop}
      skeleton={<SkeletonCards heights={["2.75rem", "2.5rem", "24rem"]} />}
    >
      {(known) => (
        <div className="space-y-6">
          <StartSteps current={step} shop={known} />
          <Step shop={known} step={step} />
        </div>
      )}
    </Loaded>
  );
}

function Step({ shop, step }: { shop: ShopView; step: StartStep }) {
  const navigate = useNavigate();
  const zone = firstZone(shop);
  const next = START_STEPS[START_STEPS.indexOf(step) + 1];
  const goOn = () =>
    void (next
      ? navigate({ to: "/shop/$shopId/start/$step", params: { shopId: shop.id, step: next } })
      : navigate({ to: "/shop/$shopId", params: { shopId: shop.id } }));
  if (!zone)
    return (
      <div className="max-w-2xl space-y-6">
        <h1>
          <Trans>Where does the music play?</Trans>
        </h1>
        <PlaceForm shopId={shop.id} city={shop.city} onDone={goOn} />
      </div>
    );
  if (step === "place") return <PlaceDone shop={shop} onNext={goOn} />;
  if (step === "licence") return <LicenceStep shop={shop} zone={zone} onNext={goOn} />;
  if (step === "soundtrack") return <SongsStep shop={shop} zone={zone} onNext={goOn} />;
  if (step === "budget") return <BudgetStep shop={shop} onNext={goOn} />;
  return <PlayerStep shop={shop} zone={zone} />;
}

interface StepProps {
  shop: ShopView;
  zone: ZoneView;
  onNext: () => void;
}

function PlaceDone({ shop, onNext }: Omit<StepProps, "zone">) {
  return (
    <div className="max-w-2xl space-y-6">
      <h1>
        <Trans>Your place is saved</Trans>
      </h1>
      <ul className="space-y-3">
        {shop.places.map((place) => (
          <li key={place.id} className="card">
            <h2>{place.name}</h2>
            <p className="text-soft">
              {place.address}, {place.city} · {place.sizeM2} m²
            </p>
          </li>
        ))}
      </ul>
      <NextButton onNext={onNext} />
    </div>
  );
}

function LicenceStep({ shop, zone, onNext }: StepProps) {
  const held = shop.licences.find(({ use }) => use === zone.use);
  return (
    <div className="max-w-2xl space-y-6">
      <h1>
        <Trans>The licence for your place</Trans>
      </h1>
      {held ? (
        <>
          <LicenceCard licence={held} />
          <NextButton onNext={onNext} />
        </>
      ) : (
        <TakeLicence shopId={shop.id} use={zone.use} onDone={onNext} />
      )}
    </div>
  );
}

function SongsStep({ shop, zone, onNext }: StepProps) {
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Which songs do your guests hear?</Trans>
      </h1>
      <SoundtrackEditor shop={shop} zone={zone} onDone={onNext} />
    </div>
  );
}

function BudgetStep({ shop, onNext }: Omit<StepProps, "zone">) {
  return (
    <div className="max-w-2xl space-y-6">
      <h1>
        <Trans>What may the music cost?</Trans>
      </h1>
      <WalletCard shop={shop} />
      <BudgetForm shop={shop} onDone={onNext} />
    </div>
  );
}

function PlayerStep({ shop, zone }: Omit<StepProps, "onNext">) {
  return (
    <div className="max-w-2xl space-y-6">
      <h1>
        <Trans>Pair the player</Trans>
      </h1>
      <PairingPanel shopId={shop.id} zone={zone} />
      <Link
        to="/shop/$shopId"
        params={{ shopId: shop.id }}
        className={`button ${zone.device ? "button-main" : "button-quiet"}`}
      >
        {zone.device ? <Trans>To the shop</Trans> : <Trans>Later: to the shop</Trans>}
      </Link>
    </div>
  );
}

function NextButton({ onNext }: { onNext: () => void }) {
  return (
    <button type="button" className="button button-main" onClick={onNext}>
      <Trans>Go on</Trans>
    </button>
  );
}
