import { useEffect, useState, useSyncExternalStore } from "react";
import type { UploadItem } from "./upload-queue.ts";
import { resumableRecordings, uploads } from "./uploads.ts";

/** The files that are on their way to a draft. */
export function useUploads(draftId: string): readonly UploadItem[] {
  const items = useSyncExternalStore(uploads.subscribe, uploads.items);
  return items.filter((item) => item.draftId === draftId);
}

/** The recordings of a draft that this browser began to send: the same file, chosen again, goes on. */
export function useResumable(draftId: string): ReadonlySet<string> {
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let current = true;
    void resumableRecordings(draftId).then((found) => current && setKnown(found));
    return () => void (current = false);
  }, [draftId]);
  return known;
}
