import { extname } from "node:path";
import { includesTier } from "@songkeeper/catalog";
import type { Context } from "hono";
import { readPathToken } from "../catalog/path-token.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { answerFile, KEPT } from "./answer-file.ts";
import { giveGrowing, notYet } from "./growing-audition.ts";
import type { RecordingFile } from "./recording-queries.ts";
import { masterOf, RUNG_FILE, tierOfFile } from "./rungs.ts";
import { type StreamAccess, streamAccess } from "./stream-access.ts";
import { type StreamToken, streamTokens } from "./stream-token.ts";

type MediaServices = Pick<Services, "secrets" | "objects" | "now" | "transact" | "ingests">;

const MASTER = "master.m3u8";

/**
 * Songs by token: whoever holds the token has the permission, so there is no session here and nothing is written but
 * that a bought song was given. The names of files come out of signed tokens and of lists, never out of an address.
 */
export function mediaRoutes(services: MediaServices) {
  const given = { services, access: streamAccess(services), tokenOf: streamTokens(services.secrets.media) };
  return routes()
    .get("/:token/:name{track\\.(?:wav|mp4)}", (c) => giveLeased(c, services, c.req.param()))
    .get("/:token/master.m3u8", (c) => giveMaster(c, given))
    .get(`/:token/:name{${RUNG_FILE}}`, (c) => giveStream(c, given, c.req.param()))
    .all(`/:token/:name{(?:${RUNG_FILE}|track\\.(?:wav|mp4)|master\\.m3u8)}`, refuseMethod);
}

/** Whoever holds a lease's token has the song by the lease, whatever its musician does meanwhile (rule 6 of the house). */
async function giveLeased(
  c: Context<HouseEnv>,
  { secrets, objects, now }: MediaServices,
  { token: text, name }: { token: string; name: string },
): Promise<Response> {
  const token = readPathToken(secrets.media, text, now());
  const size = token && (await objects.size(token.object));
  if (!token || size === undefined || extname(token.object) !== extname(name)) return notFound(c);
  if (size !== token.bytes) throw new Error(`${token.object} has ${size} bytes, not ${token.bytes}`);
  return answerFile(c, { objects }, { object: token.object, size, mark: token.sha256, kept: KEPT.own });
}

async function giveMaster(c: Context<HouseEnv>, given: Given): Promise<Response> {
  const token = await readAllowed(given, c.req.param("token") ?? "");
  if (!token) return notFound(c);
  const recording = await given.access.findRecording(token.recordingId);
  if (!recording) return giveUnfinished(c, given, { token, name: MASTER });
  const headers = { "content-type": "application/vnd.apple.mpegurl", "cache-control": KEPT.not };
  return c.body(masterOf(recording.renditions, token.tier), 200, headers);
}

interface Given {
  readonly services: MediaServices;
  readonly access: StreamAccess;
  readonly tokenOf: ReturnType<typeof streamTokens>;
}

async function giveStream(
  c: Context<HouseEnv>,
  given: Given,
  { token: text, name }: { token: string; name: string },
): Promise<Response> {
  const { access } = given;
  const token = await readAllowed(given, text);
  const tier = tierOfFile(name);
  if (!token || !tier || !includesTier(token.tier, tier)) return notFound(c);
  const { recordingId } = token;
  if (!(await access.findFile(recordingId, name))) return giveUnfinished(c, given, { token, name });
  const isSound = name.endsWith(".mp4");
  if (isSound && c.req.method === "GET" && !(await access.isDelivered(token, text, tier))) return notFound(c);
  return giveFile(c, given, { recordingId, name, kept: isSound ? KEPT.own : KEPT.not });
}

/**
 * What a musician hears of an own recording while it is still made. Where nothing is there yet, since the server began
 * anew or the recording became ready this very moment, there will be; of one that was refused or removed there is nothing.
 */
async function giveUnfinished(
  c: Context<HouseEnv>,
  { services, access }: Given,
  { token, name }: { token: StreamToken; name: string },
): Promise<Response> {
  if (token.trackId !== null || token.tier !== "lossless") return notFound(c);
  const growing = services.ingests.growthOf(token.recordingId);
  if (growing) return (await giveGrowing(c, growing, name)) ?? notFound(c);
  const willBeThere = (await access.isBeingMade(token.recordingId)) || (await isThereNow(access, token, name));
  return willBeThere ? notYet(c) : notFound(c);
}

async function readAllowed({ services, access, tokenOf }: Given, text: string): Promise<StreamToken | undefined> {
  const token = tokenOf(text, services.now());
  return token && (await access.allows(token)) ? token : undefined;
}

async function isThereNow(access: StreamAccess, { recordingId }: StreamToken, name: string): Promise<boolean> {
  const found = name === MASTER ? await access.findRecording(recordingId) : await access.findFile(recordingId, name);
  return found !== undefined;
}

/** Answers with a file of a recording, by the hash that was taken when it was made. */
export async function giveFile(
  c: Context<HouseEnv>,
  { services, access }: { services: Pick<Services, "objects">; access: StreamAccess },
  { recordingId, name, kept }: { recordingId: string; name: string; kept: Kept },
): Promise<Response> {
  const file = await access.findFile(recordingId, name);
  return file ? giveStored(c, services, { object: `media/${recordingId}/${name}`, file, kept }) : notFound(c);
}

type Kept = (typeof KEPT)[keyof typeof KEPT];

/** Answers with an object of which length and hash were noted when it was made. */
export async function giveStored(
  c: Context<HouseEnv>,
  services: Pick<Services, "objects">,
  { object, file, kept }: { object: string; file: RecordingFile; kept: Kept },
): Promise<Response> {
  const size = await services.objects.size(object);
  if (size === undefined) return notFound(c);
  if (size !== file.bytes) throw new Error(`${object} has ${size} bytes, not ${file.bytes}`);
  return answerFile(c, services, { object, size, mark: file.sha256, kept });
}

/** Files are read, never written. */
export function refuseMethod(c: Context<HouseEnv>): Response {
  c.header("allow", "GET, HEAD");
  return problem(c, { reason: "method_not_allowed" });
}

export function notFound(c: Context<HouseEnv>): Response {
  return problem(c, { reason: "not_found" });
}
