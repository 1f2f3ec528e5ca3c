import { Trans, useLingui } from "@lingui/react/macro";
import { currentSong } from "@songkeeper/player";
import { Link } from "@tanstack/react-router";
import { ListMusic } from "lucide-react";
import { Field } from "../shell/field.tsx";
import { Modal } from "../shell/modal.tsx";
import { clockText } from "../shell/time-text.ts";
import { Accented } from "./accented.tsx";
import { Cover } from "./cover.tsx";
import { lineAt } from "./lyric-at.ts";
import { player, usePlayer } from "./player.ts";
import { BelowWished, QualityChoice } from "./quality-choice.tsx";
import { SeekSlider } from "./seek-slider.tsx";
import { SoundingWord } from "./sounding-word.tsx";
import { NextButton, PlayPauseButton, PreviousButton, RepeatButton, ShuffleButton } from "./transport.tsx";
import { useSong } from "./use-listen.ts";
import { VolumeControl } from "./volume-control.tsx";

/** The whole player: cover, waveform and everything that can be set. */
export function PlayerSheet({ onClose, onQueue }: { onClose: () => void; onQueue: () => void }) {
  const song = usePlayer(currentSong);
  if (!song) return null;
  return (
    <Modal title={<Trans>Now playing</Trans>} onClose={onClose}>
      <Accented color={song.color} className="space-y-4">
        <Cover
          coverId={song.coverId}
          color={song.color}
          sizes="min(27rem, 86vw)"
          className="mx-auto w-full max-w-[min(18rem,30vh)]"
        />
        <div className="text-center">
          <Link
            to="/song/$songId"
            params={{ songId: song.id }}
            className="block truncate text-lg font-strong hover:underline"
            onClick={onClose}
          >
            {song.title}
          </Link>
          <Link
            to="/artist/$artistId"
            params={{ artistId: song.artist.id }}
            className="block truncate text-soft hover:underline"
            onClick={onClose}
          >
            {song.artist.name}
          </Link>
          <SungLine songId={song.id} />
        </div>
        <SeekSlider className="flex" tall />
        <div className="flex items-center justify-center gap-2">
          <ShuffleButton />
          <PreviousButton />
          <PlayPauseButton large />
          <NextButton />
          <RepeatButton />
        </div>
        <VolumeControl />
        <div className="flex flex-wrap items-end gap-3">
          <QualityChoice />
          <SleepChoice />
          <button type="button" className="button button-quiet" onClick={onQueue}>
            <ListMusic aria-hidden className="size-5" />
            <Trans>Queue</Trans>
          </button>
        </div>
        <p role="status" className="min-h-6 text-sm text-soft">
          <SoundingWord /> <BelowWished />
        </p>
      </Accented>
    </Modal>
  );
}

/** The line that is sung now, of songs whose lyrics have times. */
function SungLine({ songId }: { songId: string }) {
  const lines = useSong(songId).data?.timedLyrics;
  const sung = usePlayer(({ positionMs, source }) => (lines ? lineAt(lines, positionMs + (source?.startMs ?? 0)) : -1));
  if (!lines) return null;
  return <p className="mt-2 min-h-12 text-accent-deep">{lines[sung]?.text}</p>;
}

function SleepChoice() {
  const { t, i18n } = useLingui();
  const sleep = usePlayer((state) => state.sleep);
  const until = typeof sleep === "number" ? clockText(new Date(sleep).toISOString(), i18n.locale) : "";
  return (
    <div className="min-w-36 grow">
      <Field label={<Trans>Sleep timer</Trans>}>
        {(attributes) => (
          <select
            {...attributes}
            className="input"
            value={typeof sleep === "number" ? "set" : (sleep ?? "off")}
            onChange={({ currentTarget: { value } }) => {
              if (value === "song_end") player.sleepAfter("song_end");
              else player.sleepAfter(value === "off" ? null : Number(value));
            }}
          >
            <option value="off">{t`Off`}</option>
            {until && <option value="set">{t`Until ${until}`}</option>}
            <option value="15">{t`In 15 minutes`}</option>
            <option value="30">{t`In 30 minutes`}</option>
            <option value="60">{t`In an hour`}</option>
            <option value="song_end">{t`After this song`}</option>
          </select>
        )}
      </Field>
    </div>
  );
}
