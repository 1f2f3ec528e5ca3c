import { expect } from "./expect.ts";
import type { Page } from "playwright-core";

/** The player's page as a person uses it. */
export function playerPage(page: Page) {
  const byId = (id: string) => page.getByTestId(id);
  return {
    page,
    pair: async (code: string) => {
      await byId("pair-code").fill(code);
      await byId("pair-submit").click();
    },
    problem: () => byId("pair-problem").getAttribute("data-problem"),
    doing: async () => ((await byId("player").count()) === 0 ? undefined : byId("player").getAttribute("data-doing")),
    title: () => byId("track-title").textContent(),
    waiting: async () => Number(await byId("waiting").getAttribute("data-value")),
    plays: async () => Number(await byId("today-plays").getAttribute("data-value")),
    spent: () => byId("today-spent").getAttribute("data-value"),
    isShown: async (id: string) => (await byId(id).count()) > 0,
    click: (id: string) => byId(id).click(),
  };
}

/** Waits until something holds, asking every 100 ms; throws with the last answer when it does not. */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  holds: (answer: T) => boolean,
  withinMs = 60_000,
) {
  const until = Date.now() + withinMs;
  let answer = await ask();
  while (!holds(answer) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await ask();
  }
  expect(holds(answer), `${what}: ${JSON.stringify(answer)}`);
  return answer;
}
