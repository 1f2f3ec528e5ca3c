import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { deliverMessages } from "./deliver-messages.ts";
import { listMessages, listUndelivered, tell } from "./queries.ts";

let services: TestServices;
beforeEach(async () => {
  services = await openTestServices();
});
afterEach(() => services.close());

const say = (ref: string, recipient = "mei") =>
  services.transact((tx) =>
    tell(tx, { recipient, topic: "statement_ready", ref, params: { month: ref } }, services.now()),
  );
const all = () => services.transact((tx) => listMessages(tx, undefined, 10));

test("somebody who is told a thing twice has one message of it", async () => {
  await say("2026-03");
  await say("2026-03");
  await say("2026-03", "lin");
  await say("2026-04");
  expect((await all()).map(({ recipient, params }) => `${recipient} ${params["month"]}`).toSorted()).toEqual([
    "lin 2026-03",
    "mei 2026-03",
    "mei 2026-04",
  ]);
});

test("a message is delivered on the outbox page, where no other adapter is set up", async () => {
  await say("2026-03");
  services.clock.at = new Date("2026-03-10T03:00:00Z");
  await deliverMessages(services);
  expect(await services.transact((tx) => listUndelivered(tx, 10))).toEqual([]);
  expect((await all())[0]?.deliveredAt).toEqual(services.clock.at);
});

test("messages that an adapter could not take wait for its next turn", async () => {
  await say("2026-03");
  await expect(deliverMessages(services, () => Promise.reject(new Error("no line")))).rejects.toThrow("no line");
  expect((await all())[0]?.deliveredAt).toBeNull();
});

test("the outbox is read page by page, the newest first", async () => {
  for (const ref of ["a", "b", "c"]) {
    await say(ref);
    services.clock.at = new Date(services.clock.at.getTime() + 1_000);
  }
  const [first, second] = await services.transact((tx) => listMessages(tx, undefined, 2));
  const rest = await services.transact((tx) => listMessages(tx, second?.id, 2));
  expect([first, second, ...rest].map((message) => message?.params["month"])).toEqual(["c", "b", "a"]);
});
