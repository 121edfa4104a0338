import type { Locator } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LocalPage, linesOf, phone } from "./local-page.ts";
import { type InChromium, runInChromium } from "./run-in-chromium.ts";

/** A Monday, 9:00 in Jakarta: working time runs, whenever this is run. */
const morning = "2026-11-23T02:00:00Z";

const fix = "deleted the stale session cookie";

let running: InChromium;
let local: LocalPage;

beforeAll(async () => {
  running = await runInChromium(morning);
  local = running.local;
  return running.end;
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await local.picture("s-failed");
});

const steps = { count: 0 };

/** A picture for the desk and one for a phone, on which nothing may be cut off sideways. */
async function look(name: string): Promise<void> {
  const { page } = local;
  steps.count += 1;
  const file = `s${String(steps.count).padStart(2, "0")}-${name}`;
  await local.picture(file);
  await page.setViewportSize(phone.viewport);
  await local.picture(`${file}-390`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.viewport.width);
  for (const list of await page.getByRole("log").all()) {
    expect(await list.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

const press = (within: Locator, name: string) => within.getByRole("button", { name, exact: true }).click();

const wordsOf = async (message: Locator) => (await linesOf(message)).join("\n");

/** Types a command and waits for its answer, whatever was answered alike before. */
async function ask(command: string, words: string | RegExp): Promise<Locator> {
  const alike = local.page.getByRole("article").filter({ hasText: words });
  const before = await alike.count();
  await local.say(command);
  const answer = alike.nth(before);
  await answer.waitFor();
  return answer;
}

/** The card in the triage channel: neither what Steward answered a person alone, nor the thread that is open beside it. */
const card = (number: number) =>
  local.page
    .getByRole("log", { name: "Messages in #triage" })
    .getByRole("article")
    .filter({ hasText: new RegExp(`T-${number} · P\\d`, "u"), hasNotText: "Only visible to you" });

/** The card once it says so. Steward posts and edits cards by itself, a second apart. */
async function cardSays(number: number, words: string | RegExp): Promise<void> {
  await card(number).filter({ hasText: words }).waitFor({ timeout: 20_000 });
}

const thread = () => local.page.getByRole("complementary", { name: /^Thread in/u });

const block = (within: Locator, words: string | RegExp) => within.locator("[data-block]").filter({ hasText: words });

describe("a ticket, from a colleague's message to its fix", () => {
  it("has a channel for its card, once the steward chose one", async () => {
    await local.open("Messages");
    await press(local.message("your team's CRM in Slack"), "Choose triage channel");
    const form = local.dialog("Triage channel");
    await local.choose(form.getByRole("combobox"), "triage", /triage/u);
    await press(form, "Save");
    await local.message("Tickets will be posted in #triage").waitFor();
  });

  it("is opened from a message, with its words and its customer", async () => {
    const { page } = local;
    await local.actAs("Rizky Pratama");
    await local.open("#support");
    await local.say("Budi cannot log in after the password reset\nHe sees a white page and needs it today.");
    await local.actAs("Maya Putri");
    await local.open("#support");
    const message = local.message("Budi cannot log in");
    await message.hover();
    await press(message, "More message actions");
    await page.getByRole("menuitem", { name: /^Open a ticket/u }).click();
    const form = local.dialog("Open a ticket");
    const subject = form.getByRole("textbox", { name: /^What is wrong/u });
    expect(await subject.inputValue()).toBe("Budi cannot log in after the password reset");
    await local.choose(form.getByRole("combobox", { name: /^Customer/u }), "budi sant", /Budi Santoso, PT Contoh/u);
    await look("from-message");
    await press(form, "Open");
    await form.waitFor({ state: "detached" });
    await local.message("✓ Opened T-1.").waitFor();
    await look("opened");
  });

  it("stands in the triage channel, its customer and what was written in its thread [R75] [R76]", async () => {
    await local.open("#triage");
    await cardSays(1, "Budi Santoso, PT Contoh Makmur · nobody yet · due");
    await card(1)
      .getByRole("button", { name: /^1 repl/u })
      .click({ timeout: 20_000 });
    const first = thread().getByRole("article").filter({ hasText: "Customer since" });
    await first.waitFor();
    const words = await wordsOf(first);
    expect(words).toMatch(/^Budi Santoso, PT Contoh Makmur · Customer since \d{4} \([34] years, from the import\)/mu);
    expect(words).toContain("He sees a white page and needs it today.");
    await look("card-and-thread");
    await press(thread(), "Close thread");
  });

  it("is taken, waits for the customer, and goes on when they answered", async () => {
    await press(card(1), "Take");
    await cardSays(1, "Maya · due");
    await local.menu(card(1), "Waiting");
    const form = local.dialog("T-1 waits");
    await form.getByRole("textbox", { name: /^What were they asked/u }).fill("which browser do you use?");
    await look("wait");
    await press(form, "Save");
    await cardSays(1, /waiting for them until Wed 25 Nov/u);
    await look("waiting");
    await press(card(1), "They answered");
    await cardSays(1, "Maya · due");
  });

  it("keeps what was tried, and what is written in its thread [R79]", async () => {
    const { page } = local;
    await card(1)
      .getByRole("button", { name: /^1 repl/u })
      .click();
    const reply = page.getByRole("textbox", { name: "Reply in thread" });
    await reply.fill("He uses Firefox on Windows");
    await reply.press("Enter");
    await thread().getByRole("article").filter({ hasText: "He uses Firefox on Windows" }).waitFor();
    await press(thread(), "Close thread");
    await ask("/crm-ticket tried T-1 a private window, same white page", "✓ Noted for whoever has T-1 next.");
    await expect
      .poll(async () => wordsOf(await ask("/crm-ticket T-1", "Tried, without success")), { timeout: 20_000 })
      .toContain("He uses Firefox on Windows");
  });
});

describe("the ticket and the next one like it", () => {
  it("answers what support asks [R75] [R76] [R77] [R78] [R79]", async () => {
    const words = await wordsOf(await ask("/crm-ticket T-1", "Tried, without success"));
    // How long a customer? What is the problem? Who has it? How long open? Has anyone tried?
    expect(words).toMatch(/Customer since \d{4} \([34] years, from the import\)/u);
    expect(words).toContain("T-1 · P3 · Budi cannot log in after the password reset");
    expect(words).toMatch(/^Budi Santoso, PT Contoh Makmur · Maya · due/mu);
    expect(words).toMatch(/^Open \d+ min, since today \d\d:\d\d, asked for by/mu);
    expect(words).toMatch(/Maya · a private window, same white page$/mu);
    await look("ticket-in-full");
    const why = await ask("/crm-ticket why T-1", "Why T-1 (P3) is due when it is");
    expect(await wordsOf(why)).toContain("not counted, waiting for the customer");
    await look("why");
  });

  it("is solved from its card, with what helped", async () => {
    await press(card(1), "Solve");
    const form = local.dialog("Solve T-1");
    await form.getByRole("textbox", { name: /^What helped/u }).fill(fix);
    await look("solve");
    await press(form, "Solve");
    await cardSays(1, `✓ Maya, today`);
    await cardSays(1, `"${fix}"`);
  });

  it("shows the next one like it that fix, and who could take it [R77] [R79]", async () => {
    await local.actAs("Rizky Pratama");
    await local.open("#triage");
    const opened = await ask("/crm-ticket new ana wijaya: cannot log in after a password reset", "✓ Opened T-2.");
    const words = await wordsOf(opened);
    expect(words).toContain("Ana Wijaya");
    expect(words).toMatch(/^Solved before$/mu);
    expect(words).toContain(`"${fix}"`);
    expect(words).toContain("Maya could take it: like T-1, which Maya solved");
    await look("solved-before");
    await cardSays(2, "nobody yet · due");
    await card(2)
      .getByRole("button", { name: /^1 repl/u })
      .click({ timeout: 20_000 });
    await thread().getByText(`"${fix}"`).waitFor();
    await press(thread(), "Give it to Maya");
    await cardSays(2, "Maya · due");
    // It is drawn anew without what was taken, and nothing moves under one's finger any more.
    await thread().getByRole("button", { name: "Give it to Maya" }).waitFor({ state: "detached", timeout: 20_000 });
    await look("given-in-thread");
    await press(thread(), "Use this fix");
    const sure = local.dialog("Solve T-2");
    await look("use-fix");
    await press(sure, "Solve it");
    await cardSays(2, "✓ Rizky, today");
    await press(thread(), "Close thread");
  });
});

describe("an outage", () => {
  it("is opened three times, grouped, and solved at once", async () => {
    await local.actAs("Maya Putri");
    await local.open("#triage");
    for (const [number, line] of [
      [3, "budi santoso: orders page shows an error"],
      [4, "ana wijaya: error on the page of orders"],
      [5, "hendra gunawan: orders page is down"],
    ] as const) {
      await ask(`/crm-ticket new ${line}`, `✓ Opened T-${number}.`);
      await cardSays(number, "nobody yet · due");
    }
    const grouped = await ask("/crm-ticket group T-3 T-4 T-5: orders are down", "3 tickets in one outage");
    await look("grouped");
    await press(grouped, "Solve all 3");
    const form = local.dialog("Solve the outage");
    await form.getByRole("textbox", { name: /^What helped/u }).fill("restarted the order service");
    await press(form, "Solve");
    await local.message("✓ Solved 3 tickets at once.").waitFor();
    for (const number of [3, 4, 5]) await cardSays(number, "✓ Maya, today");
    await look("outage-solved");
  });
});

describe("the end of the day", () => {
  it("names the three most common problems, and the tickets behind one [R80]", async () => {
    await ask("/crm-ticket new invoice copy is missing", "✓ Opened T-6.");
    await ask("/crm-ticket new copy of the invoice is missing", "✓ Opened T-7.");
    const top = await ask("/crm-ticket top", "Most common problems");
    const words = await wordsOf(top);
    const places = words.split("\n").filter((line) => /^[1-3]\. /u.test(line));
    expect(places).toEqual([
      expect.stringMatching(/^1\. .*orders.* · 3 tickets, none before/iu),
      expect.stringMatching(/^[23]\. .* · 2 tickets, none before/iu),
      expect.stringMatching(/^[23]\. .* · 2 tickets, none before/iu),
    ]);
    expect(places.slice(1).join("\n")).toMatch(/invoice/iu);
    expect(places.slice(1).join("\n")).toMatch(/log in/iu);
    await look("top");
    await block(top, /^1\. /u).getByRole("button").first().click();
    const behind = local.message("behind it");
    await behind.waitFor();
    expect((await wordsOf(behind)).match(/T-[345] /gu)).toHaveLength(3);
    await look("behind");
  });

  it("begins tomorrow with what is due first", async () => {
    const next = await ask("/crm-ticket next", "Due first:");
    expect(await wordsOf(next)).toContain("T-6 · P3 · invoice copy is missing");
    await look("next");
    const desk = await ask("/crm-ticket list", "Open tickets, due first (2)");
    expect(await wordsOf(desk)).toContain("T-7");
    await look("list");
  });
});
