import { Trans, useLingui } from "@lingui/react/macro";
import { Pause, Play, RefreshCw, X } from "lucide-react";
import { useRefreshDraft } from "./use-draft.ts";
import { client } from "../shell/client.ts";
import { problemText } from "../shell/problem-text.ts";
import { durationText } from "../shell/time-text.ts";
import { percentDone, sizeText } from "./file-words.ts";
import { ProgressLine } from "./progress-line.tsx";
import { bytesPerSecond, msLeft } from "./upload-pace.ts";
import type { UploadItem } from "./upload-queue.ts";
import { uploads } from "./uploads.ts";

/** A file that this page sends: how far it is, how fast, how long still; and pause, go on, cancel. */
export function UploadRow({ item }: { item: UploadItem }) {
  const { t } = useLingui();
  const percent = percentDone(item.sent, item.bytes);
  return (
    <div className="space-y-2">
      <div className="flex items-start gap-2">
        <p className="min-w-0 grow pt-2 font-strong wrap-anywhere">{item.fileName}</p>
        <UploadButtons item={item} />
      </div>
      {item.state !== "refused" && <ProgressLine percent={percent} label={t`${item.fileName}, sent`} />}
      <UploadWords item={item} percent={percent} />
    </div>
  );
}

function UploadButtons({ item: { key, state, fileName, draftId, recordingId } }: { item: UploadItem }) {
  const { t } = useLingui();
  const refresh = useRefreshDraft(draftId);
  const cancel = async () => {
    await uploads.cancel(key);
    if (recordingId) await client.studio.removeRecording(recordingId).catch(() => undefined);
    await refresh();
  };
  if (state === "sent") return null;
  const goesOn = state === "paused" || state === "refused";
  return (
    <div className="flex shrink-0">
      {goesOn ? (
        <button
          type="button"
          className="button button-icon"
          aria-label={state === "paused" ? t`Go on with ${fileName}` : t`Try ${fileName} again`}
          onClick={() => uploads.resume(key)}
        >
          {state === "paused" ? <Play aria-hidden className="size-5" /> : <RefreshCw aria-hidden className="size-5" />}
        </button>
      ) : (
        <button
          type="button"
          className="button button-icon"
          aria-label={t`Pause ${fileName}`}
          onClick={() => uploads.pause(key)}
        >
          <Pause aria-hidden className="size-5" />
        </button>
      )}
      <button
        type="button"
        className="button button-icon"
        aria-label={t`Cancel ${fileName}`}
        onClick={() => void cancel()}
      >
        <X aria-hidden className="size-5" />
      </button>
    </div>
  );
}

function UploadWords({ item, percent }: { item: UploadItem; percent: number }) {
  const { i18n } = useLingui();
  const size = sizeText(item.bytes, i18n.locale);
  const done = sizeText(item.sent, i18n.locale);
  switch (item.state) {
    case "queued":
      return (
        <p className="text-sm text-soft">
          <Trans>Waits for its turn · {size}</Trans>
        </p>
      );
    case "sending":
      return <SendingWords item={item} percent={percent} />;
    case "stalled":
      return (
        <p className="text-sm text-warn">
          <Trans>
            {percent} %, {done} of {size} sent. No connection at the moment: it goes on by itself when there is one.
          </Trans>
        </p>
      );
    case "paused":
      return (
        <p className="text-sm text-soft">
          <Trans>
            Paused at {percent} %, {done} of {size}
          </Trans>
        </p>
      );
    case "refused":
      return <NotTaken item={item} />;
    case "sent":
      return (
        <p className="text-sm text-soft">
          <Trans>All of it has arrived. It is read next.</Trans>
        </p>
      );
  }
}

function SendingWords({ item, percent }: { item: UploadItem; percent: number }) {
  const { i18n } = useLingui();
  const speed = bytesPerSecond(item.pace);
  const left = msLeft(item.pace, item.bytes - item.sent);
  const size = sizeText(item.bytes, i18n.locale);
  const done = sizeText(item.sent, i18n.locale);
  const aSecond = speed === undefined ? "" : sizeText(speed, i18n.locale);
  const time = left === undefined ? "" : durationText(Math.max(1000, left), i18n.locale);
  return (
    <p className="text-sm text-soft">
      <Trans>
        {percent} % · {done} of {size}
      </Trans>
      {speed !== undefined && (
        <>
          {" · "}
          <Trans>{aSecond} a second</Trans>
        </>
      )}
      {left !== undefined && (
        <>
          {" · "}
          <Trans>{time} left</Trans>
        </>
      )}
    </p>
  );
}

function NotTaken({ item }: { item: UploadItem }) {
  const { i18n } = useLingui();
  const { code = "internal", status = 500 } = item.refusal ?? {};
  return (
    <p role="alert" className="text-sm text-bad">
      {code === "file_unreadable" ? (
        <Trans>
          The browser cannot read this file any more: it was moved or changed. Cancel, then choose it once more.
        </Trans>
      ) : (
        i18n._(problemText({ code, status }))
      )}
    </p>
  );
}
