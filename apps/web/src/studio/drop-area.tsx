import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Upload } from "lucide-react";
import type { RecordingView } from "@songkeeper/client";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { partChosen, SOUND_ACCEPT, type Unusable } from "./chosen-files.ts";

interface DropAreaProps {
  title: ReactNode;
  onFiles: (files: File[]) => void;
  /** What is here already and is not taken twice. */
  here?: readonly RecordingView[];
  disabled?: boolean;
  large?: boolean;
}

/** A place to drop sound files on, which is a button to choose them too. What is no sound is said here and not sent. */
export function DropArea({ title, onFiles, here, disabled = false, large = false }: DropAreaProps) {
  const { t } = useLingui();
  const chooser = useRef<HTMLInputElement>(null);
  const [unusable, setUnusable] = useState<readonly Unusable[]>([]);
  const [over, setOver] = useState(false);
  const take = (files: Iterable<File>) => {
    const { usable, unusable: rest } = partChosen([...files], here);
    setUnusable(rest);
    if (usable.length > 0) onFiles(usable);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(event.dataTransfer.files);
  };
  return (
    <div
      className={`space-y-3 rounded-card border-2 border-dashed px-4 text-center ${large ? "py-10 sm:py-16" : "py-6"} ${over ? "border-accent bg-accent-wash" : "border-line-strong bg-surface"}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className="text-lg font-strong">{title}</p>
      <p className="text-soft">
        <Trans>
          WAV, FLAC, AIFF or Apple Lossless keep everything. MP3, AAC, Ogg and Opus are taken too. Up to 1 GB and three
          hours each.
        </Trans>
      </p>
      <button type="button" className="button button-main" disabled={disabled} onClick={() => chooser.current?.click()}>
        <Upload aria-hidden className="size-5" />
        <Trans>Choose files</Trans>
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept={SOUND_ACCEPT}
        aria-label={t`Sound files`}
        onChange={(event) => {
          take(event.target.files ?? []);
          // The same file can then be chosen again.
          event.target.value = "";
        }}
      />
      {unusable.length > 0 && <NotTaken files={unusable} />}
    </div>
  );
}

function NotTaken({ files }: { files: readonly Unusable[] }) {
  return (
    <ul role="alert" className="mx-auto max-w-xl space-y-1 text-start text-sm text-bad">
      {files.map(({ name, why }) => (
        <li key={name} className="flex gap-2">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            {why === "empty" ? (
              <Trans>{name} is empty and was not sent. Export it again.</Trans>
            ) : why === "here" ? (
              <Trans>
                {name} is here already and was not sent again. If it is another version, remove the one that is here
                first.
              </Trans>
            ) : (
              <Trans>{name} is none of the kinds that are taken, and was not sent.</Trans>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
