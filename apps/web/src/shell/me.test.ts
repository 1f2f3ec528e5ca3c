import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { forgetMe } from "./me.ts";
import { newQueryClient } from "./query-client.ts";

test("who signs in before the page knew that nobody was signed in is seen all the same", async () => {
  const queries = newQueryClient();
  const asked = [Promise.withResolvers<string | null>(), Promise.withResolvers<string | null>()] as const;
  let times = 0;
  const observer = new QueryObserver(queries, { queryKey: ["me"], queryFn: () => asked[times++ % 2]?.promise });
  const stop = observer.subscribe(() => {});
  const forgotten = forgetMe(queries);
  asked[1].resolve("mei");
  asked[0].resolve(null);
  await forgotten;
  expect(observer.getCurrentResult().data).toBe("mei");
  stop();
});
