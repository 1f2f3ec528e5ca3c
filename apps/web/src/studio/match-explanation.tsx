import { Trans, useLingui } from "@lingui/react/macro";
import type { RecordingMatch } from "@songkeeper/client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { wrongWords } from "./problem-words.ts";
import { useRefreshDraft } from "./use-draft.ts";

interface MatchExplanationProps {
  match: RecordingMatch;
  draftId: string;
}

const EXPLANATION_MAX = 1_000;

/** What a musician says about a held recording to who compares the two: written, sent, and changed until it is decided. */
export function MatchExplanation({ match, draftId }: MatchExplanationProps) {
  const [writing, setWriting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const [closed, setClosed] = useState(false);
  // The form goes, and with it what had the focus: it goes back to what opened the form.
  useEffect(() => {
    if (closed) opener.current?.focus();
  }, [closed]);
  const open = () => {
    setClosed(false);
    setWriting(true);
  };
  const close = () => {
    setWriting(false);
    setClosed(true);
  };
  if (writing) return <ExplanationForm match={match} draftId={draftId} onClose={close} />;
  const { explanation } = match;
  const opens = (words: ReactNode) => (
    <button ref={opener} type="button" className="button button-quiet" onClick={open}>
      {words}
    </button>
  );
  if (explanation === null) return opens(<Trans>Say something about it</Trans>);
  return (
    <div className="space-y-2 rounded-card bg-surface p-3 text-ink">
      <p role="status" className="flex gap-2 font-strong text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        <Trans>Sent to the person who compares the two:</Trans>
      </p>
      <blockquote className="border-s-2 border-line-strong ps-3 whitespace-pre-line">{explanation}</blockquote>
      {opens(<Trans>Change what you said</Trans>)}
    </div>
  );
}

function ExplanationForm({ match, draftId, onClose }: MatchExplanationProps & { onClose: () => void }) {
  const { i18n } = useLingui();
  const [text, setText] = useState(match.explanation ?? "");
  const [tried, setTried] = useState(false);
  const refresh = useRefreshDraft(draftId);
  const said = text.trim();
  const send = useMutation({
    mutationFn: () => client.studio.explainMatch(match.id, said),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  return (
    <form
      className="space-y-3 rounded-card bg-surface p-3 text-ink"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (said !== "") send.mutate();
      }}
    >
      <Field
        label={<Trans>A note to the person who compares the two</Trans>}
        hint={<Trans>Such as: it is I who plays in both, or I have leave from the owner.</Trans>}
        error={tried && said === "" ? i18n._(wrongWords({ path: "explanation", rule: "missing" })) : undefined}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            className="input min-h-24"
            maxLength={EXPLANATION_MAX}
            value={text}
            // Whoever asked for the form writes in it.
            ref={focusOnce}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {send.isError && <ProblemNote error={send.error} />}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-main" disabled={send.isPending}>
          {send.isPending ? <Trans>Sending…</Trans> : <Trans>Send</Trans>}
        </button>
        <button type="button" className="button button-plain" onClick={onClose}>
          <Trans>Cancel</Trans>
        </button>
      </div>
    </form>
  );
}

function focusOnce(element: HTMLTextAreaElement | null): void {
  element?.focus();
}
