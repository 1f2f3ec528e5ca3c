import { Trans, useLingui } from "@lingui/react/macro";
import type { RecordingView } from "@songkeeper/client";
import { MEDIA_STEPS } from "@songkeeper/media";
import { useMutation } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { Modal } from "../shell/modal.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { formatText, sizeText } from "./file-words.ts";
import { ListenButton } from "./listen-button.tsx";
import { MatchNotes } from "./match-notes.tsx";
import { REFUSAL_WORDS, refusalValues, STEP_WORDS } from "./media-words.ts";
import { ProgressLine } from "./progress-line.tsx";
import { uploads } from "./uploads.ts";
import { useRefreshDraft } from "./use-draft.ts";

interface RecordingRowProps {
  recording: RecordingView;
  draftId: string;
  /** Whether this browser can go on with it where it stopped. */
  resumable: boolean;
}

/** A file as the server has it: waiting for its rest, being read step by step, ready, refused, or failed. */
export function RecordingRow({ recording, draftId, resumable }: RecordingRowProps) {
  const { t } = useLingui();
  const refresh = useRefreshDraft(draftId);
  const remove = useMutation({
    mutationFn: () => client.studio.removeRecording(recording.id),
    onSuccess: () => {
      uploads.forget(recording.id);
      return refresh();
    },
  });
  const [asking, setAsking] = useState(false);
  const { fileName } = recording;
  return (
    <div className="space-y-2">
      <div className="flex items-start gap-2">
        <p className="min-w-0 grow pt-2 font-strong wrap-anywhere">{fileName}</p>
        <button
          type="button"
          className="button button-icon shrink-0"
          aria-label={t`Remove ${fileName}`}
          disabled={remove.isPending}
          onClick={() => (recording.state === "ready" ? setAsking(true) : remove.mutate())}
        >
          <Trash2 aria-hidden className="size-5" />
        </button>
      </div>
      <RecordingState recording={recording} draftId={draftId} resumable={resumable} />
      {remove.isError && <ProblemNote error={remove.error} />}
      {asking && (
        <Modal title={<Trans>Remove {fileName}?</Trans>} onClose={() => setAsking(false)}>
          <div className="space-y-4">
            <p>
              <Trans>The file goes, and with it what was written of this song.</Trans>
            </p>
            <button
              type="button"
              className="button button-main"
              disabled={remove.isPending}
              onClick={() => remove.mutate()}
            >
              <Trans>Remove it</Trans>
            </button>
          </div>
        </Modal>
      )}
    </div>
  );
}

function RecordingState({ recording, draftId, resumable }: RecordingRowProps) {
  const { i18n } = useLingui();
  switch (recording.state) {
    case "uploading":
      return <WaitsForRest recording={recording} resumable={resumable} />;
    case "waiting":
      return (
        <p className="text-sm text-soft">
          <Trans>Here, {sizeText(recording.bytes, i18n.locale)}. It is read when those before it are done.</Trans>
        </p>
      );
    case "working":
      return <Working recording={recording} />;
    case "ready":
      return <Ready recording={recording} draftId={draftId} />;
    case "refused":
      return <Refused recording={recording} />;
    case "failed":
      return <Failed recording={recording} draftId={draftId} />;
    case "removed":
      return null;
  }
}

function WaitsForRest({ recording, resumable }: { recording: RecordingView; resumable: boolean }) {
  const { i18n } = useLingui();
  return (
    <p className="text-sm text-warn">
      {resumable ? (
        <Trans>
          Part of {sizeText(recording.bytes, i18n.locale)} has arrived. Choose the same file again to go on where it
          stopped.
        </Trans>
      ) : (
        <Trans>
          This file is being sent from another window or device. If not, choose it here: it is then sent anew.
        </Trans>
      )}
    </p>
  );
}

function Working({ recording }: { recording: RecordingView }) {
  const { i18n, t } = useLingui();
  const { step, share, fileName } = recording;
  const shown = step ?? "probe";
  const [number, of] = [MEDIA_STEPS.indexOf(shown) + 1, MEDIA_STEPS.length];
  const percent = share === null ? undefined : Math.floor(share * 100);
  const next = MEDIA_STEPS[number];
  return (
    <div className="space-y-2">
      <ProgressLine
        percent={Math.round(((number - 1 + (share ?? 0.5)) / of) * 100)}
        label={t`${fileName}, being read`}
      />
      <p className="text-sm">
        {i18n._(STEP_WORDS[shown])}
        {percent !== undefined && ` ${percent} %`}
        <span className="text-soft">
          {" · "}
          <Trans>
            step {number} of {of}
          </Trans>
          {next && (
            <>
              {" · "}
              <Trans>next: {i18n._(STEP_WORDS[next])}</Trans>
            </>
          )}
        </span>
      </p>
      <ListenButton recording={recording} title={fileName} />
    </div>
  );
}

function Ready({ recording, draftId }: { recording: RecordingView; draftId: string }) {
  const { i18n } = useLingui();
  const { source, loudness, tags, fileName } = recording;
  if (!source) return null;
  const format = formatText(source);
  const lufs =
    loudness &&
    new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 }).format(loudness.integratedLufs).replace("-", "−");
  return (
    <div className="space-y-2">
      <p className="flex gap-2 text-sm">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
        <span>
          {source.lossless ? (
            <Trans>
              {format.name}, lossless {format.detail}
            </Trans>
          ) : (
            <Trans>
              {format.name}, {format.detail}: buyers get AAC and your original file, no FLAC
            </Trans>
          )}
          {lufs && (
            <span className="text-soft">
              {" · "}
              <Trans>{lufs} LUFS loud</Trans>
            </span>
          )}
        </span>
      </p>
      <ListenButton recording={recording} title={tags?.title ?? fileName} />
      <MatchNotes matches={recording.matches} draftId={draftId} />
    </div>
  );
}

function Refused({ recording: { refusal, refusalFacts } }: { recording: RecordingView }) {
  const { i18n } = useLingui();
  const words = refusal && REFUSAL_WORDS[refusal];
  const say = ({ id, message }: { id: string; message?: string }) =>
    i18n._({ id, values: refusalValues(refusalFacts), ...(message ? { message } : {}) });
  return (
    <div role="alert" className="flex gap-2 rounded-card bg-bad-wash p-3 text-sm text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div>
        <p className="font-strong">{words ? say(words.why) : <Trans>This file was not taken.</Trans>}</p>
        {words && <p>{say(words.advice)}</p>}
      </div>
    </div>
  );
}

function Failed({ recording, draftId }: { recording: RecordingView; draftId: string }) {
  const refresh = useRefreshDraft(draftId);
  const retry = useMutation({ mutationFn: () => client.studio.retryRecording(recording.id), onSuccess: refresh });
  return (
    <div className="space-y-2">
      <p role="alert" className="text-sm text-bad">
        <Trans>Something failed on our side while this file was read. The file itself is safe here.</Trans>
      </p>
      <button type="button" className="button button-quiet" disabled={retry.isPending} onClick={() => retry.mutate()}>
        <RefreshCw aria-hidden className="size-4" />
        <Trans>Try again</Trans>
      </button>
      {retry.isError && <ProblemNote error={retry.error} />}
    </div>
  );
}
