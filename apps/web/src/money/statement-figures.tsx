import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Money } from "../shell/money.tsx";
import type { StatementFile } from "./statement-file.ts";

type Header = StatementFile["statement"]["header"];

/** The statement's figures as a sum from top to bottom. */
export function StatementFigures({ header, commissionMicro }: { header: Header; commissionMicro: string }) {
  return (
    <section aria-labelledby="figures" className="card space-y-4">
      <h2 id="figures">
        <Trans>In short</Trans>
      </h2>
      <dl className="max-w-xl">
        <Figure label={<Trans>Brought forward</Trans>} micros={header.broughtForwardMicro} />
        <Figure label={<Trans>Your shares of this month’s plays</Trans>} micros={header.allocatedMicro} sign="+" />
        <Figure label={<Trans>Corrections for earlier months</Trans>} micros={header.differencesMicro} sign="+" />
        {header.salesMicro !== undefined && (
          <Figure label={<Trans>Your shares of songs that were sold</Trans>} micros={header.salesMicro} sign="+" />
        )}
        <Figure label={<Trans>Tax withheld</Trans>} micros={header.withheldMicro} sign="−" />
        <Figure label={<Trans>Paid out</Trans>} micros={header.paidMicro} sign="−" />
        <Figure label={<Trans>Carried over</Trans>} micros={header.carriedMicro} sign="=" strong />
      </dl>
      <p className="text-sm text-soft">
        <Trans>
          The plays behind these lines came to <Money micros={header.grossMicro} /> for everybody who has a share in
          them. The platform kept <Money micros={commissionMicro} />.
        </Trans>
      </p>
      <Waiting header={header} />
    </section>
  );
}

/** Income that is not payable yet, where there is any. */
function Waiting({ header }: { header: Header }) {
  const { maturing, unclaimed } = header.creditedMicro;
  return (
    <>
      {maturing !== "0" && (
        <p className="text-sm text-soft">
          <Trans>
            <Money micros={maturing} /> of it came by card and can be paid out 30 days after the month’s end.
          </Trans>
        </p>
      )}
      {unclaimed !== "0" && (
        <p className="text-sm text-soft">
          <Trans>
            <Money micros={unclaimed} /> of it is kept until this share is claimed.
          </Trans>
        </p>
      )}
    </>
  );
}

interface FigureProps {
  label: ReactNode;
  micros: string;
  sign?: "+" | "−" | "=";
  strong?: boolean;
}

function Figure({ label, micros, sign, strong }: FigureProps) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 py-2 ${strong ? "border-t-2 border-ink font-strong" : "border-t border-line first:border-t-0"}`}
    >
      <dt className="flex gap-2">
        <span aria-hidden className="w-3 text-soft">
          {sign ?? "\u00a0"}
        </span>
        {label}
      </dt>
      <dd>
        <Money micros={micros} decimals="micro" />
      </dd>
    </div>
  );
}
