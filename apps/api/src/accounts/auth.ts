import { type BetterAuthOptions, betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { organization } from "better-auth/plugins";
import type { Kysely, KyselyPlugin } from "kysely";
import type { Config } from "../config.ts";
import { isSqlite } from "../db/column-types.ts";
import type { Tables } from "../db/schema.ts";
import { createTryLimit } from "./try-limit.ts";

export type Auth = ReturnType<typeof createAuth>;

/** Our own header that carries the socket's address: without one, all clients would share one rate limit. */
export const CLIENT_IP_HEADER = "x-client-ip";

/** better-auth takes the integers 0 and 1 for flags; as bigint "0n" would be true there. */
const integersAsNumbers: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
      ),
    ),
  }),
};

/** Guessing passwords and making accounts in bulk is slowed down for each client; the window is in seconds. */
const RATE_LIMIT = {
  window: 60,
  max: 300,
  customRules: { "/sign-in/email": { window: 60, max: 10 }, "/sign-up/email": { window: 600, max: 20 } },
};

function optionsOf(db: Kysely<Tables>, { publicUrl, limited }: AuthSettings, secret: string) {
  return {
    database: {
      db: db.withPlugin(integersAsNumbers) as never,
      type: isSqlite(db) ? ("sqlite" as const) : ("postgres" as const),
      transaction: true,
    },
    secret,
    baseURL: publicUrl,
    trustedOrigins: originsOf(publicUrl),
    rateLimit: { enabled: limited, ...RATE_LIMIT, customStorage: createTryLimit() },
    basePath: "/api/auth",
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200, autoSignIn: true },
    user: { additionalFields: { role: { type: "string", required: false, input: false } } },
    // Behind a deleted organization a shop would be left with its money, and nobody who sees it.
    plugins: [organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true })],
    advanced: {
      // Said, since the library leaves these checks out where it believes that it is being tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
  } satisfies BetterAuthOptions;
}

/** Where people reach the platform, and whether their tries are limited (in-process tests are one client). */
export interface AuthSettings extends Pick<Config, "publicUrl"> {
  readonly limited: boolean;
}

/** Accounts, sessions and organizations on our database. Call `migrateAuth` before. */
export function createAuth(db: Kysely<Tables>, settings: AuthSettings, secret: string) {
  return betterAuth(optionsOf(db, settings, secret));
}

/** Brings better-auth's own tables up to date. */
export async function migrateAuth(db: Kysely<Tables>): Promise<void> {
  const settings = { publicUrl: "http://localhost", limited: false };
  const { runMigrations } = await getMigrations(optionsOf(db, settings, "x".repeat(48)));
  await runMigrations();
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** The origins of our own pages: the public address; on a laptop, under each of the names that lead to it. */
export function originsOf(publicUrl: string): string[] {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((name) => `${protocol}//${name}${port && `:${port}`}`);
}
