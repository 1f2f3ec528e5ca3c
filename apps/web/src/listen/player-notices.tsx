import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { lengthText } from "../shell/time-text.ts";
import { FAILURE_WORDS } from "./failure-words.ts";
import { player, usePlayer } from "./player.ts";

const SLOW_MS = 6_000;

/** What the player has to say, above its bar: why nothing sounds, that a preview is over. */
export function PlayerNotices() {
  const { i18n } = useLingui();
  const failure = usePlayer((state) => state.failure);
  return (
    <div role="status">
      {failure && (
        <Notice tone="bg-bad-wash text-bad">
          <p className="min-w-0 grow">{i18n._(FAILURE_WORDS[failure])}</p>
          <button type="button" className="button button-quiet shrink-0" onClick={() => player.resume()}>
            <Trans>Try again</Trans>
          </button>
        </Notice>
      )}
      <SlowWord />
      <PreviewOver />
    </div>
  );
}

/** What waits longer than it should says so, before anything has failed. */
function SlowWord() {
  const status = usePlayer((state) => state.status);
  return status === "loading" ? <SlowNotice /> : null;
}

function SlowNotice() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!slow) return null;
  return (
    <Notice tone="bg-warn-wash text-warn">
      <p>
        <Trans>The connection is slow or lost. The song goes on as soon as it arrives.</Trans>
      </p>
    </Notice>
  );
}

function PreviewOver() {
  const { t } = useLingui();
  const song = usePlayer((state) => state.previewOver);
  if (!song) return null;
  const length = lengthText(song.durationMs);
  return (
    <Notice tone="bg-accent-wash text-accent-deep">
      <p className="min-w-0 grow">
        <Trans>
          That was the preview of “{song.title}”. Buy it to hear all {length} of it.
        </Trans>
      </p>
      <Link
        to="/song/$songId"
        params={{ songId: song.id }}
        search={{ buy: 1 }}
        className="button button-main shrink-0"
        onClick={() => player.dismissPreviewOver()}
      >
        <Trans>Buy</Trans>
      </Link>
      <button
        type="button"
        className="button button-icon shrink-0"
        aria-label={t`Put this away`}
        onClick={() => player.dismissPreviewOver()}
      >
        <X aria-hidden className="size-5" />
      </button>
    </Notice>
  );
}

function Notice({ tone, children }: { tone: string; children: ReactNode }) {
  return (
    <div className={tone}>
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2 text-sm sm:px-6">{children}</div>
    </div>
  );
}
