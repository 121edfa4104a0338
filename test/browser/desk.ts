import type { Locator } from "playwright-core";
import { expect, vi } from "vitest";
import { type LocalPage, linesOf, openLocalPage } from "./local-page.ts";
import { type InChromium, runInChromium } from "./run-in-chromium.ts";
import type { Product } from "./run-product.ts";

/**
 * Steward in the browser over several days. Nothing in it waits: Steward is started again for each day, as `npm start` does,
 * in a process whose `Date` is moved there (test/browser/moved-clock.ts), as if the computer had been switched off
 * meanwhile. So the jobs that fell due in between run through the scheduler by their own slots, which "catch-up-once" is
 * for; the product has no way to be told the time, and is given none.
 */
export interface Desk {
  readonly product: Product;
  readonly local: LocalPage;
  /** @returns what closes it, and holds Steward and the page to having complained of nothing */
  open(at: string): Promise<() => Promise<void>>;
  /** switches the computer off and on again at a later time */
  sleepUntil(at: string, meanwhile?: () => Promise<void>): Promise<void>;
  /** a picture for the desk and one for a phone, on which nothing may be cut off sideways; `from` stands at its top */
  look(name: string, from?: Locator): Promise<void>;
  /** types a command, picking each "@Person" and "#channel" from the list as one does */
  type(text: string): Promise<void>;
  /** types a command and waits for its answer, whatever was answered alike before */
  ask(command: string, words: string | RegExp): Promise<Locator>;
  /** a message that Steward sends by itself */
  arrived(words: string | RegExp): Promise<Locator>;
  failed(): Promise<void>;
}

/** @param letter what its pictures' names begin with */
export function createDesk(letter: string): Desk {
  let running: InChromium | undefined;
  let page: LocalPage | undefined;
  let pictures = 0;
  const complaints: string[] = [];
  const here = () => {
    if (!running || !page) throw new Error("The desk is not open");
    return { ...running, local: page };
  };

  async function type(text: string): Promise<void> {
    const { local } = here();
    const composer = local.page.getByRole("textbox", { name: /^Message / });
    await composer.fill("");
    for (const part of text.split(/(@[A-Z][a-z]+(?: [A-Z][a-z]+)*|#[a-z]+)/u)) {
      const named = /^[@#]\S+/u.exec(part);
      await composer.pressSequentially(named?.[0] ?? part);
      if (!named) continue;
      await local.page.getByRole("option").filter({ hasText: part }).first().waitFor();
      await composer.press("Tab");
    }
    await composer.press("Enter");
  }

  return {
    get product() {
      return here().product;
    },
    get local() {
      return here().local;
    },
    async open(at) {
      running = await runInChromium(at);
      page = running.local;
      return async () => {
        if (page) complaints.push(...page.complaints);
        await running?.end();
        expect(complaints).toEqual([]);
      };
    },
    async sleepUntil(at, meanwhile = async () => {}) {
      const { product, browser, local } = here();
      complaints.push(...local.complaints);
      await local.close();
      expect(await product.stop()).toEqual({ code: 0, databaseAlive: false });
      await meanwhile();
      await product.start(at);
      const next = await openLocalPage(browser, product);
      page = next;
      // What is pressed before the page is connected is not done: one presses again.
      await vi.waitFor(() => next.open("Messages"), { timeout: 40_000 });
    },
    async look(name, from) {
      const { local } = here();
      pictures += 1;
      const picture = `${letter}${String(pictures).padStart(2, "0")}-${name}`;
      const toTop = async () => from?.evaluate((element) => element.scrollIntoView({ block: "start" }));
      await toTop();
      await local.picture(picture);
      await local.page.setViewportSize({ width: 390, height: 844 });
      await toTop();
      await local.picture(`${picture}-390`);
      expect(await local.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      for (const list of await local.page.getByRole("log").all()) {
        expect(await list.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
      }
      await local.page.setViewportSize({ width: 1280, height: 800 });
    },
    type,
    async ask(command, words) {
      const alike = here().local.page.getByRole("article").filter({ hasText: words });
      const before = await alike.count();
      await type(command);
      const answer = alike.nth(before);
      await answer.waitFor();
      return answer;
    },
    async arrived(words) {
      const message = here().local.message(words);
      await message.waitFor({ timeout: 20_000 });
      return message;
    },
    async failed() {
      await page?.picture(`${letter}-failed-after-${pictures}`);
    },
  };
}

export const press = (within: Locator, name: string): Promise<void> =>
  within.getByRole("button", { name, exact: true }).click();

/** The block of a message that says so, and the buttons right under it. */
export const answers = (message: Locator, words: string | RegExp): Locator =>
  message.locator("[data-block]").filter({ hasText: words }).locator("xpath=following-sibling::*[1]");

export const wordsOf = async (message: Locator): Promise<string> => (await linesOf(message)).join("\n");
