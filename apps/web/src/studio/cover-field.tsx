import { Trans, useLingui } from "@lingui/react/macro";
import { ProblemError } from "@songkeeper/client";
import { MEDIA_REFUSALS } from "@songkeeper/media";
import { useMutation } from "@tanstack/react-query";
import { ImagePlus, Trash2 } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { coverUrl } from "../listen/cover-url.ts";
import { client } from "../shell/client.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { PICTURE_ACCEPT } from "./chosen-files.ts";
import { sizeText } from "./file-words.ts";
import { REFUSAL_WORDS, refusalValues } from "./media-words.ts";
import type { DraftInHand } from "./use-draft.ts";

/** The release's cover: from the files' tags, or a picture that is chosen or dropped here. */
export function CoverField({ draft }: { draft: DraftInHand }) {
  const { t } = useLingui();
  const chooser = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<{ bytes: number; url: string }>();
  const { coverId } = draft.body;
  const add = useMutation({
    mutationFn: (picture: File) => client.studio.addCover(picture),
    onSuccess: (made) => draft.change((body) => ({ ...body, coverId: made.coverId })),
    onSettled: () => {
      if (chosen) URL.revokeObjectURL(chosen.url);
      setChosen(undefined);
    },
  });
  const take = (file: File | undefined) => {
    if (!file) return;
    setChosen({ bytes: file.size, url: URL.createObjectURL(file) });
    add.mutate(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const picture = chosen?.url ?? (coverId ? coverUrl(coverId, 300) : undefined);
  return (
    <div id="field-coverId" className="space-y-3">
      <div
        className="relative aspect-square w-full max-w-60 overflow-hidden rounded-card border border-line bg-sunken"
        onDragOver={(event) => event.preventDefault()}
        onDrop={onDrop}
      >
        {picture ? (
          <img src={picture} alt={t`Cover`} className={`size-full object-cover ${chosen ? "opacity-60" : ""}`} />
        ) : (
          <p className="flex size-full items-center justify-center p-4 text-center text-sm text-soft">
            <Trans>No cover yet. JPEG, PNG or WebP, square, 1,400 points or more look best.</Trans>
          </p>
        )}
      </div>
      {add.isPending && chosen && <Making bytes={chosen.bytes} />}
      <div className="flex gap-2">
        <button
          type="button"
          className="button button-quiet px-3! whitespace-nowrap"
          disabled={add.isPending}
          onClick={() => chooser.current?.click()}
        >
          <ImagePlus aria-hidden className="size-4" />
          {coverId ? <Trans>Another cover</Trans> : <Trans>Choose a cover</Trans>}
        </button>
        {coverId && (
          <button
            type="button"
            className="button button-icon"
            aria-label={t`Take the cover away`}
            onClick={() => draft.change((body) => ({ ...body, coverId: null }))}
          >
            <Trash2 aria-hidden className="size-5" />
          </button>
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={PICTURE_ACCEPT}
        aria-label={t`Cover picture`}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {add.isError && <CoverRefused error={add.error} />}
    </div>
  );
}

function Making({ bytes }: { bytes: number }) {
  const { i18n } = useLingui();
  return (
    <p role="status" className="text-sm text-soft">
      <Trans>Sending {sizeText(bytes, i18n.locale)}, then the picture is checked and cut…</Trans>
    </p>
  );
}

/** A picture that was refused as a picture says so; anything else is a problem like others. */
function CoverRefused({ error }: { error: Error }) {
  const { i18n } = useLingui();
  const reasons = error instanceof ProblemError ? [error.code, error.facts["reason"], error.facts["refusal"]] : [];
  const refusal = MEDIA_REFUSALS.find((one) => reasons.includes(one));
  if (!refusal || !(error instanceof ProblemError)) return <ProblemNote error={error} />;
  const { why, advice } = REFUSAL_WORDS[refusal];
  const values = refusalValues(error.facts);
  return (
    <p role="alert" className="text-sm text-bad">
      {i18n._({ ...why, values })} {i18n._({ ...advice, values })}
    </p>
  );
}
