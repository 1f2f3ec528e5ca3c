import { client } from "./client.ts";

/**
 * Fetches a page's files; where the platform is out of reach it fails as every question to it does. For a file that is
 * missing, as a new version leaves them, the router loads the whole page again: without a connection that would end the
 * song that sounds and leave the reader with the browser's own words.
 */
export function withinReach<T>(fetchIt: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await fetchIt();
    } catch (error) {
      await client.auth.ready();
      throw error;
    }
  };
}
