import type { RecordingView } from "@songkeeper/client";
import { hearPart, movePart, toggleAudition, useAudition } from "./audition.ts";
import { PreviewField } from "./preview-field.tsx";
import { previewMs } from "./preview-place.ts";

interface RecordingPreviewProps {
  recording: RecordingView;
  id?: string;
  wishedMs: number | null;
  onChange: (startMs: number | null) => void;
}

/** Which part of a recording everybody hears, with that part to hear; nothing while it is not read. */
export function RecordingPreview({ recording, wishedMs, onChange, ...field }: RecordingPreviewProps) {
  const heard = useAudition(recording.id);
  const on = heard?.status === "playing" || heard?.status === "loading";
  if (!recording.source || !recording.preview) return null;
  const songMs = recording.source.durationMs;
  const move = (startMs: number | null) => {
    if (startMs !== null) movePart(recording, startMs, startMs + previewMs(songMs));
    onChange(startMs);
  };
  return (
    <PreviewField
      {...field}
      songMs={songMs}
      waveformUrl={recording.waveformUrl}
      wishedMs={wishedMs}
      madeMs={recording.preview.startMs}
      onChange={move}
      hearing={{
        on,
        toggle: (fromMs, toMs) => (on ? toggleAudition(recording) : hearPart(recording, fromMs, toMs)),
      }}
    />
  );
}
