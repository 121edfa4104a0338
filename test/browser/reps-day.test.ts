import { beforeAll, describe, expect, it } from "vitest";
import { blocksOf, type LocalPage, linesOf, openLocalPage, phone } from "./local-page.ts";
import { type InChromium, runInChromium } from "./run-in-chromium.ts";

let running: InChromium;
let local: LocalPage;

beforeAll(async () => {
  running = await runInChromium();
  local = running.local;
  return running.end;
});

/** No words run out of a phone's width. */
async function expectToFit(on: LocalPage): Promise<void> {
  const { scroll, width } = await on.page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(width);
}

/** Several calls in one message, one receipt, each taken back or all at once. */
async function dayByMessage(on: LocalPage, more: string, picture: (name: string) => Promise<void>): Promise<void> {
  await on.actAs("Rizky Pratama");
  await on.open("#sales");
  await on.open("Messages");
  await on.say(
    [
      `budi santoso: no answer, ${more}`,
      "call connected ana wijaya 12 min: wants the price list. todo send the price list friday",
      "email hendra gunawan: sent the catalogue",
    ].join("\n"),
  );
  const receipt = on.message("3 entries logged");
  await receipt.waitFor();
  const lines = await linesOf(receipt);
  expect(lines.join("\n")).toMatch(/3 entries logged · today \d\d:\d\d\nCall to Budi Santoso, no answer · /u);
  expect(lines.join("\n")).toMatch(/send the price list/u);
  await picture("receipt-of-three");
  await receipt.getByRole("button", { name: "Undo all", exact: true }).click();
  await on.message("Taken back: 3 entries.").waitFor();
  await picture("all-taken-back");
}

describe("a rep's day by message", () => {
  it("is several lines, one receipt, and Undo all [R27]", async () => {
    await dayByMessage(local, "rang twice", (name) => local.picture(`60-${name}`));
  });

  it("takes a list of customers that is sent", async () => {
    await local.actAs("Dewi Lestari");
    await local.open("Messages");
    await local.page
      .locator('input[type="file"]')
      .first()
      .setInputFiles({
        name: "fair.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("Name,Company,Email\nLaras Ayu,Toko Laras,laras@toko-laras.example\n"),
      });
    await local.page.getByText("fair.csv").first().waitFor();
    await local.page.getByRole("textbox", { name: "Message Steward" }).press("Enter");
    const question = local.message("I understood 3 of 3 columns");
    await question.waitFor();
    await local.picture("61-file");
    await question.getByRole("button", { name: "Import" }).click();
    await local.message("fair.csv: 1 customer added").waitFor({ timeout: 20_000 });
    await local.say("laras ayu: met at the fair");
    await local.message(/Did you mean Laras Ayu|Call with Laras Ayu/u).waitFor();
    await local.picture("62-file-used");
  });
});

describe("a rep's day by command and click", () => {
  it("gives a refused command back, and asks once about the same words", async () => {
    await local.actAs("Rizky Pratama");
    await local.open("#sales");
    await local.say("/crm-log call budi santoso tomorrow: will talk about the renewal");
    const refusal = local.message("That day is still to come.");
    await refusal.getByText("/crm-log call budi santoso tomorrow: will talk about the renewal").waitFor();
    await local.picture("63-refused");
    const line = "/crm-log call connected budi santoso: asked for two more boxes";
    await local.say(line);
    await local.message('"asked for two more boxes"').waitFor();
    await local.say(line);
    const again = local.message("Already logged for Budi Santoso");
    await again.getByRole("button", { name: "Log again" }).waitFor();
    await local.picture("64-already-logged");
    await again.getByRole("button", { name: "Discard" }).click();
    await local.message("Discarded. Nothing was saved.").waitFor();
  });

  it("is asked of in a thread, for oneself alone", async () => {
    const { page } = local;
    await local.say("Anybody spoken to Budi today?");
    const parent = local.message("Anybody spoken to Budi today?");
    await parent.hover();
    await parent.getByRole("button", { name: "Reply in thread" }).click();
    const reply = page.getByRole("textbox", { name: "Reply in thread" });
    await reply.pressSequentially("@stew");
    await page
      .getByRole("option", { name: /Steward/u })
      .first()
      .click();
    await reply.pressSequentially("budi santoso: no answer");
    await reply.press("Enter");
    const receipt = page.getByRole("article").filter({ hasText: "Call to Budi Santoso, no answer" }).last();
    await receipt.getByText("Only visible to you").waitFor();
    expect(await blocksOf(receipt)).toContain("actions");
    await local.picture("65-mention");
  });

  it("is mended in Home", async () => {
    await local.open("Home");
    const { page } = local;
    const entry = page.locator("[data-block]").filter({ hasText: "asked for two more boxes" });
    await entry.waitFor();
    await local.menu(entry, "Edit");
    const form = local.dialog("Change the entry");
    await form.getByRole("textbox", { name: /^Note/u }).fill("asked for three more boxes");
    await form.getByRole("button", { name: "Save" }).click();
    const mended = page.locator("[data-block]").filter({ hasText: "asked for three more boxes" });
    await mended.waitFor();
    await local.picture("66-home");
    await local.menu(mended, "Undo");
    await mended.waitFor({ state: "detached" });
  });
});

describe("a rep's day on a phone", () => {
  it("fits its width by message, by form and in Home", async () => {
    const narrow = await openLocalPage(running.browser, running.product, phone);
    try {
      await dayByMessage(narrow, "engaged", async (name) => {
        await narrow.picture(`67-phone-${name}`);
        await expectToFit(narrow);
      });
      await narrow.say("no answer budi santoso: rang for long. todo ring again tomorrow");
      await narrow.message("rang for long").getByText("ring again").last().waitFor();
      await narrow.picture("68-phone-receipt");
      await expectToFit(narrow);
      await narrow
        .message("Call to Budi Santoso, no answer")
        .getByRole("button", { name: "Edit", exact: true })
        .click();
      await narrow.dialog("Change the entry").waitFor();
      await narrow.picture("69-phone-form");
      await expectToFit(narrow);
      await narrow.page.keyboard.press("Escape");
      await narrow.open("Home");
      await narrow.page.getByText("Your last entries").waitFor();
      await narrow.picture("70-phone-home");
      await expectToFit(narrow);
      expect(narrow.complaints).toEqual([]);
    } finally {
      await narrow.close();
    }
  });
});
