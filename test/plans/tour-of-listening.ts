import { randomUUID } from "node:crypto";
import type { Listening } from "@songkeeper/client";
import { auditionUrl } from "../../apps/api/src/listen/audition-url.ts";
import type { Services } from "../../apps/api/src/services.ts";
import { buySong, publishSong, withdrawSong } from "../../apps/api/src/testing/published-song.ts";
import { signUp } from "../../apps/api/src/testing/tea-house.ts";
import type { Send } from "../../apps/api/src/testing/test-player.ts";

/** Publishes songs, finds and hears them: as a visitor, as who bought one, and as their musician. */
export async function listenAsEverybody(services: Services, send: Send): Promise<void> {
  const listener = await signUp(send, "listener@tour.example");
  const first = await publishSong(services, { title: "夜雨 Rain", lyrics: "小桥流水", timedLyrics: "[00:01]under" });
  const second = await publishSong(services, { title: "二", releaseId: first.releaseId, listening: "preview" });
  const gone = await publishSong(services, { title: "三", artist: "何山", release: "旧" });
  await withdrawSong(services, gone.trackId);
  await buySong(services, listener.userId, first.trackId);
  for (const words of ["夜雨", "rai", "流水", "林小满", "nothing"])
    for (const person of [send, listener.send]) await person(`/api/search?q=${encodeURIComponent(words)}`);
  for (const person of [send, listener.send])
    for (const { trackId } of [first, second, gone]) await hear(send, await person(`/api/songs/${trackId}/listen`));
  const unfinished = { recordingId: randomUUID(), userId: listener.userId, durationMs: 0 };
  await insertWaiting(services, unfinished);
  await hearFolder(send, auditionUrl(services.secrets.media, unfinished, services.now()));
  const own = { recordingId: first.recordingId, userId: "musician", durationMs: 60_000 };
  await hearFolder(send, auditionUrl(services.secrets.media, own, services.now()));
  for (const name of ["previews/:id/preview.mp4", "previews/:id/20000/preview.mp4", "waveforms/:id/overview.dat"])
    await (await send(`/${name.replace(":id", first.recordingId)}`)).arrayBuffer();
}

/** An upload of somebody's that is to be made ready, and of which nothing can be heard yet. */
async function insertWaiting(services: Services, of: { recordingId: string; userId: string }): Promise<void> {
  const draftId = randomUUID();
  const at = services.now().toISOString();
  const draft = { id: draftId, owner_id: of.userId, revision: 1n, body: "{}", created_at: at, updated_at: at };
  await services.transact(async (tx) => {
    await tx
      .insertInto("draft")
      .values({ ...draft, removed_at: at })
      .execute();
    const upload = { id: of.recordingId, owner_id: of.userId, draft_id: draftId, file_name: "song.wav", bytes: 1n };
    await tx
      .insertInto("recording")
      .values({ ...upload, state: "waiting", created_at: at })
      .execute();
  });
}

async function hear(send: Send, answer: Response): Promise<void> {
  if (!answer.ok) return;
  const listening: Listening = await answer.json();
  await hearFolder(send, listening.playlistUrl);
}

async function hearFolder(send: Send, playlistUrl: string): Promise<void> {
  const folder = playlistUrl.slice(0, playlistUrl.lastIndexOf("/"));
  for (const name of ["master.m3u8", "aac128.mp4", "flac.mp4", "preview.mp4"])
    await (await send(`${folder}/${name}`)).arrayBuffer();
}
