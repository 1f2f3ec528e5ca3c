import type { DownloadView, KeptRelease, ReleaseDownloadView } from "@songkeeper/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LISTEN } from "../listen/use-listen.ts";
import { client } from "../shell/client.ts";
import type { Format } from "./kept-format.ts";

const LOOK_EVERY_MS = 1_000;
/** A file that is not made by then will not be made while somebody waits for it: half an hour, for the longest albums. */
const LOOKS_MAX = 1_800;

/** Has a bought song's file made, waits for it, and hands it to the browser. */
export function useDownload(songId: string) {
  return useSaving<DownloadView>({
    ask: (format) => client.orders.askForDownload(songId, { format }),
    look: (format) => client.orders.getDownload(songId, { format }),
  });
}

/** The same with all songs that the reader keeps of a release, in one archive. */
export function useReleaseDownload(releaseId: string) {
  return useSaving<ReleaseDownloadView>({
    ask: (format) => client.orders.askForRelease(releaseId, { format }),
    look: (format) => client.orders.getReleaseDownload(releaseId, { format }),
  });
}

/** What the reader keeps of a release; nothing where that is no song. Buying and giving back ask anew. */
export function useKeptRelease(releaseId: string) {
  return useQuery<KeptRelease>({
    queryKey: [LISTEN, "kept", releaseId],
    queryFn: ({ signal }) => client.orders.getKeptRelease(releaseId, signal),
    retry: false,
  });
}

interface Made {
  readonly format: Format;
  readonly state: "making" | "ready" | "failed";
  readonly fileName: string;
  readonly url: string | null;
}

interface Ways<View> {
  /** Has it made, where that has not been done. */
  readonly ask: (format: Format) => Promise<View>;
  readonly look: (format: Format) => Promise<View>;
}

function useSaving<View extends Made>({ ask, look }: Ways<View>) {
  const queries = useQueryClient();
  const [soFar, setSoFar] = useState<View>();
  const saving = useMutation({
    mutationFn: async (format: Format) => {
      let made = await ask(format);
      for (let looks = 0; made.state === "making" && looks < LOOKS_MAX; looks++) {
        setSoFar(made);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        made = await look(format);
      }
      setSoFar(made);
      save(made);
      return made;
    },
    // The first file given ends the time in which the order can be given back.
    onSettled: () => queries.invalidateQueries({ queryKey: ["orders"] }),
  });
  return { ...saving, soFar };
}

function save({ state, url, fileName }: Made): void {
  if (state !== "ready" || !url) return;
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
}
