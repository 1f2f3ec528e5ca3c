import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** The address of the PostgreSQL server that this run's tests share; each test makes a database of its own in it. */
export function postgresUrl(): string {
  const url = inject("postgresUrl") ?? process.env["TEST_POSTGRES_URL"];
  if (!url) throw new Error("No PostgreSQL server was started for this test project: see vitest.config.ts.");
  return url;
}
