import { type FieldError, ROLES, type Role } from "@songkeeper/base";
import { checkCredits, isrcOf, needsConsent, tempoOf } from "@songkeeper/catalog";
import type { DraftBody, RecordingView } from "@songkeeper/client";
import { type DraftTrack, sumOfRole } from "./credit-parts.ts";
import { isFee, isSalePrice } from "./price-rules.ts";
import type { StudioStep } from "./studio-step.ts";

/** Something that keeps a draft from being published: at which field, on which step, and of which song (from 0). */
export interface PublishProblem {
  readonly path: string;
  readonly rule: string;
  readonly step: StudioStep;
  readonly track: number | undefined;
}

/** Everything that keeps a draft from being published, in the order in which a person meets it. */
export function publishProblems(body: DraftBody, recordings: readonly RecordingView[]): PublishProblem[] {
  const errors = [
    ...filesOf(body, recordings),
    ...needed([
      ["title", body.title],
      ["artist", body.artist],
      ["coverId", body.coverId ?? ""],
    ]),
    ...body.tracks.flatMap((track, at) =>
      ofTrack(track).map((error) => ({ ...error, path: `tracks.${at}.${error.path}` })),
    ),
    ...(body.declared ? [] : [{ path: "declared", rule: "not_declared" }]),
  ];
  return errors.map(atField);
}

/** A field's error as a problem: the server's paths are the draft's. One for each role whose parts do not fit. */
export function atField({ path, rule }: FieldError): PublishProblem {
  const known = path.replace(/^body\./, "").replace(/(^|\.)prices(\.|$)/, "$1usePrices$2");
  const track = /^tracks\.(\d+)/.exec(known)?.[1];
  return { path: known, rule, step: stepOf(known), track: track === undefined ? undefined : Number(track) };
}

/** The id of the element at which a path is mended; a part of a field leads to the whole. */
export function fieldId(path: string): string {
  const [, track, field = ""] = /^tracks\.(\d+)\.?(.*)$/.exec(path) ?? [];
  if (track === undefined) return `field-${path.split(".")[0] ?? ""}`;
  const name = field.replace(/^(credits|sale)\..*$/, "$1").replaceAll(".", "-");
  return name === "" ? `song-${track}` : `song-${track}-${name}`;
}

function stepOf(path: string): StudioStep {
  if (path === "tracks" || path.endsWith(".recordingId")) return "files";
  return /^declared|\.(sale|usePrices|listening)\b/.test(path) ? "prices" : "read";
}

function filesOf({ tracks }: DraftBody, recordings: readonly RecordingView[]): FieldError[] {
  const busy = recordings.some(({ state }) => state === "uploading" || state === "waiting" || state === "working");
  if (busy) return [{ path: "tracks", rule: "still_working" }];
  if (tracks.length === 0) return [{ path: "tracks", rule: "no_songs" }];
  const held = new Set(recordings.filter(({ matches }) => matches.some(keepsBack)).map(({ id }) => id));
  return tracks.flatMap(({ recordingId }, at) =>
    held.has(recordingId) ? [{ path: `tracks.${at}.recordingId`, rule: "held" }] : [],
  );
}

function keepsBack({ kind, state }: RecordingView["matches"][number]): boolean {
  return kind === "held" && state !== "released";
}

function ofTrack(track: DraftTrack): FieldError[] {
  return [
    ...needed([["title", track.title]]),
    ...(track.isrc.trim() !== "" && !isrcOf(track.isrc) ? [{ path: "isrc", rule: "not_an_isrc" }] : []),
    ...(isTempo(track.tempoBpm) ? [] : [{ path: "tempoBpm", rule: "not_a_tempo" }]),
    ...workOf(track),
    ...creditsOf(track),
    ...pricesOf(track),
  ];
}

/** A tempo is a number of beats a minute, or not said. */
function isTempo(text: string): boolean {
  return text.trim() === "" || tempoOf(text) !== undefined;
}

function workOf({ origin, workTitle, workWriters }: DraftTrack): FieldError[] {
  if (!needsConsent(origin)) return [];
  return needed([
    ["workTitle", workTitle],
    ["workWriters", workWriters],
  ]);
}

function creditsOf({ credits }: DraftTrack): FieldError[] {
  const unnamed = credits.some(({ name }) => name.trim() === "") ? [{ path: "credits", rule: "name_missing" }] : [];
  const checked = checkCredits(credits);
  if (checked.ok) return unnamed;
  const absent = (checked.errors ?? []).filter(({ path }) => path === "credits");
  const unfilled = ROLES.filter((role) => isWrong(credits, role)).map((role) => ({
    path: "credits",
    rule: `${role}_not_full`,
  }));
  return [...unnamed, ...absent, ...unfilled];
}

function isWrong(credits: DraftTrack["credits"], role: Role): boolean {
  const own = credits.filter((credit) => credit.role === role);
  return own.length > 0 && (sumOfRole(own, role) !== 1000 || own.some(({ perMille }) => perMille < 1));
}

function pricesOf({ sale, usePrices }: DraftTrack): FieldError[] {
  const wrongFees = Object.entries(usePrices).flatMap(([use, fee]) =>
    fee === undefined || isFee(fee) ? [] : [{ path: `usePrices.${use}`, rule: "not_a_fee" }],
  );
  return [...(isSalePrice(sale.amountMicro) ? [] : [{ path: "sale", rule: "not_a_price" }]), ...wrongFees];
}

function needed(fields: readonly (readonly [string, string])[]): FieldError[] {
  return fields.flatMap(([path, text]) => (text.trim() === "" ? [{ path, rule: "missing" }] : []));
}
