import { Trans, useLingui } from "@lingui/react/macro";
import type { HeldMatch } from "@songkeeper/client";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { operateKeys, useOperate } from "./use-operate.ts";

const NOTE_MAX = 1_000;

/** The decision on a held recording, with a note that its musician reads; a decision that stands is not offered again. */
export function MatchRuling({ match }: { match: HeldMatch }) {
  const { t } = useLingui();
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const decide = useOperate(
    (verdict: "released" | "upheld") =>
      client.operate.decideMatch(match.id, { from: match.state, verdict, note: note.trim() }),
    [operateKeys.matches, operateKeys.outbox],
  );
  const uphold = () => {
    setMissing(note.trim() === "");
    if (note.trim() !== "") decide.mutate("upheld");
  };
  return (
    <div className="space-y-3">
      <Field
        label={<Trans>Note to the musician</Trans>}
        hint={<Trans>The musician reads it with your decision.</Trans>}
        error={isMissing && note.trim() === "" ? t`Say why it may not be published.` : undefined}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            className="input min-h-20 w-full"
            maxLength={NOTE_MAX}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {decide.isError && <ProblemNote error={decide.error} />}
      <div className="flex flex-wrap gap-3">
        {match.state !== "released" && (
          <button
            type="button"
            className="button button-quiet"
            disabled={decide.isPending}
            onClick={() => decide.mutate("released")}
          >
            <Trans>Release: another recording, or theirs to publish</Trans>
          </button>
        )}
        {match.state !== "upheld" && (
          <button type="button" className="button button-quiet" disabled={decide.isPending} onClick={uphold}>
            <Trans>Uphold: it may not be published</Trans>
          </button>
        )}
      </div>
    </div>
  );
}
