import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "./me.ts";

/** What Songkeeper is, in plain words, for those who make music and those who play it to others. */
export function HomeModel() {
  return (
    <div className="space-y-6 border-t border-line pt-12">
      <div className="grid gap-4 md:grid-cols-2">
        <Room title={<Trans>You make music</Trans>} to="/studio" word={<Trans>To the Studio</Trans>}>
          <Trans>
            Set your own price. 10 % of what a song earns goes to the words, 10 % to the music, 80 % to the recording;
            each month everyone gets a signed statement that can be checked without trusting us.
          </Trans>
        </Room>
        <Room title={<Trans>You run a shop</Trans>} to="/shop" word={<Trans>To the shop</Trans>}>
          <Trans>
            Pick songs, set a budget for the month, pair a tablet or computer. Thirty seconds really heard cost a fixed
            fee, and you never owe more than you set.
          </Trans>
        </Room>
      </div>
      <TenFen />
      <Account />
    </div>
  );
}

function Room({ title, to, word, children }: { title: ReactNode; to: string; word: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-3 border-t-2 border-accent pt-4">
      <h2>{title}</h2>
      <p className="grow text-soft">{children}</p>
      <Link to={to} className="button button-quiet">
        {word}
      </Link>
    </section>
  );
}

function Account() {
  const me = useMe();
  if (me.data !== null) return null;
  return (
    <div className="flex flex-wrap gap-3">
      <Link to="/sign-up" className="button button-main">
        <Trans>Open an account</Trans>
      </Link>
      <Link to="/sign-in" className="button button-quiet">
        <Trans>Sign in</Trans>
      </Link>
    </div>
  );
}

/** Where the money of one play goes: the whole model in one line. */
function TenFen() {
  return (
    <section aria-labelledby="ten-fen" className="card space-y-4">
      <h2 id="ten-fen">
        <Trans>Where the ¥0.02 of one play in a tea house goes</Trans>
      </h2>
      <ul className="flex flex-col gap-1 sm:flex-row">
        <Part grow="sm:basis-[16%] lg:basis-[10%]" tone="bg-accent-wash text-accent-deep" amount="¥0.002">
          <Trans>Lyricist</Trans>
        </Part>
        <Part grow="sm:basis-[16%] lg:basis-[10%]" tone="bg-accent-wash text-accent-deep" amount="¥0.002">
          <Trans>Composer</Trans>
        </Part>
        <Part grow="sm:basis-[68%] lg:basis-[80%]" tone="bg-accent text-on-accent" amount="¥0.016">
          <Trans>Recording</Trans>
        </Part>
      </ul>
      <p className="text-soft">
        <Trans>
          And ¥0.00 for the platform. Each month everyone gets a signed statement that can be checked without trusting
          us.
        </Trans>
      </p>
    </section>
  );
}

function Part({ grow, tone, amount, children }: { grow: string; tone: string; amount: string; children: ReactNode }) {
  return (
    <li className={`flex items-baseline justify-between gap-3 rounded-card px-3 py-3 sm:block ${grow} ${tone}`}>
      <span>{children}</span>
      <span className="font-strong sm:block">{amount}</span>
    </li>
  );
}
