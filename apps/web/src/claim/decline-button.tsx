import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Modal } from "../shell/modal.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { useDeclineClaim } from "./use-claim.ts";

/** "Not my share": said once more before it is done, since the link works no more afterwards. */
export function DeclineButton({ secret }: { secret: string }) {
  const [asking, setAsking] = useState(false);
  const decline = useDeclineClaim(secret);
  return (
    <div>
      <button type="button" className="button button-plain w-full" onClick={() => setAsking(true)}>
        <Trans>This is not my share</Trans>
      </button>
      {asking && (
        <Modal title={<Trans>Not yours?</Trans>} onClose={() => setAsking(false)}>
          <div className="space-y-4">
            <p>
              <Trans>
                The link then works no more, and the musician is told to look again. The money stays where it is, for
                whoever it belongs to.
              </Trans>
            </p>
            {decline.isError && <ProblemNote error={decline.error} />}
            <div className="flex flex-wrap gap-3">
              <button
                type="button"
                className="button button-main"
                disabled={decline.isPending}
                onClick={() => decline.mutate()}
              >
                <Trans>It is not mine</Trans>
              </button>
              <button type="button" className="button button-quiet" onClick={() => setAsking(false)}>
                <Trans>Leave it</Trans>
              </button>
            </div>
          </div>
        </Modal>
      )}
    </div>
  );
}
