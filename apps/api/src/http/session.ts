import { type Context, Hono, type MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { Services } from "../services.ts";
import { ProblemError } from "./problems.ts";

/** The person behind a session. An operator sees the Operate room. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly operator: boolean;
}

/** What middleware leaves for routes. */
export interface HouseEnv {
  Variables: { requestId: string; user: User; reader: User | undefined; deviceToken: string };
}

/** A module's routes, with the house's variables. */
export function routes() {
  return new Hono<HouseEnv>();
}

/** Lets only signed-in people through. */
export function signedIn({ auth }: Pick<Services, "auth">): MiddlewareHandler<HouseEnv> {
  return createMiddleware<HouseEnv>(async (c, next) => {
    // A module's own guard may stand behind that of the folder it is in; who asks is looked up once.
    if (!c.get("user")) c.set("user", await userOf(auth, c));
    await next();
  });
}

/** Lets everybody through, and knows who is signed in: for pages that visitors see too. */
export function optionallySignedIn({ auth }: Pick<Services, "auth">): MiddlewareHandler<HouseEnv> {
  return createMiddleware<HouseEnv>(async (c, next) => {
    if (c.req.header("cookie") !== undefined) c.set("reader", await findUser(auth, c));
    await next();
  });
}

/** Lets only operators through; for everybody else the room does not exist. */
export function operatorOnly({ auth }: Pick<Services, "auth">): MiddlewareHandler<HouseEnv> {
  return createMiddleware<HouseEnv>(async (c, next) => {
    const user = await userOf(auth, c);
    if (!user.operator) throw new ProblemError({ ok: false, reason: "not_found" });
    c.set("user", user);
    await next();
  });
}

/** Takes a device's bearer token; whether it is the device's own is decided in the transaction. */
export function deviceOnly(): MiddlewareHandler<HouseEnv> {
  return createMiddleware<HouseEnv>(async (c, next) => {
    const token = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(c.req.header("authorization") ?? "")?.[1];
    if (!token) throw new ProblemError({ ok: false, reason: "not_signed_in" });
    c.set("deviceToken", token);
    await next();
  });
}

async function userOf(auth: Services["auth"], c: Context<HouseEnv>): Promise<User> {
  const user = await findUser(auth, c);
  if (!user) throw new ProblemError({ ok: false, reason: "not_signed_in" });
  return user;
}

async function findUser(auth: Services["auth"], c: Context<HouseEnv>): Promise<User | undefined> {
  const session = await auth.api.getSession({ headers: c.req.raw.headers });
  if (!session) return undefined;
  const { id, name, email, role } = session.user;
  return { id, name, email, operator: role === "operator" };
}
