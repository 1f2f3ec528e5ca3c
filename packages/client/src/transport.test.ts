import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import { ProblemError } from "./problem-error.ts";

function answering(status: number, body: unknown) {
  const asked: { url: string; init: RequestInit }[] = [];
  const client = createClient({
    token: () => "secret",
    fetch: async (url, init) => {
      asked.push({ url: String(url), init: init ?? {} });
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
    },
  });
  return { client, asked };
}

test("a refused request throws the code, the fields and the request's id", async () => {
  const errors = [{ path: "amountMicro", rule: "out_of_range" }];
  const { client } = answering(422, { type: "t", status: 422, code: "invalid", title: "", requestId: "r1", errors });
  const refused = await client.shops.topUp("s", { amountMicro: "1" }, "key").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect(refused).toMatchObject({ code: "invalid", status: 422, errors, requestId: "r1", facts: {} });
});

test("what the sign-in library refuses is told in the same lower-case codes", async () => {
  const { client } = answering(401, { code: "INVALID_EMAIL_OR_PASSWORD", message: "no" });
  await expect(client.auth.signIn({ email: "a@b.c", password: "x" })).rejects.toMatchObject({
    code: "invalid_email_or_password",
    status: 401,
  });
});

test("an answer that is no JSON is unreadable, with its status", async () => {
  const { client } = answering(502, "<html>Bad gateway</html>");
  await expect(client.auth.me()).rejects.toMatchObject({ code: "unreadable", status: 502 });
});

test("no answer at all is unreachable", async () => {
  const client = createClient({ fetch: () => Promise.reject(new TypeError("Failed to fetch")) });
  await expect(client.auth.me()).rejects.toMatchObject({ code: "unreachable", status: 0 });
});

test("money is posted with its key, a device speaks with its token, and empty filters are left out", async () => {
  const { client, asked } = answering(200, {});
  await client.shops.topUp("s", { amountMicro: "100000000" }, "key-1");
  await client.shops.listReceipts("s", { verdict: "held" });
  expect(asked[0]?.init.headers).toMatchObject({ "idempotency-key": "key-1", authorization: "Bearer secret" });
  expect(asked[1]?.url).toBe("/api/shops/s/receipts?verdict=held");
});
