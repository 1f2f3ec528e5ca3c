import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { World } from "./world.ts";

const VERIFY = join(import.meta.dirname, "../../../apps/verify/src/main.ts");

/** The owner puts ten yuan into the empty wallet. */
export async function topUp(page: Page, url: string, { shopId }: World): Promise<void> {
  await page.goto(`${url}/shop/${shopId}`);
  await page.getByRole("button", { name: "Top up" }).click();
  await page.getByLabel("Amount").fill("10");
  await page.getByRole("button", { name: "Pay with the sandbox" }).click();
  await page.getByText("¥10.00").first().waitFor();
}

/** The owner makes a pairing code and reads it off the page. */
export async function makeCode(page: Page, url: string, { shopId, zoneId }: World): Promise<string> {
  await page.goto(`${url}/shop/${shopId}/zones/${zoneId}/player`);
  await page.getByRole("button", { name: "Make a pairing code" }).click();
  const code = page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await code.waitFor();
  return code.innerText();
}

/** Saves what a link downloads. */
export async function saveFile(page: Page, link: string, path: string): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  await download.saveAs(path);
}

/** What `npm run verify` says of files. */
export function verify(args: readonly string[]) {
  return spawnSync(process.execPath, [VERIFY, ...args], {
    encoding: "utf8",
    env: { ...process.env, LANG: "en_GB.UTF-8" },
  });
}
