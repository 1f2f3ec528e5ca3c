import { downloadRequest, downloadView } from "@songkeeper/contracts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { type AskedDownload, askForDownload } from "./ask-for-download.ts";
import { signDownloadToken } from "./download-token.ts";
import { fileNameOf, type Format, objectOf } from "./kept-song.ts";

const URL_MS = 86_400_000;

/** Files of bought songs, to keep. */
export function downloadRoutes(services: Services) {
  const { transact, now, wakeJobs } = services;
  return routes().post(
    "/library/:songId/downloads",
    operation("A file of a song that you bought; asked again until it is ready", {
      answer: downloadView,
      problems: ["not_found", "format_not_available"],
    }),
    signedIn(services),
    valid("json", downloadRequest),
    async (c) => {
      const userId = c.get("user").id;
      const { format } = c.req.valid("json");
      const asked = { userId, trackId: c.req.param("songId"), format };
      const outcome = await transact((tx) => askForDownload(tx, asked, now()));
      if (!outcome.ok) return problem(c, outcome);
      if (outcome.value.made?.state === "making") wakeJobs();
      return reply(c, downloadView, await viewDownload(services, outcome.value, { userId, format }));
    },
  );
}

async function viewDownload(
  { objects, secrets, now }: Services,
  { song, made }: AskedDownload,
  { userId, format }: { userId: string; format: Format },
) {
  const fileName = fileNameOf(song, format);
  const bytes = made ? made.file?.bytes : await objects.size(objectOf(song, format));
  const state = made ? made.state : bytes === undefined ? ("failed" as const) : ("ready" as const);
  const { orderId, line } = song;
  const expiresAt = new Date(now().getTime() + URL_MS);
  const token = signDownloadToken(secrets.media, { orderId, line, format, userId, expiresAt });
  const url = state === "ready" ? `/d/${token}/${encodeURIComponent(fileName)}` : null;
  return { format, state, fileName, bytes: bytes ?? null, url };
}
