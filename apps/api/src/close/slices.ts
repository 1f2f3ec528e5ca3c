import { setImmediate as nextTurn } from "node:timers/promises";
import type { Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";

/**
 * Reads pages, each in a transaction of its own, until one names no next: whatever else the server does gets its turn
 * in between, since SQLite answers without ever leaving the event loop.
 */
export async function* inSlices<Page extends { readonly next: Cursor | undefined }, Cursor>(
  { transact }: Pick<Services, "transact">,
  first: Cursor,
  read: (tx: Tx, after: Cursor) => Promise<Page>,
): AsyncGenerator<Page> {
  for (let after: Cursor | undefined = first; after !== undefined;) {
    const at: Cursor = after;
    const page: Page = await transact((tx) => read(tx, at));
    yield page;
    after = page.next;
    await nextTurn();
  }
}
