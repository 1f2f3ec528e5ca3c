import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { client } from "../shell/client.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { When } from "../shell/when.tsx";
import type { StatementFile } from "./statement-file.ts";
import { useKeys } from "./use-party.ts";

/** The files, the fingerprint and the one line that checks them without trusting the platform. */
export function CheckYourself({ partyId, month, file }: { partyId: string; month: string; file: StatementFile }) {
  const { t } = useLingui();
  const { checkpoint } = file.statement.checkpoint;
  const names = { statement: `statement-${month}.json`, plays: `plays-${month}.jsonl.gz` };
  const fingerprint = useFingerprint(checkpoint.keyId);
  const hasPlays = file.statement.playsFile !== null;
  const line = [
    "npm run verify --",
    names.statement,
    ...(hasPlays ? [names.plays] : []),
    `--key ${fingerprint ?? "…"}`,
  ].join(" ");
  return (
    <section aria-labelledby="check" className="card space-y-5">
      <h2 id="check">
        <Trans>Check it yourself</Trans>
      </h2>
      <p className="max-w-prose text-soft">
        <Trans>
          You need not believe us. Download the files; the command below works everything out anew from the plays that
          players in the shops signed, without asking this platform.
        </Trans>
      </p>
      <div className="no-print flex flex-wrap gap-3">
        <a className="button button-quiet" href={client.money.statementUrl(partyId, month)} download={names.statement}>
          <Download aria-hidden className="size-4" />
          <Trans>Statement (JSON)</Trans>
        </a>
        {hasPlays && (
          <a className="button button-quiet" href={client.money.playsUrl(partyId, month)} download={names.plays}>
            <Download aria-hidden className="size-4" />
            <Trans>Plays behind it</Trans>
          </a>
        )}
      </div>
      <div className="space-y-2">
        <p>
          <Trans>In a copy of Songkeeper’s source, with both files beside it:</Trans>
        </p>
        <div className="flex flex-wrap items-start gap-2">
          <code className="code min-w-0 grow rounded-card bg-sunken p-3">{line}</code>
          <CopyButton text={line} what={t`the command`} compact />
        </div>
      </div>
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[auto_1fr]">
        <dt className="text-soft">
          <Trans>Key fingerprint</Trans>
        </dt>
        <dd className="code">{fingerprint ?? "…"}</dd>
        <dt className="text-soft">
          <Trans>State of the log</Trans>
        </dt>
        <dd>
          <Trans>
            {checkpoint.treeSize} leaves, <When at={checkpoint.at} zone={checkpoint.timeZone} />
          </Trans>
          <span className="code block">{checkpoint.rootHash}</span>
        </dd>
        {file.statement.playsFile && (
          <>
            <dt className="text-soft">
              <Trans>Plays file (unpacked)</Trans>
            </dt>
            <dd className="code">SHA-256 {file.statement.playsFile.sha256}</dd>
          </>
        )}
      </dl>
      <p className="max-w-prose text-sm text-soft">
        <Trans>
          Compare the fingerprint once with one you got another way, for instance on an earlier statement: whoever could
          change this page could change it here.
        </Trans>
      </p>
    </section>
  );
}

function useFingerprint(keyId: string): string | undefined {
  const keys = useKeys().data?.keys;
  return keys?.find(({ kid }) => kid === keyId)?.fingerprint;
}
