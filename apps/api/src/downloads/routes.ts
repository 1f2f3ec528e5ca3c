import { downloadFormat, downloadRequest, downloadView, keptRelease, releaseDownloadView } from "@songkeeper/contracts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { askForDownload, findAskedDownload } from "./ask-for-download.ts";
import { askForRelease, listReleaseFiles, viewKeptRelease } from "./ask-for-release.ts";
import { viewDownload, viewReleaseDownload } from "./view-download.ts";

const NOT_THERE = { ok: false, reason: "not_found" } as const;
const PROBLEMS = ["not_found", "format_not_available"] as const;

/** Files of bought songs, to keep: one by one, or all that one has of a release in one archive. */
export function downloadRoutes(services: Services) {
  return routes().route("/", songRoutes(services)).route("/", releaseRoutes(services));
}

function songRoutes(services: Services) {
  const { transact, now, wakeJobs } = services;
  return routes()
    .post(
      "/library/:songId/downloads",
      operation("A file of a song that you bought, made if it is not there", {
        answer: downloadView,
        problems: PROBLEMS,
      }),
      signedIn(services),
      valid("json", downloadRequest),
      async (c) => {
        const { format } = c.req.valid("json");
        const wish = { userId: c.get("user").id, trackId: c.req.param("songId"), format };
        const outcome = await transact((tx) => askForDownload(tx, wish, now()));
        if (!outcome.ok) return problem(c, outcome);
        if (outcome.value.made?.state === "making") wakeJobs();
        return reply(c, downloadView, await viewDownload(services, outcome.value, wish));
      },
    )
    .get(
      "/library/:songId/downloads/:format",
      operation("How far a file is that you asked for", { answer: downloadView, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const format = downloadFormat.safeParse(c.req.param("format"));
        if (!format.success) return problem(c, NOT_THERE);
        const wish = { userId: c.get("user").id, trackId: c.req.param("songId"), format: format.data };
        const asked = await transact((tx) => findAskedDownload(tx, wish));
        return asked ? reply(c, downloadView, await viewDownload(services, asked, wish)) : problem(c, NOT_THERE);
      },
    );
}

function releaseRoutes(services: Services) {
  const { transact, now, wakeJobs } = services;
  return routes()
    .get(
      "/library/releases/:releaseId/downloads",
      operation("What you keep of a release", { answer: keptRelease, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const of = { userId: c.get("user").id, releaseId: c.req.param("releaseId") };
        const kept = await transact((tx) => viewKeptRelease(tx, of));
        return kept ? reply(c, keptRelease, kept) : problem(c, NOT_THERE);
      },
    )
    .post(
      "/library/releases/:releaseId/downloads",
      operation("All songs of a release that you bought, in one archive", {
        answer: releaseDownloadView,
        problems: PROBLEMS,
      }),
      signedIn(services),
      valid("json", downloadRequest),
      async (c) => {
        const { format } = c.req.valid("json");
        const wish = { userId: c.get("user").id, releaseId: c.req.param("releaseId"), format };
        const outcome = await transact((tx) => askForRelease(tx, wish, now()));
        if (!outcome.ok) return problem(c, outcome);
        const view = await viewReleaseDownload(services, outcome.value, wish);
        if (view.state === "making") wakeJobs();
        return reply(c, releaseDownloadView, view);
      },
    )
    .get(
      "/library/releases/:releaseId/downloads/:format",
      operation("How far an archive is that you asked for", { answer: releaseDownloadView, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const format = downloadFormat.safeParse(c.req.param("format"));
        if (!format.success) return problem(c, NOT_THERE);
        const wish = { userId: c.get("user").id, releaseId: c.req.param("releaseId"), format: format.data };
        const files = await transact((tx) => listReleaseFiles(tx, wish));
        if (files.length === 0) return problem(c, NOT_THERE);
        return reply(c, releaseDownloadView, await viewReleaseDownload(services, files, wish));
      },
    );
}
