import { createClient } from "@songkeeper/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../apps/api/src/http/app.ts";
import { openTestServices, type TestServices } from "../../apps/api/src/testing/test-services.ts";

let services: TestServices;
beforeAll(async () => {
  services = await openTestServices();
});
afterAll(() => services.close());

/** An argument of any shape: as text, and whatever is asked of it, it is "x". */
const anything: unknown = new Proxy(
  {},
  {
    get: (_, name) =>
      name === "then" ? undefined : name === "toJSON" || name === Symbol.toPrimitive ? () => "x" : "x",
  },
);

/** Every request that the client can send, but the sign-in library's, as "METHOD /path". */
async function sentByClient(): Promise<string[]> {
  const sent: string[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    sent.push(`${init?.method ?? "GET"} ${new URL(String(url)).pathname}`);
    return Response.json({});
  };
  const { auth: _, ...modules } = createClient({ baseUrl: "http://localhost", fetch });
  for (const call of Object.values(modules).flatMap((module): unknown[] => Object.values(module))) {
    if (typeof call !== "function") continue;
    const answer: unknown = await call(...Array.from({ length: call.length }, () => anything));
    // Some give an address for a link, or for files to be sent to, instead of sending a request.
    if (typeof answer === "string" && answer.startsWith("/"))
      sent.push(`${answer === "/api/uploads" ? "POST" : "GET"} ${answer}`);
  }
  return sent;
}

/** Every documented route as a pattern over "METHOD /path". */
async function documented(): Promise<RegExp[]> {
  const document: unknown = await (await createApp(services).request("/api/openapi.json")).json();
  const { paths } = document as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) =>
        new RegExp(`^${method.toUpperCase()} /api${path.replaceAll(".", "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
    ),
  );
}

test("every request of the browsers' client goes to a route that the server documents", async () => {
  const [sent, routes] = [await sentByClient(), await documented()];
  expect(sent.length).toBeGreaterThan(35);
  expect(sent.filter((request) => !routes.some((route) => route.test(request)))).toEqual([]);
});
