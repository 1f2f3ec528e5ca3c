import type { InvitationMade, LibraryPage, OrderPage } from "@songkeeper/client";
import { markDownloadFailed, markDownloadReady } from "../../apps/api/src/downloads/download-queries.ts";
import { makeDownload } from "../../apps/api/src/downloads/make-download.ts";
import { claimUnclaimed } from "../../apps/api/src/ledger/claim-unclaimed.ts";
import { markDelivered } from "../../apps/api/src/orders/mark-delivered.ts";
import { answerOf, openSongMarket, type SongMarket } from "../../apps/api/src/testing/song-market.ts";
import { json } from "../../apps/api/src/testing/test-player.ts";
import type { TestServices } from "../../apps/api/src/testing/test-services.ts";

/** Buying, giving back, keeping, downloading; inviting, taking and declining credits. */
export async function tourTheMarket(services: TestServices): Promise<void> {
  const market = await openSongMarket(services);
  const { rain, snow, wind } = market.songs;
  const declined = await market.place({ [rain]: 800_000n });
  await market.decide(declined, "decline");
  await market.refund((await market.buy({ [rain]: 800_000n })).id);
  const bought = await market.buy({ [rain]: 800_000n, [snow]: 2_000_000n });
  await market.buy({ [wind]: 0n });
  await market.place({ [snow]: 2_000_000n }, { by: await market.join("late-buyer@example.com") });
  await readOn(market);
  await takeCredits(market);
  for (const format of ["flac", "original"]) {
    const asked = await market.buyer.send(`/api/library/${rain}/downloads`, json("POST", { format }));
    const { url } = (await asked.json()) as { url: string | null };
    if (url !== null) await (await market.send(url)).text();
  }
  await fetchRelease(market);
  const making = { orderId: bought.id, line: 0, format: "flac" } as const;
  // These songs are made of no sound, so that no file comes of them.
  await makeDownload(services, making, new AbortController().signal).catch(() => undefined);
  const made = { bytes: 1, sha256: "00", crc32: 0 };
  await services.transact((tx) => markDownloadReady(tx, making, made, services.now()));
  await services.transact((tx) => markDownloadFailed(tx, { ...making, format: "mp3" }));
  await services.transact((tx) => markDelivered(tx, { userId: market.buyer.userId, trackId: rain }, services.now()));
}

/** All that is kept of a release, in one archive: its files are asked for, and looked for. */
async function fetchRelease({ buyer, services, songs }: SongMarket): Promise<void> {
  const { db } = services.database;
  const kept = db.selectFrom("track").select("release_id").where("id", "=", songs.rain);
  const address = `/api/library/releases/${(await kept.executeTakeFirstOrThrow()).release_id}/downloads`;
  await buyer.send(address);
  await buyer.send(address, json("POST", { format: "mp3" }));
  await buyer.send(`${address}/mp3`);
}

/** Pages after the first, as if it had been full. */
async function readOn({ buyer }: SongMarket): Promise<void> {
  const { items } = await answerOf<OrderPage>(await buyer.send("/api/orders"));
  await buyer.send(`/api/orders?cursor=${items[0]?.id}`);
  const library = await answerOf<LibraryPage>(await buyer.send("/api/library"));
  const [last] = library.items;
  await buyer.send(`/api/library?cursor=${last?.since}/${last?.song.id}`);
}

async function takeCredits(market: SongMarket): Promise<void> {
  const invite = async (name: string) =>
    answerOf<InvitationMade>(
      await market.mei.send(`/api/tracks/${market.songs.echo}/invitations`, json("POST", { name })),
    );
  const secretOf = ({ url }: InvitationMade) => url.split("/").at(-1) ?? "";
  const known = await invite("周墨");
  await market.mei.send(
    `/api/tracks/${market.songs.echo}/invitations`,
    json("POST", { name: "周墨", partyId: known.partyId }),
  );
  const zhou = await market.join("zhou@example.com");
  await market.send(`/api/claims/${secretOf(known)}`);
  await zhou.send(`/api/claims/${secretOf(known)}`, json("POST", { realName: "周小墨", consent: true }));
  await market.send(`/api/claims/${secretOf(await invite("白露"))}/decline`, json("POST", {}));
  await zhou.send("/api/consents");
  await zhou.send(`/api/tracks/${market.songs.echo}/consent`, json("POST", { partyId: known.partyId }));
  const { services } = market;
  const moment = { now: services.now(), timeZone: services.config.timeZone };
  await services.transact((tx) => claimUnclaimed(tx, known.partyId, moment));
}
