/** The file in the object store that shops' players fetch of a song. */
export interface StoredAudio {
  readonly object: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly durationMs: number;
}
