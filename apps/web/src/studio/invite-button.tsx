import { Trans, useLingui } from "@lingui/react/macro";
import { type InvitationMade, ProblemError } from "@songkeeper/client";
import { useMutation } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { Modal } from "../shell/modal.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { When } from "../shell/when.tsx";
import type { DraftCredit } from "./credit-parts.ts";
import type { DraftInHand } from "./use-draft.ts";

/** Makes a link by which somebody named here gets to what is theirs; from then on their credits mean that person. */
export function InviteButton({ draft, credit }: { draft: DraftInHand; credit: DraftCredit }) {
  const [made, setMade] = useState<InvitationMade>();
  const name = credit.name.trim();
  const invite = useMutation({
    mutationFn: () => client.studio.invite(draft.id, { name, ...(credit.partyId ? { partyId: credit.partyId } : {}) }),
    onSuccess: (invitation) => {
      setMade(invitation);
      draft.change((body) => ({ ...body, tracks: body.tracks.map((track) => named(track, name, invitation.partyId)) }));
    },
  });
  return (
    <>
      <button type="button" className="button button-plain" disabled={invite.isPending} onClick={() => invite.mutate()}>
        <Link2 aria-hidden className="size-4" />
        <Trans>Invite {name} by link</Trans>
      </button>
      {invite.isError && <NotInvited error={invite.error} name={name} />}
      {made && <Invitation made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}

/** Why there is no link: who has joined already needs none. */
export function NotInvited({ error, name }: { error: Error; name: string }) {
  if (!(error instanceof ProblemError && error.code === "party_taken")) return <ProblemNote error={error} />;
  return (
    <p role="status" className="text-sm text-good">
      <Trans>{name} has joined already and is paid without a link.</Trans>
    </p>
  );
}

/** An invitation's link, which is told once: to copy, with how long it works. */
export function Invitation({ made, onClose }: { made: InvitationMade; onClose: () => void }) {
  const { t } = useLingui();
  const link = new URL(made.url, location.origin).href;
  return (
    <Modal title={<Trans>A link for {made.name}</Trans>} onClose={onClose}>
      <div className="space-y-4">
        <p>
          <Trans>
            Send it to {made.name} only: whoever opens it can claim these credits and the money that waits. It is shown
            once.
          </Trans>
        </p>
        <p className="code rounded-card bg-sunken p-3">{link}</p>
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton text={link} what={t`the link`} />
          <span className="text-sm text-soft">
            <Trans>
              It works until <When at={made.expiresAt} form="date" />.
            </Trans>
          </span>
        </div>
      </div>
    </Modal>
  );
}

function named<T extends { credits: DraftCredit[] }>(track: T, name: string, partyId: string): T {
  return {
    ...track,
    credits: track.credits.map((credit) => (credit.name.trim() === name ? { ...credit, partyId } : credit)),
  };
}
