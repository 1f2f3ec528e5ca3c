import { Trans, useLingui } from "@lingui/react/macro";
import type { PlatformHealth } from "@songkeeper/client";
import { CircleMinus, OctagonAlert, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { When } from "../shell/when.tsx";
import { LAYER_STATE_WORDS, LAYER_WORDS } from "./jail-words.ts";
import { usePlatformHealth } from "./use-operate.ts";

/** How the platform stands: what it runs on, and what holds a stranger's file. */
export function HealthPage() {
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Health</Trans>
      </h1>
      <Loaded query={usePlatformHealth()} skeleton={<SkeletonCards heights={["8rem", "30rem"]} />}>
        {(health) => (
          <div className="space-y-6">
            <Server health={health} />
            <Jail layers={health.layers} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Server({ health }: { health: PlatformHealth }) {
  return (
    <section aria-labelledby="server" className="card space-y-4">
      <h2 id="server">
        <Trans>Server</Trans>
      </h2>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-5">
        <Fact name={<Trans>Version</Trans>}>{health.version}</Fact>
        <Fact name={<Trans>Database</Trans>}>{health.database === "sqlite" ? "SQLite" : "PostgreSQL"}</Fact>
        <Fact name={<Trans>Clock</Trans>}>
          <When at={health.now} />
        </Fact>
        <Fact name={<Trans>Time zone</Trans>}>{health.timeZone}</Fact>
        <Fact name={<Trans>Songs made ready at once</Trans>}>{health.mediaWorkers}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="font-strong wrap-anywhere">{children}</dd>
    </div>
  );
}

type Layer = PlatformHealth["layers"][number];

function Jail({ layers }: { layers: readonly Layer[] }) {
  const failed = layers.some(({ state }) => state === "failed");
  return (
    <section aria-labelledby="jail" className="card space-y-3">
      <h2 id="jail">
        <Trans>Around strangers’ files</Trans>
      </h2>
      <p className="max-w-prose text-soft">
        <Trans>
          Songs and covers come from people nobody knows. What opens them is held by these layers; each holds without
          the others.
        </Trans>
      </p>
      {failed && (
        <p role="alert" className="rounded-card bg-bad-wash p-3 text-bad">
          <Trans>A layer that this machine should have does not hold. Files are still opened; look at why.</Trans>
        </p>
      )}
      <ul>
        {layers.map((layer) => (
          <LayerRow key={layer.name} layer={layer} />
        ))}
      </ul>
    </section>
  );
}

const LOOKS = {
  on: { Icon: ShieldCheck, tone: "text-good" },
  absent: { Icon: CircleMinus, tone: "text-soft" },
  failed: { Icon: OctagonAlert, tone: "text-bad" },
} as const satisfies Record<Layer["state"], unknown>;

function LayerRow({ layer: { name, state, detail } }: { layer: Layer }) {
  const { i18n } = useLingui();
  const { Icon, tone } = LOOKS[state];
  return (
    <li className="flex gap-3 border-t border-line py-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tone}`} />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span className="font-strong">{i18n._(LAYER_WORDS[name].name)}</span>
          <span className={`text-sm ${tone}`}>{i18n._(LAYER_STATE_WORDS[state])}</span>
        </p>
        <p className="text-sm text-soft">{i18n._(LAYER_WORDS[name].does)}</p>
        {detail !== "" && <p className="code text-sm wrap-anywhere text-soft">{detail}</p>}
      </div>
    </li>
  );
}
