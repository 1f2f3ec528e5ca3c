import { randomUUID } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { accountRoutes } from "../accounts/routes.ts";
import { CLIENT_IP_HEADER } from "../accounts/auth.ts";
import { catalogRoutes } from "../catalog/routes.ts";
import { mediaRoutes } from "../listen/media-routes.ts";
import { publicMediaRoutes } from "../listen/public-media-routes.ts";

import { claimRoutes } from "../claims/routes.ts";
import { closeRoutes } from "../close/routes.ts";
import { downloadFileRoutes } from "../downloads/file-routes.ts";
import { downloadRoutes } from "../downloads/routes.ts";
import { deviceRoutes } from "../devices/routes.ts";
import { leaseRoutes } from "../leases/routes.ts";

import { listenRoutes } from "../listen/routes.ts";
import { ledgerRoutes } from "../ledger/routes.ts";
import { matchRoutes } from "../matches/routes.ts";
import { heldRoutes } from "../metering/held-routes.ts";
import { meteringRoutes } from "../metering/routes.ts";
import { receiptRoutes } from "../metering/receipt-routes.ts";
import { orderRoutes } from "../orders/routes.ts";
import { proofRoutes } from "../proof/routes.ts";
import { searchRoutes } from "../search/routes.ts";
import type { Services } from "../services.ts";
import { shopRoutes } from "../shops/routes.ts";
import { zoneRoutes } from "../shops/zone-routes.ts";
import { draftRoutes } from "../studio/draft-routes.ts";
import { releaseRoutes } from "../studio/release-routes.ts";
import { recordingRoutes } from "../uploads/recording-routes.ts";
import { uploadRoutes } from "../uploads/routes.ts";
import { walletRoutes } from "../wallet/routes.ts";
import { isOfTheWorld } from "./is-of-the-world.ts";
import { openApiRoutes } from "./open-api.ts";
import { openToOtherSites } from "./open-to-other-sites.ts";
import { ownPagesOnly } from "./own-pages-only.ts";
import { pageRoutes } from "./pages.ts";
import { problem, ProblemError } from "./problems.ts";
import type { HouseEnv } from "./session.ts";
import { BODY_BYTES_MAX, strictJson } from "./strict-json.ts";
import { systemRoutes } from "./system-routes.ts";

/** The whole server as one function from request to answer. */
export function createApp(services: Services) {
  const app = new Hono<HouseEnv>();
  app.use(async (c, next) => {
    c.set("requestId", randomUUID());
    c.header("x-request-id", c.get("requestId"));
    // No name of ours holds a NUL, and PostgreSQL takes none in a text.
    if (c.req.url.includes("%00")) throw new ProblemError({ ok: false, reason: "not_found" });
    await next();
  });
  for (const path of ["/m/*", "/previews/*", "/waveforms/*", "/covers/*"]) app.use(path, openToOtherSites);
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        mediaSrc: ["'self'", "blob:"],
        imgSrc: ["'self'", "data:", "blob:"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameAncestors: ["'self'"],
      },
      strictTransportSecurity: services.config.publicUrl.startsWith("https:"),
    }),
  );
  app.use(
    "/api/*",
    exceptFiles(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: (c) => problem(c, { reason: "too_large" }) })),
  );
  app.all("/api/auth/*", (c) => services.auth.handler(withClientAddress(c)));
  app.use("/api/*", ownPagesOnly(services.config.publicUrl));
  app.use("/api/*", exceptFiles(strictJson));
  const api = apiRoutes(services);
  app.route("/api", api);
  app.route("/api", openApiRoutes(api, services));
  app.route("/m", mediaRoutes(services));
  app.route("/d", downloadFileRoutes(services));
  app.route("/", publicMediaRoutes(services));
  app.notFound((c) => problem(c, { reason: "not_found" }));
  app.onError((error, c) => answerError(error, c, services));
  app.route("/", pageRoutes());
  return app;
}

/** Every documented route, module by module. */
function apiRoutes(services: Services) {
  return new Hono<HouseEnv>()
    .route("/", systemRoutes(services))
    .route("/", accountRoutes(services))
    .route("/", catalogRoutes(services))
    .route("/", listenRoutes(services))
    .route("/", searchRoutes(services))
    .route("/", draftRoutes(services))
    .route("/", releaseRoutes(services))
    .route("/", uploadRoutes(services))
    .route("/", recordingRoutes(services))
    .route("/", matchRoutes(services))
    .route("/", shopRoutes(services))
    .route("/", zoneRoutes(services))
    .route("/", walletRoutes(services))
    .route("/", orderRoutes(services))
    .route("/", downloadRoutes(services))
    .route("/", claimRoutes(services))
    .route("/", deviceRoutes(services))
    .route("/", leaseRoutes(services))
    .route("/", meteringRoutes(services))
    .route("/", receiptRoutes(services))
    .route("/", heldRoutes(services))
    .route("/", ledgerRoutes(services))
    .route("/", closeRoutes(services))
    .route("/", proofRoutes(services));
}

/** Where bodies are files: their routes say how long those may be. */
const FILES = /^\/api\/(uploads(\/[^/]*)?|covers)$/;

function exceptFiles(middleware: MiddlewareHandler<HouseEnv>): MiddlewareHandler<HouseEnv> {
  return (c, next) => (FILES.test(c.req.path) ? next() : middleware(c, next));
}

/** Problems thrown by middleware are answers; everything else is the world or a bug, logged with the request's id. */
function answerError(error: Error, c: Context<HouseEnv>, { log }: Services) {
  if (error instanceof ProblemError) return problem(c, error.refusal);
  log.error("request_failed", { requestId: c.get("requestId"), path: withoutToken(c.req.path), error });
  return problem(c, { reason: isOfTheWorld(error) ? "unavailable" : "internal" });
}

/** Whoever holds a file's token may fetch the file, and an invitation's secret is one: they stay out of the log. */
function withoutToken(path: string): string {
  return path.replace(/^(\/m|\/d|\/api\/claims)\/[^/]+/, "$1/…");
}

/** The request with the socket's own address in our header, so that each client has a rate limit of its own. */
function withClientAddress(c: Context<HouseEnv>): Request {
  const headers = new Headers(c.req.raw.headers);
  headers.set(CLIENT_IP_HEADER, addressOf(c));
  return new Request(c.req.raw, { headers });
}

function addressOf(c: Context<HouseEnv>): string {
  try {
    return getConnInfo(c).remote.address ?? "127.0.0.1";
  } catch {
    // Without a socket (the app called in process) there is one client.
    return "127.0.0.1";
  }
}
