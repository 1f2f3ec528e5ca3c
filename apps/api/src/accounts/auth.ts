import { type BetterAuthOptions, betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { organization } from "better-auth/plugins";
import type { Kysely, KyselyPlugin } from "kysely";
import type { Config } from "../config.ts";
import { isSqlite } from "../db/column-types.ts";
import type { Tables } from "../db/schema.ts";

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

function optionsOf(db: Kysely<Tables>, config: Pick<Config, "publicUrl">, secret: string) {
  return {
    database: {
      db: db.withPlugin(integersAsNumbers) as never,
      type: isSqlite(db) ? ("sqlite" as const) : ("postgres" as const),
      transaction: true,
    },
    secret,
    baseURL: config.publicUrl,
    basePath: "/api/auth",
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200, autoSignIn: true },
    user: { additionalFields: { role: { type: "string", required: false, input: false } } },
    plugins: [organization({ allowUserToCreateOrganization: false })],
    advanced: {
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
  } satisfies BetterAuthOptions;
}

/** Accounts, sessions and organizations on our database. Call `migrateAuth` before. */
export function createAuth(db: Kysely<Tables>, config: Pick<Config, "publicUrl">, secret: string) {
  return betterAuth(optionsOf(db, config, secret));
}

/** Brings better-auth's own tables up to date. */
export async function migrateAuth(db: Kysely<Tables>): Promise<void> {
  const { runMigrations } = await getMigrations(optionsOf(db, { publicUrl: "http://localhost" }, "x".repeat(48)));
  await runMigrations();
}
