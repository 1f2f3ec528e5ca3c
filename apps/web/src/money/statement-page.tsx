import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, Printer } from "lucide-react";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { monthText } from "../shell/time-text.ts";
import { CheckYourself } from "./check-yourself.tsx";
import type { StatementFile } from "./statement-file.ts";
import { StatementFigures } from "./statement-figures.tsx";
import { StatementLines } from "./statement-lines.tsx";
import { StatementSales } from "./statement-sales.tsx";
import { useStatement } from "./use-party.ts";

const route = getRouteApi("/money/$partyId/statements/$month");

/** One month's statement: the figures, every line exact to the micro, and how to check it oneself. */
export function StatementPage() {
  const { partyId, month } = route.useParams();
  return <SignedInOnly>{() => <KnownStatement key={month} partyId={partyId} month={month} />}</SignedInOnly>;
}

function KnownStatement({ partyId, month }: { partyId: string; month: string }) {
  const { t, i18n } = useLingui();
  const statement = useStatement(partyId, month);
  const monthName = /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? monthText(month, i18n.locale) : month;
  return (
    <div className="space-y-6">
      <PageTitle>{t`Statement ${monthName}`}</PageTitle>
      <div>
        <Link to="/money/$partyId" params={{ partyId }} className="button button-plain no-print -ml-2">
          <ArrowLeft aria-hidden className="size-4" />
          <Trans>Money</Trans>
        </Link>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <h1>
            <Trans>Statement {monthName}</Trans>
          </h1>
          <button type="button" className="button button-quiet no-print" onClick={() => print()}>
            <Printer aria-hidden className="size-4" />
            <Trans>Print</Trans>
          </button>
        </div>
      </div>
      <Loaded query={statement} skeleton={<SkeletonCards heights={["18rem", "20rem", "16rem"]} />}>
        {(file) => <Statement partyId={partyId} month={month} file={file} />}
      </Loaded>
    </div>
  );
}

function Statement({ partyId, month, file }: { partyId: string; month: string; file: StatementFile }) {
  const { header, lines, sales = [] } = file.statement;
  const version = header.version;
  return (
    <div className="space-y-6">
      <p className="text-soft">
        {header.party.name} · <Trans>statement</Trans> <span className="code">{header.id}</span> ·{" "}
        <Trans>version {version}</Trans> · {header.currency} · {header.zone}
      </p>
      <StatementFigures header={header} commissionMicro={file.statement.commissionMicro} />
      {(lines.length > 0 || sales.length === 0) && <StatementLines lines={lines} />}
      {sales.length > 0 && <StatementSales sales={sales} />}
      <CheckYourself partyId={partyId} month={month} file={file} />
    </div>
  );
}
