import { afterEach, beforeEach, expect, test } from "vitest";
import { doJobs, musicianOf } from "../testing/musician.ts";
import { pictureFile } from "../testing/picture-file.ts";
import { storedFiles } from "../testing/stored-files.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { makeCover } from "./make-cover.ts";

let services: TestServices;
beforeEach(async () => {
  services = await openTestServices();
});
afterEach(() => services.close());

const files = () => storedFiles(services.config.dataDir);
const anHourLater = () => void (services.clock.at = new Date(services.clock.at.getTime() + 3_600_001));

/** Makes a cover with a database that is gone once the pictures are stored. */
async function makeHalf(picture: Uint8Array): Promise<void> {
  let isGone = false;
  const objects: TestServices["objects"] = {
    ...services.objects,
    async moveIn(prefix, directory) {
      await services.objects.moveIn(prefix, directory);
      isGone = true;
    },
  };
  const transact: TestServices["transact"] = (work, locks) =>
    isGone ? Promise.reject(new Error("the process is gone")) : services.transact(work, locks);
  await expect(makeCover({ ...services, objects, transact }, [picture])).rejects.toThrow("the process is gone");
}

test("the same picture is the same cover, in two sizes, however often it is sent", async () => {
  const made = [await makeCover(services, [pictureFile()]), await makeCover(services, [pictureFile()])];
  expect(made[1]).toEqual(made[0]);
  expect(await files()).toHaveLength(2);
  anHourLater();
  await doJobs(services);
  expect(await files()).toHaveLength(2);
});

test("pictures that were stored when the process died go after an hour", async () => {
  await makeHalf(pictureFile());
  expect(await files()).toHaveLength(2);
  await doJobs(services);
  expect(await files()).toHaveLength(2);
  anHourLater();
  await doJobs(services);
  expect(await files()).toEqual([]);
});

test("pictures that were stored when the process died are taken when they are sent again, and stay", async () => {
  await makeHalf(pictureFile());
  expect(await makeCover(services, [pictureFile()])).toMatchObject({ ok: true });
  anHourLater();
  await doJobs(services);
  expect(await files()).toHaveLength(2);
});

test("one person's pictures are made one by one, and many at once keep nobody else waiting", async () => {
  const makers = new Set<string>();
  let most = 0;
  const media: TestServices["media"] = {
    ...services.media,
    async runMediaJob(job, options) {
      makers.add(job.output);
      most = Math.max(most, makers.size);
      return services.media.runMediaJob(job, options).finally(() => makers.delete(job.output));
    },
  };
  const [mei, wen] = [await musicianOf({ ...services, media }), await musicianOf(services, "wen")];
  const sent = Array.from({ length: 8 }, (_, at) => mei.sendPicture(pictureFile(600 + at)));
  expect((await wen.sendPicture(pictureFile())).status).toBe(200);
  const statuses = (await Promise.all(sent)).map(({ status }) => status);
  // Who sent them is looked up for each at once: which come first is open, how many are made is not.
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  expect(most).toBe(1);
  expect((await mei.sendPicture(pictureFile())).status).toBe(200);
});
