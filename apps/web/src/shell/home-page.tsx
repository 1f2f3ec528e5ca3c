import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "./me.ts";

/** What Songkeeper is, in plain words; for who is signed in, the ways into their rooms. */
export function HomePage() {
  return (
    <div className="space-y-12 sm:space-y-16">
      <section className="max-w-4xl space-y-5">
        <h1 className="text-[clamp(1.75rem,1.3rem+2.2vw,2.875rem)]! leading-tight!">
          <Trans>Music for your shop. Every play paid to the people who made the song.</Trans>
        </h1>
        <p className="max-w-2xl text-lg text-soft">
          <Trans>
            Musicians set a fee for a single play. Shops choose songs, see what a day costs before they owe anything,
            and pay only for what really sounded. Songkeeper keeps nothing of it.
          </Trans>
        </p>
        <Ways />
      </section>
      <TenFen />
      <Three />
    </div>
  );
}

function Ways() {
  const me = useMe();
  if (me.data) return <Rooms parties={me.data.parties.length} operator={me.data.user.operator} />;
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

function Rooms({ parties, operator }: { parties: number; operator: boolean }) {
  return (
    <div className="flex flex-wrap gap-3">
      <Link to="/shop" className="button button-main">
        <Trans>To the shop</Trans>
      </Link>
      {parties > 0 && (
        <Link to="/money" className="button button-quiet">
          <Trans>To my money</Trans>
        </Link>
      )}
      {operator && (
        <Link to="/operate" className="button button-quiet">
          <Trans>To the operator’s room</Trans>
        </Link>
      )}
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

function Three() {
  return (
    <div className="grid gap-4 md:grid-cols-3">
      <Step title={<Trans>The shop plays</Trans>} room={<Trans>For shops</Trans>}>
        <Trans>
          Pick songs, set a budget for the month, pair a tablet or computer. It goes on playing when the internet does
          not, and never spends more than you set.
        </Trans>
      </Step>
      <Step title={<Trans>The play is judged</Trans>} room={<Trans>For both</Trans>}>
        <Trans>
          Thirty seconds really heard count once. Every play is listed with its fee, or with the reason why it cost
          nothing, for the shop and for the musician alike.
        </Trans>
      </Step>
      <Step title={<Trans>The people are paid</Trans>} room={<Trans>For musicians</Trans>}>
        <Trans>
          At the end of the month the books are closed, statements signed and payouts sent: 10 % to the words, 10 % to
          the music, 80 % to the recording.
        </Trans>
      </Step>
    </div>
  );
}

function Step({ title, room, children }: { title: ReactNode; room: ReactNode; children: ReactNode }) {
  return (
    <section className="space-y-2 border-t-2 border-accent pt-4">
      <p className="flex items-center gap-1 text-sm text-soft">
        <ArrowRight aria-hidden className="size-4" />
        {room}
      </p>
      <h2>{title}</h2>
      <p className="text-soft">{children}</p>
    </section>
  );
}
