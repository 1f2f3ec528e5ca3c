import { routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { answerFile, KEPT } from "./answer-file.ts";
import { giveFile, notFound, refuseMethod } from "./media-routes.ts";
import { streamAccess } from "./stream-access.ts";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** What is given to everybody: previews of songs that are published, waveforms and covers. */
export function publicMediaRoutes(services: Pick<Services, "objects" | "now" | "transact">) {
  const access = streamAccess(services);
  const preview = `/previews/:recordingId{${UUID}}/:name{preview\\.(?:m3u8|mp4)}`;
  const waveform = `/waveforms/:recordingId{${UUID}}/:name{(?:overview|waveform)\\.dat}`;
  const cover = "/covers/:coverId{[0-9a-z][0-9a-z-]{0,63}}/:name{(?:300|1400)\\.jpg}";
  return routes()
    .get(preview, async (c) => {
      const file = { ...c.req.param(), kept: KEPT.shortly };
      return (await access.isPublic(file.recordingId)) ? giveFile(c, { services, access }, file) : notFound(c);
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
    .all(waveform, refuseMethod)
    .all(cover, refuseMethod);
}
