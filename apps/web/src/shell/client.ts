import { createClient } from "@songkeeper/client";

/** The API of this page's own origin, as whoever is signed in here. */
export const client = createClient();
