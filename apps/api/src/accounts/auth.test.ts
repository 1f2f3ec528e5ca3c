import { expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { json, type Send, withHeaders } from "../testing/test-player.ts";
import { openTestServices } from "../testing/test-services.ts";
import { createAuth } from "./auth.ts";

test.each([
  { origin: "http://localhost:4100", status: 200 },
  { origin: "http://127.0.0.1:4100", status: 200 },
  { origin: "http://evil.example", status: 403 },
])("a sign-up from a page of $origin is answered with $status", async ({ origin, status }) => {
  const services = await openTestServices();
  const settings = { publicUrl: "http://127.0.0.1:4100", limited: false };
  const auth = createAuth(services.database.db, settings, services.secrets.auth);
  const app = createApp({ ...services, auth });
  const request = json("POST", { name: "A", email: "a@example.com", password: "correct horse battery" });
  const asked = withHeaders(request, { origin, cookie: "other=1" });
  const response = await app.request("http://127.0.0.1:4100/api/auth/sign-up/email", asked);
  expect(response.status).toBe(status);
  await services.close();
});

test("guessing a password is slowed down after ten tries in a minute", async () => {
  const services = await openTestServices();
  const settings = { publicUrl: "http://localhost", limited: true };
  const auth = createAuth(services.database.db, settings, services.secrets.auth);
  const app = createApp({ ...services, auth });
  const send: Send = async (path, init) => app.request(path, init);
  const statuses = [];
  for (let round = 0; round < 12; round++) {
    const request = json("POST", { email: "nobody@example.com", password: `guess number ${round}` });
    const asked = withHeaders(request, { origin: "http://localhost" });
    statuses.push((await send("/api/auth/sign-in/email", asked)).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  await services.close();
});
