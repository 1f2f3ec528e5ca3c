import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { createApp } from "./app.ts";

let services: TestServices;
let app: ReturnType<typeof createApp>;
beforeEach(async () => {
  services = await openTestServices();
  app = createApp(services);
});
afterEach(() => services.close());

/** Where the document itself is, and better-auth's own routes, which have a document of their own. */
const UNDOCUMENTED = /^\/api\/(openapi\.json|docs(\/.*)?|auth\/.*)$/;

test("the OpenAPI document names every route of the API, and no other", async () => {
  const routes = app.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/") && !UNDOCUMENTED.test(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, "{$1}")}`);
  const response = await app.request("/api/openapi.json");
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, { summary: string }>> };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} /api${path}`),
  );
  expect(documented.toSorted()).toEqual([...new Set(routes)].toSorted());
  for (const methods of Object.values(paths))
    for (const { summary } of Object.values(methods)) expect(summary).toMatch(/^[A-Z].{8,}/);
});

test("the page with the API's documentation loads nothing from elsewhere, and all of it is there", async () => {
  const page = await app.request("http://localhost/api/docs");
  const html = await page.text();
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
  expect(loaded.length).toBeGreaterThan(2);
  expect(html).not.toMatch(/https?:\/\/|<script>/);
  for (const address of loaded) {
    const { origin, pathname } = new URL(address, "http://localhost/api/docs");
    expect(origin).toBe("http://localhost");
    expect((await app.request(pathname)).status).toBe(200);
  }
  expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
});

test("only the documentation's own files are served beside it", async () => {
  for (const file of ["package.json", "..%2fpackage.json", "%2e%2e%2fpackage.json", "swagger-ui.js", "constructor"])
    expect((await app.request(`/api/docs/${file}`)).status).toBe(404);
});

test("health and readiness are told to anybody", async () => {
  const health = await (await app.request("/api/health")).json();
  expect(health).toMatchObject({
    ok: true,
    database: services.config.databaseUrl ? "postgres" : "sqlite",
    now: "2026-03-10T02:00:00.000Z",
    timeZone: "Asia/Shanghai",
  });
  expect(await (await app.request("/api/ready")).json()).toMatchObject({ ready: true });
});

test("health is refused while the database does not answer", async () => {
  const broken = createApp({
    ...services,
    transact: () => Promise.reject(Object.assign(new Error("gone"), { code: "ECONNREFUSED" })),
    log: { ...services.log, error: () => undefined },
  });
  const response = await broken.request("/api/health");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "unavailable" });
});
