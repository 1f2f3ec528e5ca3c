import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";
import type { Session } from "../browser/session.ts";

/** Lets a replaced player be paired anew; plays that are still to be delivered would be lost, so it asks about them. */
export function LeaveButton({ session, waiting }: { session: Session; waiting: number }) {
  const [isAsking, setIsAsking] = useState(false);
  const leave = () => (waiting > 0 && !isAsking ? setIsAsking(true) : void session.leave());
  return (
    <div className="flex flex-col items-start gap-3">
      {isAsking && (
        <p className="rounded-card bg-warn-wash px-4 py-2.5 text-warn" role="alert">
          <Plural
            value={waiting}
            one="# play is not delivered yet and would be lost. Wait for the connection, or press again to go on without it."
            other="# plays are not delivered yet and would be lost. Wait for the connection, or press again to go on without them."
          />
        </p>
      )}
      <button type="button" className="button button-main" data-testid="pair-again" onClick={leave}>
        <Trans>Pair this device again</Trans>
      </button>
    </div>
  );
}
