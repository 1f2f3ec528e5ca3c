import { type Kysely, sql } from "kysely";
import { int8 } from "../column-types.ts";

/** Previews from where musicians wish them, the loudness of releases, and how fast and lively a song is said to be. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("recording")
    .addColumn("preview_start_ms", int8(db), (col) => col.check(sql`preview_start_ms >= 0`))
    .execute();
  await db.schema.alterTable("recording").addColumn("preview", "text").execute();
  await db.schema.alterTable("release").addColumn("loudness", "text").execute();
  await db.schema
    .alterTable("track")
    .addColumn("tempo_bpm", int8(db), (col) => col.check(sql`tempo_bpm between 20 and 400`))
    .execute();
  await db.schema
    .alterTable("track")
    .addColumn("energy", int8(db), (col) => col.check(sql`energy between 1 and 5`))
    .execute();
}
