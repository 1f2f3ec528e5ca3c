import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ZoneView } from "@songkeeper/client";
import { CircleAlert, CircleCheck, CircleDashed, Music, VolumeX } from "lucide-react";
import { Ago, useNow, When } from "../shell/when.tsx";
import { FLAG_SAME_AS, FLAG_WORDS, NOW_WORDS } from "./shop-words.ts";

type Device = NonNullable<ZoneView["device"]>;
// A player speaks at least whenever a song begins, and a song lasts up to ten minutes.
const ONLINE_MS = 12 * 60_000;

/** Whether a zone's player is there, what it plays, and what is wrong with it, in words. */
export function DeviceHealth({ zone }: { zone: ZoneView }) {
  const { device } = zone;
  if (!device)
    return (
      <p className="flex items-center gap-2 text-soft">
        <CircleDashed aria-hidden className="size-5 shrink-0" />
        <Trans>No player is paired yet.</Trans>
      </p>
    );
  return (
    <div className="space-y-2">
      <NowPlaying device={device} />
      <Seen device={device} />
      {device.leaseEndsAt && (
        <p className="text-sm text-soft">
          <Trans>
            May play, also without a connection, until <When at={device.leaseEndsAt} zone={zone.timeZone} />.
          </Trans>
        </p>
      )}
      <Worries device={device} />
    </div>
  );
}

function NowPlaying({ device }: { device: Device }) {
  const { i18n } = useLingui();
  const { now } = device;
  if (!now) return null;
  const Icon = now.state === "playing" || now.state === "offline" ? Music : VolumeX;
  return (
    <div className="flex gap-3">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
      <div className="min-w-0">
        {now.title && <p className="font-strong">{now.title}</p>}
        <p className="text-sm text-soft">
          {now.artist && `${now.artist} · `}
          {i18n._(NOW_WORDS[now.state])}
        </p>
      </div>
    </div>
  );
}

function Seen({ device }: { device: Device }) {
  const now = useNow(15_000);
  const seen = device.lastSeenAt;
  if (seen && now.getTime() - Date.parse(seen) < ONLINE_MS)
    return (
      <p className="flex items-center gap-2 text-good">
        <CircleCheck aria-hidden className="size-5 shrink-0" />
        <span>
          <Trans>
            Player connected, heard from <Ago at={seen} />
          </Trans>
        </span>
      </p>
    );
  return (
    <p className="flex gap-2 text-warn">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>
        {seen ? (
          <Trans>
            Last heard from <Ago at={seen} />. It may be playing off-line; its plays come later.
          </Trans>
        ) : (
          <Trans>Paired, but not heard from yet.</Trans>
        )}
      </span>
    </p>
  );
}

function Worries({ device }: { device: Device }) {
  const { i18n } = useLingui();
  const missing = device.gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (missing === 0 && device.flags.length === 0) return null;
  return (
    <ul className="list-disc space-y-1 rounded-card bg-warn-wash py-2 pr-3 pl-8 text-sm text-warn">
      {missing > 0 && (
        <li>
          <Plural
            value={missing}
            one="# play was announced but has not arrived; the player is asked for it."
            other="# plays were announced but have not arrived; the player is asked for them."
          />
        </li>
      )}
      {device.flags.map((flag) => {
        const words = FLAG_WORDS[FLAG_SAME_AS[flag] ?? flag];
        return <li key={flag}>{words ? i18n._(words) : flag}</li>;
      })}
    </ul>
  );
}
