import { json, type Send } from "../../../apps/api/src/testing/test-player.ts";

/** The public address of a server that was told to find a free port. */
const ORIGIN = { origin: "http://127.0.0.1:0" };

/** A request with more headers. */
export function withHeaders(request: RequestInit, more: Readonly<Record<string, string>>): RequestInit {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return { ...request, headers };
}

/** A way to send requests as the tea house's owner, who signs in anew. */
export async function signInOwner(send: Send): Promise<Send> {
  const credentials = json("POST", { email: "owner@example.com", password: "correct horse battery" });
  const answer = await send("/api/auth/sign-in/email", withHeaders(credentials, ORIGIN));
  if (!answer.ok) throw new Error(`sign-in failed: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return (path, init = {}) => send(path, withHeaders(init, { ...ORIGIN, cookie }));
}
