import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import type { Services } from "../services.ts";
import { type HouseEnv, routes } from "./session.ts";
import { VERSION } from "./system-routes.ts";

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Songkeeper API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="docs/swagger-ui.css">
<div id="api"></div><script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></html>`;
const START = `SwaggerUIBundle({ url: "openapi.json", dom_id: "#api", deepLinking: true });`;
const FILES: ReadonlyMap<string, string> = new Map([
  ["swagger-ui.css", "text/css"],
  ["swagger-ui-bundle.js", "text/javascript"],
]);

/** The OpenAPI document of every route, and a page to read it; nothing is loaded from elsewhere. */
export function openApiRoutes(api: Hono<HouseEnv>, { config }: Pick<Services, "config">) {
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const documentation = {
    openapi: "3.1.0",
    info: {
      title: "Songkeeper",
      version: VERSION,
      description: "Amounts are decimal texts of micro-yuan. Refusals are application/problem+json with a stable code.",
    },
    servers: [{ url: `${config.publicUrl}/api` }],
  };
  return routes()
    .get("/openapi.json", async (c) => c.json(await generateSpecs(api, { documentation })))
    .get("/docs", (c) => c.html(PAGE))
    .get("/docs/start.js", (c) => c.body(START, 200, { "content-type": "text/javascript" }))
    .get("/docs/:file", async (c) => {
      const type = FILES.get(c.req.param("file"));
      if (!type) return c.notFound();
      return c.body(await readFile(join(folder, c.req.param("file"))), 200, { "content-type": type });
    });
}
