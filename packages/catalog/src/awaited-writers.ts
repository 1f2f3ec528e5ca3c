/** A writer's part in a song that is made from another's work. */
export interface WriterOfWork {
  readonly trackId: string;
  readonly ownerId: string;
  readonly partyId: string;
  /** Who they are here; null for somebody who has not joined. */
  readonly userId: string | null;
  readonly consented: boolean;
}

/**
 * Those whose leave a cover or remix waits for (rule 3 of the house): its writers who have not given it, each once for
 * each song. Who made the song needs no leave of their own.
 */
export function awaitedWriters<T extends WriterOfWork>(writers: readonly T[]): T[] {
  const awaited = writers.filter(({ consented, userId, ownerId }) => !consented && userId !== ownerId);
  return [...new Map(awaited.map((writer) => [`${writer.trackId} ${writer.partyId}`, writer])).values()];
}
