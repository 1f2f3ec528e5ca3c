import { platformHealth } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markOperator } from "../accounts/queries.ts";
import { signUp } from "../testing/tea-house.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { createApp } from "./app.ts";

let services: TestServices;
let app: ReturnType<typeof createApp>;
beforeEach(async () => {
  services = await openTestServices();
  app = createApp(services);
});
afterEach(() => services.close());

const send = async (path: string, init?: RequestInit) => app.request(path, init);

test("the operator sees every layer of the jail and how it stands; anybody hears then which are on", async () => {
  expect(await (await send("/api/health")).json()).toMatchObject({ media: { layers: null } });
  const operator = await signUp(send, "operator@example.com");
  await services.transact((tx) => markOperator(tx, operator.userId));
  const seen = platformHealth.parse(await (await operator.send("/api/operate/health")).json());
  expect(seen).toMatchObject({ timeZone: "Asia/Shanghai", mediaWorkers: services.config.mediaWorkers });
  const { layers } = seen;
  expect(layers).toEqual(await services.media.layers());
  expect(layers.filter(({ state }) => state === "failed")).toEqual([]);
  const on = layers.filter(({ state }) => state === "on").map(({ name }) => name);
  expect(on).toEqual(expect.arrayContaining(["wasm", "separate_process", "node_permission", "deadline"]));
  expect(await (await send("/api/health")).json()).toMatchObject({ media: { layers: on } });
});

test("whoever is no operator is not told what holds and what does not", async () => {
  const stranger = await signUp(send, "stranger@example.com");
  expect((await stranger.send("/api/operate/health")).status).toBe(404);
  expect((await send("/api/operate/health")).status).not.toBe(200);
});
