import type { Context } from "hono";
import { type HouseEnv, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { recordingObjects } from "../uploads/recording.ts";
import { answerFile, KEPT } from "./answer-file.ts";
import { giveFile, giveStored, notFound, refuseMethod } from "./media-routes.ts";
import { type StreamAccess, streamAccess } from "./stream-access.ts";

const NAME = ":name{preview\\.(?:m3u8|mp4)}";
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

type PublicServices = Pick<Services, "objects" | "now" | "transact">;

/** What is given to everybody: previews of songs that are published, waveforms and covers. */
export function publicMediaRoutes(services: PublicServices) {
  const access = streamAccess(services);
  const preview = `/previews/:recordingId{${UUID}}/:startMs{(?:0|[1-9][0-9]{0,8})}/${NAME}`;
  const anyPreview = `/previews/:recordingId{${UUID}}/${NAME}`;
  const waveform = `/waveforms/:recordingId{${UUID}}/:name{(?:overview|waveform)\\.dat}`;
  const cover = "/covers/:coverId{[0-9a-z][0-9a-z-]{0,63}}/:name{(?:300|1400)\\.jpg}";
  return routes()
    .get(preview, (c) => givePreview(c, { services, access }, c.req.param()))
    .get(anyPreview, async (c) => {
      const { recordingId, name } = c.req.param();
      const isPublic = await access.isPublic(recordingId);
      const startMs = isPublic ? await access.findPreviewStart(recordingId) : undefined;
      c.header("cache-control", KEPT.not);
      return startMs === undefined ? notFound(c) : c.redirect(`/previews/${recordingId}/${startMs}/${name}`);
    })
    .get(waveform, (c) => giveFile(c, { services, access }, { ...c.req.param(), kept: KEPT.always }))
    .get(cover, async (c) => {
      const { coverId, name } = c.req.param();
      const object = `covers/${coverId}/${name}`;
      const size = await services.objects.size(object);
      // A cover's id is made of its content.
      const file = { object, size: size ?? 0, mark: `${coverId}-${name}`, kept: KEPT.always };
      return size === undefined ? notFound(c) : answerFile(c, services, file);
    })
    .all(preview, refuseMethod)
    .all(anyPreview, refuseMethod)
    .all(waveform, refuseMethod)
    .all(cover, refuseMethod);
}

/** Only the preview in force, and only where it begins: under another place's address a cache may hold another sound. */
async function givePreview(
  c: Context<HouseEnv>,
  { services, access }: { services: PublicServices; access: StreamAccess },
  { recordingId, startMs, name }: { recordingId: string; startMs: string; name: string },
): Promise<Response> {
  const isPublic = await access.isPublic(recordingId);
  const preview = isPublic ? await access.findPreviewAt(recordingId, Number(startMs)) : undefined;
  const file = preview?.files.find((of) => of.name === name);
  if (!preview || !file) return notFound(c);
  const { media, preview: chosen } = recordingObjects;
  const folder = preview.making === null ? media(recordingId) : chosen(recordingId, preview.making);
  return giveStored(c, services, { object: `${folder}/${name}`, file, kept: KEPT.shortly });
}
