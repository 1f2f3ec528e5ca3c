import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** A headless Chromium that lets pages sound without a tap, as a shop's own tablet is set up to. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // Where no language is set, Chromium does not find files whose names are not ASCII.
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    args: [
      "--no-sandbox",
      "--autoplay-policy=no-user-gesture-required",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}

/** A page whose errors fail the test that opened it: `problems` collects them. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0],
): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => void problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("Failed to load resource"))
      problems.push(message.text());
  });
  return { page, context, problems };
}

/** Signs a person in on the sign-in page. */
export async function signIn(page: Page, url: string, { email, password }: { email: string; password: string }) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Account of/ }).waitFor();
}

/** A person's signed-in state for new contexts; one sign-in serves all, since the platform slows down guessing. */
export async function signedInState(
  browser: Browser,
  url: string,
  { email, password }: { email: string; password: string },
) {
  const context = await browser.newContext();
  const request = { data: { email, password }, headers: { origin: url } };
  const response = await context.request.post(`${url}/api/auth/sign-in/email`, request);
  if (!response.ok()) throw new Error(`${email} cannot sign in: ${response.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}
