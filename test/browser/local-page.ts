import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { moveDate } from "./move-date.ts";
import type { Product } from "./run-product.ts";

const pictures = process.env["STEWARD_PICTURES"] ?? join(tmpdir(), "steward-pictures");

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The local workspace in a browser window, and what a person does in it. */
export interface LocalPage {
  page: Page;
  /** what the page complained of: errors of its scripts, and what its content security policy stopped */
  complaints: string[];
  actAs(name: string): Promise<void>;
  /** a channel by "#name", or the app's own conversation: "Home" or "Messages" */
  open(place: `#${string}` | "Home" | "Messages"): Promise<void>;
  /** types into the composer and sends */
  say(text: string): Promise<void>;
  /** the newest message in which the words stand */
  message(words: string | RegExp): Locator;
  dialog(title: string): Locator;
  /** types into a field that searches, and takes the option */
  choose(field: Locator, typed: string, option: string | RegExp): Promise<void>;
  /** chooses from the menu behind ⋯ */
  menu(within: Locator, item: string): Promise<void>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openLocalPage(
  browser: Browser,
  product: Product,
  options: BrowserContextOptions = {},
): Promise<LocalPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  if (product.aheadMs() !== 0) await page.addInitScript(moveDate, product.aheadMs());
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (line) => {
    // A server that stops is told by the page itself; Chromium says it as well.
    const ofConnection = /ERR_CONNECTION_REFUSED|^WebSocket connection to/u.test(line.text());
    if (line.type() === "error" && !ofConnection) complaints.push(line.text());
  });
  await page.goto(product.origin);
  const channels = page.getByRole("navigation");
  const narrow = options.isMobile === true;
  const dialog = (title: string) => page.getByRole("dialog", { name: title });

  return {
    page,
    complaints,
    dialog,
    async actAs(name) {
      await page.getByRole("button", { name: /^Act as: / }).click();
      await page.getByRole("menuitemradio", { name: new RegExp(`${name}`, "u") }).click();
      await page.getByRole("button", { name: `Act as: ${name}` }).waitFor();
    },
    async open(place) {
      if (narrow) await page.getByRole("button", { name: "Show channels" }).tap();
      if (place === "Home" || place === "Messages") {
        await channels.getByText("Steward", { exact: true }).click();
        await page.getByRole("tab", { name: place }).click();
        if (place === "Messages") await page.getByRole("textbox", { name: "Message Steward" }).waitFor();
        return;
      }
      await channels.getByRole("link", { name: new RegExp(`^${place}\\b`, "u") }).click();
      await page.getByRole("textbox", { name: `Message ${place}` }).waitFor();
    },
    async say(text) {
      const composer = page.getByRole("textbox", { name: /^Message / });
      await composer.fill(text);
      await composer.press("Enter");
    },
    message: (words) => page.getByRole("article").filter({ hasText: words }).last(),
    async choose(field, typed, option) {
      await field.fill(typed);
      await page.getByRole("option", { name: option }).first().click();
    },
    async menu(within, item) {
      await within.getByRole("button", { name: "More actions", exact: true }).click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    },
    async picture(name) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
    },
    close: () => context.close(),
  };
}

/** The kinds of a message's blocks, in their order. */
export async function blocksOf(message: Locator): Promise<(string | null)[]> {
  return message.locator("[data-block]").evaluateAll((all) => all.map((one) => one.getAttribute("data-block")));
}

/** A message's words in the lines in which a person sees them. */
export async function linesOf(message: Locator): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: the lines are what is asked for, and only layout knows them
  const words = await message.innerText();
  return words.split("\n").filter((line) => line.trim() !== "");
}
