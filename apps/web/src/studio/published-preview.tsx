import { useQuery } from "@tanstack/react-query";
import { ProblemNote } from "../shell/problem-note.tsx";
import { RecordingPreview } from "./recording-preview.tsx";
import { recordingQuery } from "./use-studio.ts";

interface PublishedPreviewProps {
  recordingId: string;
  /** Where it was asked to begin; null for the loudest part. */
  wishedMs: number | null;
  onChange: (startMs: number | null) => void;
}

/** Which part of a song that is out everybody hears; it can be moved at any time. */
export function PublishedPreview({ recordingId, wishedMs, onChange }: PublishedPreviewProps) {
  const recording = useQuery(recordingQuery(recordingId));
  if (recording.isError) return <ProblemNote error={recording.error} />;
  return recording.data && <RecordingPreview recording={recording.data} wishedMs={wishedMs} onChange={onChange} />;
}
