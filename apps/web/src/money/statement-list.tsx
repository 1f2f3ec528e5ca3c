import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { micro, sumMicro } from "@songkeeper/base";
import type { PartyMoney } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Money } from "../shell/money.tsx";
import { monthText } from "../shell/time-text.ts";

/** Statements, newest first; each leads to its page. */
export function StatementList({ party }: { party: PartyMoney }) {
  const { i18n } = useLingui();
  return (
    <section aria-labelledby="statements" className="card space-y-4">
      <h2 id="statements">
        <Trans>Statements</Trans>
      </h2>
      {party.statements.length === 0 && (
        <p className="text-soft">
          <Trans>The first statement comes by the 5th of next month, also when it is zero.</Trans>
        </p>
      )}
      <ul>
        {party.statements.map((statement) => (
          <li key={statement.id} className="border-b border-line last:border-b-0">
            <Link
              to="/money/$partyId/statements/$month"
              params={{ partyId: party.id, month: statement.month }}
              className="-mx-2 flex items-center gap-3 rounded-card px-2 py-3 hover:bg-sunken"
            >
              <div className="grow">
                <p className="font-strong">{monthText(statement.month, i18n.locale)}</p>
                <p className="text-sm text-soft">
                  <Plural value={statement.lines} one="# line" other="# lines" /> ·{" "}
                  <Trans>
                    paid <Money micros={statement.paidMicro} />, carried over <Money micros={statement.carriedMicro} />
                  </Trans>
                </p>
              </div>
              <p className="font-strong">
                <Money
                  micros={String(
                    sumMicro(
                      [statement.allocatedMicro, statement.differencesMicro, statement.salesMicro].map((text) =>
                        micro(text),
                      ),
                    ),
                  )}
                />
              </p>
              <ChevronRight aria-hidden className="size-5 shrink-0 text-soft" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
