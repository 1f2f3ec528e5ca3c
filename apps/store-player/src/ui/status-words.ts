import { useLingui } from "@lingui/react/macro";
import type { View } from "../core/view.ts";

/** What stands in the place of a title while nothing sounds, and what helps. Null while a song is loaded. */
export function useStatusWords({ doing, notices, songs, volume }: View): { title: string; help: string } | null {
  const { t } = useLingui();
  const noLease = useNoLeaseWords(notices.refusal, notices.offlineSince !== null);
  const words = {
    starting: { title: t`Starting`, help: t`Looking for the soundtrack.` },
    loading: {
      title: t`Loading songs`,
      help:
        notices.offlineSince === null
          ? t`${songs.have} of ${songs.of} songs are on this device. The music starts with the first one.`
          : t`There is no connection and no song is on this device yet. The music starts once the connection is back.`,
    },
    no_lease: noLease,
    nothing_to_play: {
      title: t`The soundtrack is empty`,
      help: t`Choose songs for this zone in the shop's console. The music then starts by itself.`,
    },
    budget_used: {
      title: t`Budget used`,
      help: t`What the shop set aside for today is spent, so nothing is played and nothing is owed. The music goes on with the new day, or once the owner raises the budget or tops up in the console.`,
    },
    ended: {
      title: t`Another player has taken this place`,
      help: t`This zone was paired with another device. To use this one again, make a new code in the console and pair it.`,
    },
    paused: {
      title: t`Paused`,
      help: volume === 0 ? t`The volume is 0: nobody would hear the music, so it waits.` : t`Press play to go on.`,
    },
    sound_blocked: null,
    playing: null,
  };
  return words[doing];
}

function useNoLeaseWords(refusal: string | null, isOffline: boolean): { title: string; help: string } {
  const { t } = useLingui();
  if (refusal === "no_licence")
    return {
      title: t`The shop has no licence`,
      help: t`Take out a licence for this place in the shop's console. The music then starts by itself.`,
    };
  if (refusal === "device_forked" || refusal === "journal_gap")
    return {
      title: t`Waiting for the operator`,
      help: t`The record of plays does not fit what the platform holds. Please tell the operator; nothing is lost.`,
    };
  if (isOffline)
    return {
      title: t`The permission to play has run out`,
      help: t`There has been no connection for longer than this zone may play alone. Bring the connection back and the music goes on.`,
    };
  return {
    title: t`Waiting for permission to play`,
    help: t`The platform has not granted a lease yet. This page asks again by itself.`,
  };
}
