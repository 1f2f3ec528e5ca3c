import { expect, test } from "vitest";
import { signPathToken } from "../catalog/path-token.ts";
import { openTestServices } from "../testing/test-services.ts";
import { createApp } from "./app.ts";

test("a file that cannot be read is logged without the token that gives it to whoever holds it", async () => {
  const services = await openTestServices();
  const logged: unknown[] = [];
  const app = createApp({
    ...services,
    objects: { ...services.objects, size: () => Promise.reject(new Error("the disk is gone")) },
    log: { ...services.log, error: (event, details) => void logged.push({ event, path: details?.["path"] }) },
  });
  const token = signPathToken(services.secrets.media, {
    object: "audio/x.wav",
    sha256: "0".repeat(64),
    bytes: 1,
    expiresAt: new Date(services.now().getTime() + 60_000),
    purpose: "lease",
    ref: "lease-1",
  });
  expect((await app.request(`/m/${token}/track.wav`)).status).toBe(500);
  expect(logged).toEqual([{ event: "request_failed", path: "/m/…/track.wav" }]);
  await services.close();
});
