import { Trans, useLingui } from "@lingui/react/macro";
import type { OutboxMessage } from "@songkeeper/client";
import { Mail } from "lucide-react";
import { SkeletonCards } from "../shell/loaded.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { When } from "../shell/when.tsx";
import { reasonText } from "../shop/reason-texts.ts";
import { messageValues, topicText } from "./topic-texts.ts";
import { useOutbox } from "./use-operate.ts";

/** The outbox: what the platform told people. Without a mail or SMS adapter this is where messages arrive. */
export function MessagesPage() {
  const outbox = useOutbox();
  const messages = outbox.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Messages</Trans>
      </h1>
      <p className="max-w-prose text-soft">
        <Trans>What the platform wrote to people. No mail or SMS service is set up, so it arrives here.</Trans>
      </p>
      {outbox.isPending && <SkeletonCards heights={["20rem"]} />}
      {outbox.isError && (
        <ProblemNote error={outbox.error}>
          <button type="button" className="button button-quiet" onClick={() => void outbox.refetch()}>
            <Trans>Try again</Trans>
          </button>
        </ProblemNote>
      )}
      {outbox.data && messages.length === 0 && (
        <p className="card text-soft">
          <Trans>Nothing has been sent yet.</Trans>
        </p>
      )}
      {messages.length > 0 && (
        <ul className="card">
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
      {outbox.hasNextPage && (
        <button
          type="button"
          className="button button-quiet w-full"
          disabled={outbox.isFetchingNextPage}
          onClick={() => void outbox.fetchNextPage()}
        >
          {outbox.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show earlier messages</Trans>}
        </button>
      )}
    </div>
  );
}

function Message({ message }: { message: OutboxMessage }) {
  const { i18n } = useLingui();
  const text = topicText(message.topic);
  return (
    <li className="flex gap-3 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
      <Mail aria-hidden className="mt-0.5 size-5 shrink-0 text-soft" />
      <div className="min-w-0">
        <p className="text-sm text-soft">
          <Trans>
            to {message.to} · <When at={message.createdAt} />
          </Trans>
        </p>
        {text ? (
          <p>
            {i18n._(
              text.id,
              messageValues(
                withReason(message.params, (word) => i18n._(word)),
                i18n.locale,
              ),
            )}
          </p>
        ) : (
          <p className="code">
            {message.topic} {JSON.stringify(message.params)}
          </p>
        )}
      </div>
    </li>
  );
}

/** A parameter that names a verdict's reason, as its sentence: it stands inside another, so without its full stop. */
function withReason(params: OutboxMessage["params"], say: (word: { id: string }) => string): OutboxMessage["params"] {
  const { reason } = params;
  if (!reason) return params;
  const words = reasonText("held", reason);
  return words && words.id !== "reason.unknown" ? { ...params, reason: say(words).replace(/[.。]$/, "") } : params;
}
