import { Trans, useLingui } from "@lingui/react/macro";
import { Check, CircleAlert, CloudOff, RefreshCw } from "lucide-react";
import { ProblemNote } from "../shell/problem-note.tsx";
import type { DraftInHand } from "./use-draft.ts";

/** How safe the draft is, in words: saved and when, being saved, kept here until there is a connection, or in conflict. */
export function SaveNote({ draft: { kept, reload } }: { draft: DraftInHand }) {
  const { i18n } = useLingui();
  switch (kept.state) {
    case "saved": {
      const format = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
      const time = new Intl.DateTimeFormat(i18n.locale, format).format(new Date(kept.savedAt));
      return (
        <p role="status" className="flex items-center gap-1 text-sm text-soft">
          <Check aria-hidden className="size-4" />
          <Trans>Saved {time}</Trans>
        </p>
      );
    }
    case "changed":
    case "saving":
      return (
        <p role="status" className="text-sm text-soft">
          <Trans>Saving…</Trans>
        </p>
      );
    case "waiting":
      return (
        <p role="status" className="flex items-center gap-1 text-sm text-warn">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          <Trans>Kept on this device; it is saved when the platform can be reached.</Trans>
        </p>
      );
    case "conflict":
      return (
        <div role="alert" className="flex flex-wrap items-center gap-3 rounded-card bg-bad-wash p-3 text-bad">
          <CircleAlert aria-hidden className="size-5 shrink-0" />
          <p className="min-w-0 grow basis-60">
            <Trans>
              This draft was changed in another window. To go on here, load what was saved there; what you wrote here
              since is then given up.
            </Trans>
          </p>
          <button type="button" className="button button-quiet" onClick={() => void reload().catch(() => undefined)}>
            <RefreshCw aria-hidden className="size-4" />
            <Trans>Load it</Trans>
          </button>
        </div>
      );
    case "refused":
      return <ProblemNote error={kept.error} />;
  }
}
