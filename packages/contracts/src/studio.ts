import { AI_DECLARATIONS, LISTENING_MODES, ORIGINS, SALE_MODES, SOCIETIES } from "@songkeeper/catalog";
import { MEDIA_REFUSALS, MEDIA_STEPS } from "@songkeeper/media";
import { z } from "zod";
import { saleView } from "./sale.ts";
import { id, instant, int, label, microText, page, paragraph, role } from "./words.ts";

/** A file that a musician uploads, from its first byte until it can be heard: `recording` is both. */
export const RECORDING_STATES = ["uploading", "waiting", "working", "ready", "refused", "failed", "removed"] as const;

export const loudness = z.strictObject({ integratedLufs: z.number(), rangeLu: z.number(), truePeakDbtp: z.number() });

/** What the file is, as it was decoded; `bitDepth` is null for a lossy codec. */
export const sourceFacts = z.strictObject({
  container: z.string(),
  codec: z.string(),
  lossless: z.boolean(),
  sampleRate: int,
  channels: int,
  bitDepth: int.nullable(),
  samples: int,
  durationMs: int,
});

/** An estimate of how fast and how lively a song is (1 to 5); the form offers it, the musician decides. */
export const character = z.strictObject({ tempoBpm: z.number().nullable(), energy: int });

/** Another recording in which the same sound was found. */
export const recordingMatch = z.strictObject({
  id,
  /** `own`: by the same musician, who is only told. `held`: by another; a person decides before this one is published. */
  kind: z.enum(["own", "held"]),
  state: z.enum(["open", "released", "upheld"]),
  /** What the other one is called, as far as this musician may know it. */
  title: z.string().nullable(),
  artist: z.string().nullable(),
  /** Where in this recording the same sound begins, and how long it lasts. */
  atMs: int,
  lengthMs: int,
  /** Where it begins in the other one; null where that is another musician's and not public. */
  otherAtMs: int.nullable(),
  /** Where the other one can be heard by this reader. */
  otherPlaylistUrl: z.string().nullable(),
  /** What this musician says to who decides. */
  explanation: z.string().nullable(),
  /** What the person who decided wrote. */
  note: z.string().nullable(),
});
export type RecordingMatch = z.infer<typeof recordingMatch>;

/** What a musician says about a held recording to who decides: "I played this; here is who can tell." */
export const matchExplanation = z.strictObject({ explanation: paragraph(1_000) });

const words = z.string().nullable();
/** What the file's tags say, cleaned; the form offers it, the musician decides. */
export const readTags = z.strictObject({
  title: words,
  artist: words,
  album: words,
  isrc: words,
  lyricist: words,
  composer: words,
  trackNumber: int.nullable(),
  lyrics: words,
});

export const recordingView = z.strictObject({
  id,
  fileName: z.string(),
  bytes: int,
  state: z.enum(RECORDING_STATES),
  /** While it is worked on: the step, and how much of it is done (0 to 1) where that is known. */
  step: z.enum(MEDIA_STEPS).nullable(),
  share: z.number().min(0).max(1).nullable(),
  /** Why it was refused. `failed` has none: that is ours, and it can be tried again. */
  refusal: z.enum(MEDIA_REFUSALS).nullable(),
  refusalFacts: z.record(z.string(), z.union([z.string(), z.number()])),
  source: sourceFacts.nullable(),
  tags: readTags.nullable(),
  loudness: loudness.nullable(),
  character: character.nullable(),
  /** Which part of it everybody may hear, once it is ready. */
  preview: z.strictObject({ startMs: int, durationMs: int }).nullable(),
  matches: z.array(recordingMatch),
  coverId: id.nullable(),
  /** Where its musician can hear it before it is published: a playlist. While it is worked on, of what is there already. */
  playlistUrl: z.string().nullable(),
  waveformUrl: z.string().nullable(),
});
export type RecordingView = z.infer<typeof recordingView>;

const free = (max: number) => z.string().max(max);

/** A draft keeps whatever was typed: it is checked when it is published. */
export const draftCredit = z.strictObject({
  role,
  name: free(120),
  perMille: z.int().min(0).max(1000),
  partyId: id.optional(),
  society: z.enum(SOCIETIES),
});

export const draftTrack = z.strictObject({
  recordingId: id,
  title: free(200),
  isrc: free(40),
  origin: z.enum(ORIGINS),
  workTitle: free(200),
  workWriters: free(400),
  ai: z.enum(AI_DECLARATIONS),
  credits: z.array(draftCredit).max(60),
  lyrics: free(20_000),
  /** LRC text; "" for none. */
  timedLyrics: free(40_000),
  listening: z.enum(LISTENING_MODES),
  /** Where the preview begins; null for the loudest part. */
  previewStartMs: int.nullable(),
  /** Beats a minute as typed, "" for not said; energy from 1 (calm) to 5, null for not said. */
  tempoBpm: free(10),
  energy: z.int().min(1).max(5).nullable(),
  sale: z.strictObject({ mode: z.enum(SALE_MODES), amountMicro: free(20) }),
  /** Micros per play, as text, for each use that it is licensed for; a use that is left out is not. */
  usePrices: z.strictObject({
    premises_small: free(20).optional(),
    premises_large: free(20).optional(),
    web: free(20).optional(),
    live_room: free(20).optional(),
  }),
});

export const draftBody = z.strictObject({
  title: free(200),
  artist: free(120),
  coverId: id.nullable(),
  tracks: z.array(draftTrack).max(60),
  /** "I hold these rights, or have leave from those who do." */
  declared: z.boolean(),
});
export type DraftBody = z.infer<typeof draftBody>;

/** Saves a draft as it is now; `revision` is the one that was changed, so that two windows cannot overwrite each other. */
export const draftChange = z.strictObject({ revision: int, body: draftBody });
export const draftSaved = z.strictObject({ revision: int, updatedAt: instant });

export const draftView = z.strictObject({
  id,
  revision: int,
  body: draftBody,
  /** Every file that was uploaded to this draft and not removed, the oldest first. */
  recordings: z.array(recordingView),
  updatedAt: instant,
  publishedReleaseId: id.nullable(),
});
export type DraftView = z.infer<typeof draftView>;

export const draftSummary = z.strictObject({
  id,
  title: z.string(),
  artist: z.string(),
  coverId: id.nullable(),
  tracks: int,
  updatedAt: instant,
});
export const draftList = z.strictObject({ drafts: z.array(draftSummary) });

export const publishing = z.strictObject({ revision: int });
export const published = z.strictObject({ releaseId: id, trackIds: z.array(id) });

export const coverMade = z.strictObject({ coverId: id, color: z.string() });

/** Invites a co-writer who has not joined; the link is told once and works until it is used or has expired. */
export const newInvitation = z.strictObject({ name: label(120), partyId: id.optional() });
export const invitationMade = z.strictObject({ partyId: id, name: z.string(), url: z.string(), expiresAt: instant });

/** One of the musician's releases as the Studio lists it. */
export const ownRelease = z.strictObject({
  id,
  title: z.string(),
  artist: z.string(),
  coverId: id.nullable(),
  publishedAt: instant,
  tracks: z.array(
    z.strictObject({
      id,
      /** By which it can be heard and seen whole; null for a song from before uploads. */
      recordingId: id.nullable(),
      title: z.string(),
      durationMs: int,
      /** Where its preview was asked to begin; null for the loudest part. */
      previewStartMs: int.nullable(),
      listening: z.enum(LISTENING_MODES),
      sale: saleView,
      licensed: z.boolean(),
      /** Whether it may be sold and licensed: a cover waits for its writers' consent. */
      cleared: z.boolean(),
      /** The names of those writers whose consent has not come. */
      waitsFor: z.array(z.string()),
      sold: int,
      withdrawnAt: instant.nullable(),
    }),
  ),
});
export const ownReleasePage = page(ownRelease);

/** Where a song's preview begins; null for its loudest part. It is heard there as soon as it is made. */
export const previewChange = z.strictObject({ startMs: int.nullable() });
export const listeningChange = z.strictObject({ listening: z.enum(LISTENING_MODES) });

/** What an invitation link shows before anything is asked: who invites, for which songs, and what waits. */
export const claimView = z.strictObject({
  partyId: id,
  name: z.string(),
  invitedBy: z.string(),
  state: z.enum(["open", "claimed", "declined", "expired"]),
  songs: z.array(
    z.strictObject({
      trackId: id.nullable(),
      title: z.string(),
      artist: z.string(),
      role,
      perMille: int,
      /** Whether this song is a cover or remix that waits for this writer's consent. */
      consentNeeded: z.boolean(),
    }),
  ),
  unclaimedMicro: microText,
});
/** Takes the credits as one's own; the payout account may be given now or later in the Money room. */
export const claim = z.strictObject({
  realName: label(60),
  account: label(64).optional(),
  /** Leave to sell and license covers and remixes of one's works among these songs. */
  consent: z.boolean(),
});
export const claimed = z.strictObject({ partyId: id, movedMicro: microText });
