import { Trans } from "@lingui/react/macro";
import type { InvitationMade } from "@songkeeper/client";
import { useMutation } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { Invitation, NotInvited } from "./invite-button.tsx";

interface InviteForTrackProps {
  trackId: string;
  name: string;
  partyId: string | undefined;
}

/** Makes a link for somebody who is named on a song that is out. */
export function InviteForTrack({ trackId, name, partyId }: InviteForTrackProps) {
  const [made, setMade] = useState<InvitationMade>();
  const invite = useMutation({
    mutationFn: () => client.studio.inviteForTrack(trackId, { name, ...(partyId ? { partyId } : {}) }),
    onSuccess: setMade,
  });
  return (
    <>
      <button type="button" className="button button-quiet" disabled={invite.isPending} onClick={() => invite.mutate()}>
        <Link2 aria-hidden className="size-4" />
        <Trans>Invite {name} by link</Trans>
      </button>
      {invite.isError && <NotInvited error={invite.error} name={name} />}
      {made && <Invitation made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}
