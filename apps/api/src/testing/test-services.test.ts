import { expect, test } from "vitest";
import { rowsOf } from "./test-database.ts";
import { openTestServices } from "./test-services.ts";

test("a fresh database knows the platform's key and nobody owes anything", async () => {
  const services = await openTestServices();
  expect(await rowsOf(services.database.db, "signing_key")).toHaveLength(1);
  expect(await rowsOf(services.database.db, "transfer")).toHaveLength(0);
  await services.close();
});
