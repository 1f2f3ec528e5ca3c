import { basename } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { BadLine } from "./bad-line.ts";

/** Who wrote a song, as the Studio is told. */
export interface SongForm {
  readonly title: string;
  readonly lyricist: string;
  readonly composer: string;
}

/**
 * Uploads files over a slow line that is cut in the middle, then leaves the page, comes back and chooses the same files again.
 * Throws where either time nothing goes on from where it had stopped, with bytes at an offset above 0.
 */
export async function uploadWithCuts(page: Page, line: BadLine, files: readonly string[]): Promise<void> {
  const offsets: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  const sent = page.getByRole("progressbar", { name: `${basename(files[0] ?? "")}, sent` });
  const percent = async () => Number(await sent.getAttribute("aria-valuenow"));
  const choose = () => page.getByLabel("Sound files").setInputFiles([...files]);
  line.slow(300_000);
  const before = line.passed();
  await choose();
  // What the browser says was sent may lie in buffers; what has passed the line is on its way to the disk.
  await expect.poll(() => line.passed() - before, { timeout: 30_000 }).toBeGreaterThan(500_000);
  expect(await percent()).toBeGreaterThan(0);
  line.cut();
  await page.getByText("No connection at the moment").first().waitFor();
  line.mend();
  const goneOn = () => offsets.filter((offset) => offset > 0).length;
  await expect.poll(goneOn, { timeout: 30_000 }).toBeGreaterThan(0);
  const address = page.url();
  page.once("dialog", (dialog) => void dialog.accept());
  line.cut();
  await page.goto("about:blank");
  line.mend();
  await page.goto(address);
  line.slow();
  await page.getByText("choose the same files again").waitFor();
  const earlier = goneOn();
  await choose();
  await expect.poll(goneOn, { timeout: 30_000 }).toBeGreaterThan(earlier);
}

/** Fills in who wrote each song, found by the title that was read from its file's name. */
export async function nameCredits(page: Page, songs: readonly SongForm[]): Promise<void> {
  // What was read from the files is put into the form first.
  await expect.poll(() => page.locator("li.card").count()).toBe(songs.length);
  await page.getByText(/^Saved/).waitFor();
  for (const { title, lyricist, composer } of songs) {
    const card = page.locator("li.card").filter({ has: page.getByRole("heading", { name: title }) });
    await nameIn(card.getByRole("group", { name: /^Lyricist/ }), lyricist);
    await nameIn(card.getByRole("group", { name: /^Composer/ }), composer);
  }
}

async function nameIn(role: Locator, name: string): Promise<void> {
  const instrumental = role.getByLabel("Instrumental");
  if ((await instrumental.count()) > 0) await instrumental.setChecked(false);
  const field = role.getByLabel("Name", { exact: true });
  const another = role.getByRole("button", { name: "Name somebody" });
  await field.or(another).first().waitFor();
  if ((await field.count()) === 0) await another.click();
  await field.first().fill(name);
}
