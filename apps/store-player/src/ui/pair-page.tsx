import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { Phase } from "../browser/session.ts";
import { Frame, Mark } from "./frame.tsx";

/** Asks for the pairing code that the shop's console shows. */
export function PairPage({
  phase,
  onPair,
}: {
  phase: Extract<Phase, { name: "unpaired" }>;
  onPair: (code: string) => void;
}) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const problem = useProblemWords(phase.problem);
  return (
    <Frame place={<Mark />}>
      <main className="mx-auto my-auto w-full max-w-2xl py-10" data-testid="page-unpaired">
        <h1 className="text-3xl text-balance sm:text-5xl">
          <Trans>Connect this player to your shop</Trans>
        </h1>
        <p className="mt-4 text-lg text-soft">
          <Trans>In the shop's console, press “Make a pairing code” at the zone and type the 8 characters here.</Trans>
        </p>
        <form
          className="mt-8"
          onSubmit={(event) => {
            event.preventDefault();
            onPair(input.current?.value ?? "");
          }}
        >
          <label htmlFor="code" className="font-strong">
            <Trans>Pairing code</Trans>
          </label>
          <div className="mt-2 flex flex-col gap-3 sm:flex-row">
            <input
              ref={input}
              id="code"
              name="code"
              defaultValue={phase.code}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={16}
              placeholder="ABCD-2345"
              aria-invalid={problem !== null}
              aria-describedby={problem ? "problem" : undefined}
              data-testid="pair-code"
              className="min-h-14 w-full min-w-0 flex-1 rounded-card border border-line-strong bg-surface px-4 text-2xl tracking-widest uppercase placeholder:text-soft placeholder:opacity-60"
            />
            <button
              type="submit"
              className="button button-main min-h-14 text-lg"
              disabled={phase.isPairing}
              data-testid="pair-submit"
            >
              {phase.isPairing ? t`Pairing …` : t`Pair`}
            </button>
          </div>
          <p
            id="problem"
            role="alert"
            className="mt-4 rounded-card bg-bad-wash px-4 py-3 text-bad empty:hidden"
            data-testid="pair-problem"
            data-problem={phase.problem ?? ""}
          >
            {problem}
          </p>
        </form>
      </main>
    </Frame>
  );
}

/** What went wrong and what to do, for each reason that the platform or this machine gives. */
function useProblemWords(problem: string | null): string | null {
  const { t } = useLingui();
  if (problem === null) return null;
  const words: Record<string, string | undefined> = {
    short_code: t`The code has 8 letters and digits. Please compare it with the one in the console.`,
    invalid_request: t`The code has 8 letters and digits. Please compare it with the one in the console.`,
    invalid_fields: t`The code has 8 letters and digits. Please compare it with the one in the console.`,
    not_found: t`There is no such code. Please compare it with the one in the console; letters and digits that look alike are accepted.`,
    code_expired: t`This code was used or is older than 15 minutes. Make a new one in the console.`,
    too_many_requests: t`Too many tries. Wait a minute, then try again.`,
    unreachable: t`No answer from Songkeeper. Check this device's connection and try again; if the code is then refused, make a new one.`,
    no_signing: t`This browser cannot make the key that signs the plays. Please update it, or use another browser.`,
    no_storage: t`This device could not keep the pairing. Free some disk space and make a new code.`,
  };
  return words[problem] ?? t`Pairing failed (${problem}). Make a new code in the console and try again.`;
}
