const LOCK = "songkeeper-player";

/** Waits until no other tab plays, then plays in this one until it goes. `onWaiting` is called when another tab plays now. */
export async function becomeTheOneTab(onWaiting: () => void): Promise<void> {
  const isFree = await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock !== null);
  if (!isFree) onWaiting();
  await new Promise<void>((resolve) => {
    void navigator.locks.request(LOCK, () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}
