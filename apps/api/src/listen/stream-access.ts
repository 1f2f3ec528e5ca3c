import { entitlement, includesTier } from "@songkeeper/catalog";
import type { Services } from "../services.ts";
import { markDelivered } from "../orders/mark-delivered.ts";
import {
  findHeardRecording,
  findListeningFacts,
  findPreviewAt,
  findRecordingFile,
  findTrackHeard,
  isBeingMade,
  type ListeningCase,
} from "./recording-queries.ts";
import { remembering } from "./short-memory.ts";
import type { StreamToken } from "./stream-token.ts";

/** A refund or a withdrawal ends a stream within this time. */
const FACTS = { ms: 10_000, max: 5_000 };
/** What is known of a file never changes; only the file may be removed. */
const FILES = { ms: 600_000, max: 2_000 };
const RECORDINGS = { ms: 600_000, max: 500 };
/** A delivery is noted before the first byte, and not again for the same token. */
const DELIVERIES = { ms: 86_400_000, max: 10_000 };

export type StreamAccess = ReturnType<typeof streamAccess>;

/** Who may stream what, asked anew for every request and remembered for ten seconds. */
export function streamAccess({ transact, now }: Pick<Services, "transact" | "now">) {
  // By tier, too: what was remembered of somebody before they bought the song says nothing of what they may hear now.
  const factsOf = remembering(FACTS, ({ tier: _, ...asked }: ListeningCase & Pick<StreamToken, "tier">) =>
    transact((tx) => findListeningFacts(tx, asked)),
  );
  const trackOf = remembering(FACTS, (recordingId: string) => transact((tx) => findTrackHeard(tx, recordingId)));
  const recordingOf = remembering(RECORDINGS, (id: string) => transact((tx) => findHeardRecording(tx, id)));
  const fileOf = remembering(FILES, ({ recordingId, name }: { recordingId: string; name: string }) =>
    transact((tx) => findRecordingFile(tx, recordingId, name)),
  );
  const previewAt = remembering(FACTS, ({ recordingId, startMs }: { recordingId: string; startMs: number }) =>
    transact((tx) => findPreviewAt(tx, recordingId, startMs)),
  );
  const deliver = remembering(DELIVERIES, ({ userId, trackId }: { userId: string; trackId: string; text: string }) =>
    transact((tx) => markDelivered(tx, { userId, trackId }, now())),
  );
  const factsNow = ({ recordingId, trackId, userId, tier }: StreamToken) =>
    factsOf({ recordingId, trackId, userId, tier }, now());
  return {
    /** Whether a token's holder may still hear what it was given for. */
    async allows(token: StreamToken): Promise<boolean> {
      const facts = await factsNow(token);
      return facts !== undefined && includesTier(entitlement(facts), token.tier);
    },
    /**
     * Notes that a buyer is being given what only buyers hear of a song, by which the purchase can no longer be taken
     * back; false where it was taken back before. What somebody hears without having bought it is given by no order.
     */
    async isDelivered(token: StreamToken, text: string, given: StreamToken["tier"]): Promise<boolean> {
      const facts = await factsNow(token);
      const { trackId, userId } = token;
      const isBought = facts?.owned === true && !includesTier(entitlement({ ...facts, owned: false }), given);
      return !isBought || trackId === null || userId === null || (await deliver({ userId, trackId, text }, now()));
    },
    /** Whether anybody hears at least a preview of a recording. */
    isPublic: async (recordingId: string) => (await trackOf(recordingId, now())) !== undefined,
    /** Whether there will be more of a recording in a while: asked anew each time, since it is seldom asked. */
    isBeingMade: (recordingId: string) => transact((tx) => isBeingMade(tx, recordingId)),
    /** The preview that begins at this place. That there is none is never remembered: a new one is heard at once. */
    findPreviewAt: (recordingId: string, startMs: number) => previewAt({ recordingId, startMs }, now()),
    /** Where the preview of a recording begins now. */
    findPreviewStart: async (recordingId: string) =>
      (await transact((tx) => findHeardRecording(tx, recordingId)))?.preview.startMs,
    findRecording: (recordingId: string) => recordingOf(recordingId, now()),
    findFile: (recordingId: string, name: string) => fileOf({ recordingId, name }, now()),
  };
}
