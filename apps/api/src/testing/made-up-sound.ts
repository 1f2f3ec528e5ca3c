import { randomUUID } from "node:crypto";
import { FINGERPRINT_FILE, type Fingerprint, writeFingerprint } from "@songkeeper/media";
import { seededRandom } from "../adapters/synthesise/seeded-random.ts";
import type { Services } from "../services.ts";

/** The fingerprint of a song that nobody ever sang: each item changes some bits of the one before, as music's do. */
export function madeUpSound(seed: number, items = 800): Fingerprint {
  const random = seededRandom(seed + 1);
  let item = Math.floor(random() * 2 ** 32);
  return Uint32Array.from({ length: items }, () => {
    for (let change = 0; change < 6; change += 1) item = (item ^ (1 << Math.floor(random() * 32))) >>> 0;
    return item;
  });
}

/** The same as it comes out of another encoder: one bit in fifty is another. */
export function encodedAnew(sound: Fingerprint, seed = 1): Fingerprint {
  const random = seededRandom(seed);
  return sound.map((item) => {
    for (let bit = 0; bit < 32; bit += 1) if (random() < 0.02) item ^= 1 << bit;
    return item >>> 0;
  });
}

/** What a test says of an uploaded recording. */
export interface UploadTold {
  readonly ownerId: string;
  readonly sound: Fingerprint;
  readonly draftId?: string;
  readonly fileName?: string;
}

/** A recording that was made ready but for being compared with others: its fingerprint lies in the store. */
export async function uploadSound(services: Services, told: UploadTold): Promise<string> {
  const { ownerId, sound, fileName = "song.wav" } = told;
  const recordingId = randomUUID();
  const at = services.now().toISOString();
  await services.objects.put(`media/${recordingId}/${FINGERPRINT_FILE}`, writeFingerprint(sound));
  await services.transact(async (tx) => {
    const draftId = told.draftId ?? randomUUID();
    const draft = { id: draftId, owner_id: ownerId, revision: 1n, body: "{}", created_at: at, updated_at: at };
    if (!told.draftId) await tx.insertInto("draft").values(draft).execute();
    await tx
      .insertInto("recording")
      .values({
        id: recordingId,
        owner_id: ownerId,
        draft_id: draftId,
        file_name: fileName,
        bytes: 1_000n,
        state: "working",
        created_at: at,
        uploaded_at: at,
      })
      .execute();
  });
  return recordingId;
}
