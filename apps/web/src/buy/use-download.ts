import type { DownloadRequest, DownloadView } from "@songkeeper/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "../shell/client.ts";

export type Format = DownloadRequest["format"];

const ASK_EVERY_MS = 1_000;
/** A file that is not made by then will not be made while somebody waits for it. */
const ASKS_MAX = 300;

/** Has a file made, waits for it, and hands it to the browser. */
export function useDownload(songId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (format: Format) => save(await made(songId, format)),
    // The first file given ends the time in which the order can be given back.
    onSettled: () => queries.invalidateQueries({ queryKey: ["orders"] }),
  });
}

async function made(songId: string, format: Format): Promise<DownloadView> {
  for (let asked = 1; ; asked++) {
    const download = await client.orders.download(songId, { format });
    if (download.state !== "making" || asked === ASKS_MAX) return download;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

function save(download: DownloadView): DownloadView {
  if (download.state !== "ready" || !download.url) return download;
  const link = document.createElement("a");
  link.href = download.url;
  link.download = download.fileName;
  link.click();
  return download;
}
