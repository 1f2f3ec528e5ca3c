import { useLingui } from "@lingui/react/macro";
import type { Phase } from "../browser/session.ts";
import { Frame, Mark } from "./frame.tsx";

type MessagePhase = Exclude<Phase, { name: "paired" | "unpaired" }>;

/** A page that only says something: starting, playing elsewhere, or why this browser cannot be a player. */
export function MessagePage({ phase }: { phase: MessagePhase }) {
  const { title, help } = useWords(phase);
  return (
    <Frame place={<Mark />}>
      <main
        className="mx-auto my-auto w-full max-w-2xl py-10"
        data-testid={`page-${phase.name}`}
        data-reason={phase.name === "refused" ? phase.reason : undefined}
      >
        <h1 className="text-3xl text-balance sm:text-5xl">{title}</h1>
        <p className="mt-4 text-lg text-soft sm:text-xl">{help}</p>
      </main>
    </Frame>
  );
}

function useWords(phase: MessagePhase): { title: string; help: string } {
  const { t } = useLingui();
  if (phase.name === "starting")
    return { title: t`Starting the player`, help: t`Opening the record of plays on this device.` };
  if (phase.name === "elsewhere")
    return {
      title: t`The player is open in another tab`,
      help: t`Only one tab plays at a time. Close the other one and this one takes over by itself.`,
    };
  return {
    insecure: {
      title: t`This address is not secure`,
      help: t`The player signs every play with a key that browsers only make on a secure page. Open it with https:// in front, or on this computer as localhost.`,
    },
    too_old: {
      title: t`This browser is too old`,
      help: t`The player needs a current Chrome, Edge, Safari or Firefox. Please update the browser or use another device.`,
    },
    no_storage: {
      title: t`This browser keeps nothing`,
      help: t`The player must keep songs and the record of plays on this device. Leave the private window, or free some disk space, and open the page again.`,
    },
  }[phase.reason];
}
