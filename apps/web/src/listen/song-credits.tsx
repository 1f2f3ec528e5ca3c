import { Trans, useLingui } from "@lingui/react/macro";
import type { SongPage } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { ORIGIN_WORDS } from "./origin-words.ts";

type Credit = SongPage["credits"][number];

/** Who made the song, and what of its price goes to each. */
export function SongCredits({ page }: { page: SongPage }) {
  const { song, credits } = page;
  const price = song.sale.amountMicro;
  const paid = price !== "0";
  return (
    <section className="card space-y-4">
      <h2>
        {paid ? (
          <Trans>
            Where your <Money micros={price} /> goes
          </Trans>
        ) : (
          <Trans>Who made it</Trans>
        )}
      </h2>
      {paid && <ShareBar credits={credits} />}
      <ul>
        {credits.map((credit, index) => (
          <CreditLine key={index} credit={credit} paid={paid} />
        ))}
      </ul>
      {paid && (
        <p className="text-sm text-soft">
          <Trans>And ¥0.00 for the platform.</Trans>
        </p>
      )}
      <Facts page={page} />
    </section>
  );
}

const TONES = ["bg-accent", "bg-accent/70", "bg-accent/45", "bg-accent/25"];

/** The shares drawn to scale; the list below says the same in words. */
function ShareBar({ credits }: { credits: readonly Credit[] }) {
  return (
    <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-card">
      {credits.map(({ shareMicro }, index) => (
        <div key={index} className={TONES[index % TONES.length]} style={{ flexGrow: Number(shareMicro) }} />
      ))}
    </div>
  );
}

function CreditLine({ credit, paid }: { credit: Credit; paid: boolean }) {
  const { i18n } = useLingui();
  return (
    <li className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-b-0">
      <span className="min-w-0">
        <span className="font-strong">{credit.name}</span>{" "}
        <span className="text-soft">{i18n._(ROLE_WORDS[credit.role])}</span>
        {!credit.joined && (
          <span className="block text-sm text-soft">
            <Trans>has not joined yet; the share is kept</Trans>
          </span>
        )}
      </span>
      {paid && <Money micros={credit.shareMicro} />}
    </li>
  );
}

function Facts({ page }: { page: SongPage }) {
  const { i18n } = useLingui();
  const { origin, workTitle, workWriters, isrc } = page;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
      {origin !== "original" && (
        <div>
          <dt className="text-soft">{i18n._(ORIGIN_WORDS[origin])}</dt>
          <dd>
            {workTitle}
            {workWriters && ` · ${workWriters}`}
          </dd>
        </div>
      )}
      {isrc && (
        <div>
          <dt className="text-soft">ISRC</dt>
          <dd className="code">{isrc}</dd>
        </div>
      )}
    </dl>
  );
}
