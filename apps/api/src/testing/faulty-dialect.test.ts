import { Kysely } from "kysely";
import { expect, test } from "vitest";
import type { Tables } from "../db/schema.ts";
import { sqliteDialect } from "../db/sqlite.ts";
import { type Fault, faultyDialect, StatementCounter } from "./faulty-dialect.ts";

/** A transaction of four statements, and how many of them were sent, before the death that was asked for if any. */
async function statementsSent(fault?: Fault): Promise<{ counted: number; sent: number; died: boolean }> {
  const died = Promise.withResolvers<true>();
  const [outer, inner] = [new StatementCounter(() => died.resolve(true)), new StatementCounter()];
  const dialect = faultyDialect(faultyDialect(sqliteDialect(":memory:"), inner), outer);
  const db = new Kysely<Tables>({ dialect });
  await db.schema.createTable("setting").addColumn("name", "text").addColumn("value", "text").execute();
  outer.arm(fault);
  const work = db.transaction();
  const done = outer.watch(() =>
    inner.watch(() =>
      work.execute(async (tx) => {
        await tx.insertInto("setting").values({ name: "a", value: "b" }).execute();
        await tx.selectFrom("setting").select("name").execute();
      }),
    ),
  );
  const isDead = await Promise.race([died.promise, done.then(() => false)]);
  return { counted: outer.count, sent: inner.count, died: isDead };
}

test("every statement of watched work is counted, begin and commit among them, and nothing else is", async () => {
  expect(await statementsSent()).toEqual({ counted: 4, sent: 4, died: false });
});

test.each([
  { when: "before", at: 1, sent: 0 },
  { when: "after", at: 1, sent: 1 },
  { when: "before", at: 4, sent: 3 },
  { when: "after", at: 4, sent: 4 },
] as const)("a process that dies $when statement $at has sent $sent", async ({ when, at, sent }) => {
  expect(await statementsSent({ when, at })).toEqual({ counted: at, sent, died: true });
});

test.each([
  { text: "insert into", sent: 1 },
  { text: 'from "setting"', sent: 2 },
])("a process that dies before a statement with $text in it has sent $sent", async ({ text, sent }) => {
  expect(await statementsSent({ when: "before", at: 1, text })).toEqual({ counted: 1, sent, died: true });
});

test("a process that is to die later than its work ends does not die", async () => {
  expect(await statementsSent({ when: "before", at: 5 })).toMatchObject({ died: false });
});
