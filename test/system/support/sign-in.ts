import { json, type Send } from "../../../apps/api/src/testing/test-player.ts";

/** A request with more headers. */
export function withHeaders(request: RequestInit, more: Readonly<Record<string, string>>): RequestInit {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return { ...request, headers };
}

/** Who signs in, and at which public address: the tea house's owner at a server that was told to find a free port. */
const OWNER = { email: "owner@example.com", password: "correct horse battery", origin: "http://127.0.0.1:0" };

/** A way to send requests as somebody who signs in anew. */
export async function signIn(send: Send, { email, password, origin }: typeof OWNER = OWNER): Promise<Send> {
  const answer = await send("/api/auth/sign-in/email", withHeaders(json("POST", { email, password }), { origin }));
  if (!answer.ok) throw new Error(`sign-in failed: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return (path, init = {}) => send(path, withHeaders(init, { origin, cookie }));
}
