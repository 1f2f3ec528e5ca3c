import type { DraftBody } from "@songkeeper/contracts";
import type { Services } from "../../apps/api/src/services.ts";
import { doJobs, draftTrackOf, type Musician, musicianOf, tus } from "../../apps/api/src/testing/musician.ts";
import { pictureFile } from "../../apps/api/src/testing/picture-file.ts";
import { json } from "../../apps/api/src/testing/test-player.ts";
import { waveFile } from "../../apps/api/src/testing/wave-file.ts";
import { failIngest } from "../../apps/api/src/uploads/ingest-recording.ts";
import { settleUploads } from "../../apps/api/src/uploads/sweep-uploads.ts";

/** Does what a musician can do in the Studio: uploads that end in every way, drafts, and what is published of them. */
export async function tourTheStudio(services: Services, clock: { at: Date }): Promise<void> {
  const mei = await musicianOf(services, "studio");
  const coverId = await mei.makeCover(pictureFile());
  const { id: draftId } = await mei.addDraft();
  const recordingId = await mei.upload(draftId, waveFile());
  await mei.upload(draftId, Buffer.from("no music"));
  await doJobs(services);
  await failAndRetry(services, mei, draftId);
  await giveUpUploads(services, { mei, draftId }, clock);
  const body: DraftBody = {
    title: "山居",
    artist: "林小满",
    coverId,
    tracks: [draftTrackOf(recordingId, { previewStartMs: 300, tempoBpm: "90", energy: 3 })],
    declared: true,
  };
  await mei.save(draftId, { ...body, tracks: [draftTrackOf(recordingId, { previewStartMs: 600 })] });
  await doJobs(services);
  const revision = await mei.save(draftId, body);
  await doJobs(services);
  for (let round = 0; round < 2; round++) await mei.publish(draftId, revision);
  await publishAgainByParty(services, mei, body);
  for (const what of ["drafts", "studio/releases"]) await mei.send(`/api/${what}`);
}

async function failAndRetry(services: Services, mei: Musician, draftId: string): Promise<void> {
  const id = await mei.upload(draftId, waveFile({ hertz: 500 }));
  await services.transact((tx) => failIngest(tx, id, services.now()));
  await mei.send(`/api/recordings/${id}/retry`, json("POST", {}));
  await doJobs(services);
  await mei.send(`/api/recordings/${id}/remove`, json("POST", {}));
  await doJobs(services);
}

async function giveUpUploads(
  services: Services,
  { mei, draftId }: { mei: Musician; draftId: string },
  clock: { at: Date },
): Promise<void> {
  const begun = await mei.begin(draftId, 10);
  await mei.send(begun.headers.get("location") ?? "", { method: "DELETE", headers: tus() });
  const fileless = await mei.begin(draftId, 10);
  await services.uploads.forget(fileless.headers.get("location")?.split("/").at(-1) ?? "");
  const before = clock.at;
  clock.at = new Date(before.getTime() + 120_000);
  await settleUploads(services);
  clock.at = before;
}

/** Another song by the same people, by the parties that the first one made; then it is changed in every way. */
async function publishAgainByParty(services: Services, mei: Musician, body: DraftBody): Promise<void> {
  const parties = await services.transact((tx) =>
    tx
      .selectFrom("credit")
      .innerJoin("track", "track.id", "credit.track_id")
      .select(["credit.role", "credit.party_id"])
      .where("track.owner_id", "=", mei.userId)
      .execute(),
  );
  const { id: draftId } = await mei.addDraft();
  const recordingId = await mei.upload(draftId, waveFile({ hertz: 600 }));
  await doJobs(services);
  const credits = draftTrackOf(recordingId).credits.map((credit) => ({
    ...credit,
    partyId: parties.find(({ role }) => role === credit.role)?.party_id,
  }));
  const cover = { origin: "cover" as const, workTitle: "Rain", workWriters: "周墨" };
  const tracks = [draftTrackOf(recordingId, { ...cover, credits: credits as DraftBody["tracks"][number]["credits"] })];
  const answer = await mei.publish(draftId, await mei.save(draftId, { ...body, tracks }));
  const { trackIds } = (await answer.json()) as { trackIds: readonly string[] };
  const changes = { withdraw: {}, restore: {}, listening: { listening: "preview" }, preview: { startMs: 500 } };
  const price = { "sale-price": { mode: "at_least", amountMicro: "0" } };
  for (const [what, change] of Object.entries({ ...changes, ...price }))
    await mei.send(`/api/tracks/${trackIds[0]}/${what}`, json("POST", change));
  const { id: gone } = await mei.addDraft();
  await mei.upload(gone, Buffer.from("no music"));
  for (const what of ["remove", "restore", "remove"]) await mei.send(`/api/drafts/${gone}/${what}`, { method: "POST" });
}
