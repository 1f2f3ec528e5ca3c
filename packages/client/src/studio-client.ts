import type {
  Claim,
  Claimed,
  ClaimView,
  ConsentGiven,
  ConsentGiving,
  ConsentList,
  CoverMade,
  DraftChange,
  DraftList,
  DraftSaved,
  DraftView,
  InvitationMade,
  ListeningChange,
  NewInvitation,
  OwnParty,
  OwnReleasePage,
  PreviewChange,
  Published,
  RecordingView,
  SalePrice,
} from "./shapes.ts";
import type { Send } from "./transport.ts";

/** The Studio: drafts with their uploads, publishing, what is published, invitations to co-writers, and leave for covers. */
export function studioClient(send: Send) {
  const post = <T>(path: string, body: unknown = {}) => send<T>(path, { method: "POST", body });
  return {
    /** The party under which one is credited and paid, made if there is none. */
    beginParty: (name: string) => post<OwnParty>("/api/me/party", { name }),
    addDraft: () => post<DraftView>("/api/drafts"),
    listDrafts: (signal?: AbortSignal) => send<DraftList>("/api/drafts", { signal }),
    getDraft: (draftId: string, signal?: AbortSignal) => send<DraftView>(`/api/drafts/${draftId}`, { signal }),
    saveDraft: (draftId: string, change: DraftChange) =>
      send<DraftSaved>(`/api/drafts/${draftId}`, { method: "PUT", body: change }),
    removeDraft: (draftId: string) => post<undefined>(`/api/drafts/${draftId}/remove`),
    restoreDraft: (draftId: string) => post<undefined>(`/api/drafts/${draftId}/restore`),
    publish: (draftId: string, revision: number) => post<Published>(`/api/drafts/${draftId}/publish`, { revision }),
    /** Where files are uploaded to (tus 1.0): with the metadata `draftId` and `filename`. */
    uploadsUrl: () => "/api/uploads",
    getRecording: (recordingId: string, signal?: AbortSignal) =>
      send<RecordingView>(`/api/recordings/${recordingId}`, { signal }),
    removeRecording: (recordingId: string) => post<undefined>(`/api/recordings/${recordingId}/remove`),
    retryRecording: (recordingId: string) => post<RecordingView>(`/api/recordings/${recordingId}/retry`),
    /** Tells who decides about a held recording what its musician has to say; said again, it replaces that. */
    explainMatch: (matchId: string, explanation: string) =>
      post<undefined>(`/api/matches/${matchId}/explanation`, { explanation }),
    addCover: (picture: Blob) => send<CoverMade>("/api/covers", { method: "POST", body: picture }),
    invite: (draftId: string, invitation: NewInvitation) =>
      post<InvitationMade>(`/api/drafts/${draftId}/invitations`, invitation),
    inviteForTrack: (trackId: string, invitation: NewInvitation) =>
      post<InvitationMade>(`/api/tracks/${trackId}/invitations`, invitation),
    listReleases: (cursor?: string, signal?: AbortSignal) =>
      send<OwnReleasePage>("/api/studio/releases", { query: { cursor }, signal }),
    changeSalePrice: (trackId: string, price: SalePrice) => post<undefined>(`/api/tracks/${trackId}/sale-price`, price),
    changeListening: (trackId: string, change: ListeningChange) =>
      post<undefined>(`/api/tracks/${trackId}/listening`, change),
    changePreview: (trackId: string, change: PreviewChange) =>
      post<undefined>(`/api/tracks/${trackId}/preview`, change),
    withdraw: (trackId: string) => post<undefined>(`/api/tracks/${trackId}/withdraw`),
    restore: (trackId: string) => post<undefined>(`/api/tracks/${trackId}/restore`),
    getClaim: (secret: string, signal?: AbortSignal) => send<ClaimView>(`/api/claims/${secret}`, { signal }),
    takeClaim: (secret: string, claim: Claim) => post<Claimed>(`/api/claims/${secret}`, claim),
    /** Covers and remixes that wait for one's leave. */
    listConsents: (signal?: AbortSignal) => send<ConsentList>("/api/consents", { signal }),
    giveConsent: (trackId: string, giving: ConsentGiving) =>
      post<ConsentGiven>(`/api/tracks/${trackId}/consent`, giving),
    declineClaim: (secret: string) => post<undefined>(`/api/claims/${secret}/decline`),
  };
}
