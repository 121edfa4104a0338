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

describe("somebody without access", () => {
  it("asks Dewi, is let in by her, and is welcomed [R8]", async () => {
    await local.actAs("Olivia Carter");
    await local.open("#general");
    await local.say("/crm-customer budi santoso");
    const refusal = local.message("You don't have access to the CRM yet. Dewi Lestari can give it.");
    await refusal.waitFor();
    expect(await local.page.getByText("PT Contoh Makmur").count()).toBe(0);
    await local.picture("20-refused");
    await refusal.getByRole("button", { name: "Ask Dewi" }).click();
    await local.message("I've asked Dewi Lestari.").waitFor();

    await local.actAs("Dewi Lestari");
    await local.open("Messages");
    const question = local.message("Olivia Carter asks for access to the CRM.");
    await question.waitFor();
    await local.picture("21-asked");
    await question.getByRole("button", { name: "Give access" }).click();
    const form = local.dialog("Give access");
    await form.getByText("@Olivia Carter").waitFor();
    await form.getByRole("checkbox", { name: "Marketing" }).check();
    await local.picture("22-give-access");
    await form.getByRole("button", { name: "Give access" }).click();
    await local.message("Olivia Carter has access now, as a member in marketing.").waitFor();
    await local.picture("23-given");

    await local.actAs("Olivia Carter");
    await local.open("Messages");
    await local.message("Dewi Lestari added you. Send me budi no answer to log a call.").waitFor();
    await local.picture("24-welcomed");
    await local.say("/crm-customer budi santoso");
    await local.message("Procurement manager, PT Contoh Makmur").waitFor();
  });
});

describe("a line sent to Steward", () => {
  it("is logged at once when the customer is certain, and asked about when not", async () => {
    await local.actAs("Rizky Pratama");
    await local.open("Messages");
    await local.say("budi santoso no answer");
    const receipt = local.message("Call to Budi Santoso, no answer");
    await receipt.waitFor();
    expect(await blocksOf(receipt)).toEqual(["section", "context", "actions"]);
    expect((await linesOf(receipt)).join("\n")).toMatch(/ · 7 talks since /u);
    // Rizky talked with one Budi this week, and so would not be asked; Dewi has talked with none.
    await local.actAs("Dewi Lestari");
    await local.open("Messages");
    await local.say("budi left message");
    const question = local.message("Which budi? Your entry is kept.");
    await question.getByText("Call, left a message").waitFor();
    await local.picture("25-direct-message");
    await question
      .locator("[data-block]")
      .filter({ hasText: "Budi Hartono" })
      .getByRole("button", { name: "This one" })
      .click();
    await local.message("Call to Budi Hartono, left a message").waitFor();
    expect(await local.page.getByText("Which budi?").count()).toBe(0);
  });
});

describe("shortcuts", () => {
  it("open the form anywhere, with customers found by typing", async () => {
    const { page } = local;
    await local.open("#sales");
    await page.getByRole("button", { name: "Shortcuts" }).click();
    await page.getByRole("menuitem", { name: /^Log a call/u }).click();
    const form = local.dialog("Log a call or visit");
    await form.waitFor();
    await local.picture("26-form");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Choose a customer, or write the name of someone new.").waitFor();
    await form.getByRole("combobox", { name: /^Customer/u }).fill("contoh bud");
    await page.getByRole("option", { name: /Budi Santoso, PT Contoh Makmur/u }).waitFor();
    await local.picture("27-typeahead");
    await page.getByRole("option", { name: /Budi Santoso, PT Contoh Makmur/u }).click();
    await local.choose(form.getByRole("combobox", { name: "What was it?" }), "meet", "Meeting");
    await form.getByRole("textbox", { name: /^Note/u }).fill("went through the renewal terms");
    await form.getByRole("textbox", { name: /^What happens next/u }).fill("send the minutes");
    await form.getByLabel(/^How many minutes/u).fill("45");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    // A global shortcut belongs to no channel, so Steward answers in its own conversation.
    await local.open("Messages");
    const receipt = local.message("Meeting with Budi Santoso");
    await receipt.waitFor();
    expect(await linesOf(receipt)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^✓ Meeting with Budi Santoso, PT Contoh Makmur · today \d\d:\d\d · 45 min$/u),
        '"went through the renewal terms"',
        "To do: send the minutes",
      ]),
    );
    await local.picture("28-logged-by-form");
  });

  it("log a message with a link back to it", async () => {
    const { page } = local;
    await local.open("#sales");
    await local.say("Ana Wijaya just rang: the two-layer boxes are approved");
    const said = local.message("Ana Wijaya just rang");
    await said.hover();
    await said.getByRole("button", { name: "More message actions" }).click();
    await page.getByRole("menuitem", { name: /^Log to CRM/u }).click();
    const form = local.dialog("Log a call or visit");
    await form.waitFor();
    expect(await form.getByRole("textbox", { name: /^Note/u }).inputValue()).toBe(
      "Ana Wijaya just rang: the two-layer boxes are approved",
    );
    await local.choose(form.getByRole("combobox", { name: /^Customer/u }), "ana wij", /^Ana Wijaya/u);
    await local.picture("29-message-form");
    await form.getByRole("button", { name: "Save" }).click();
    const receipt = local.message("Note on Ana Wijaya");
    await receipt.waitFor();
    await local.picture("30-message-logged");
    await receipt.getByRole("link", { name: "Open the message" }).click();
    await page.locator("article.marked", { hasText: "Ana Wijaya just rang" }).waitFor();
  });
});

describe("the keyboard alone", () => {
  it("completes a command, sends it, reaches its buttons and fills its form", async () => {
    const { page } = local;
    await local.open("#sales");
    await page.getByRole("textbox", { name: "Message #sales" }).focus();
    await page.keyboard.type("/crm-l");
    const list = page.getByRole("listbox", { name: "Commands" });
    await list.getByRole("option").filter({ hasText: "/crm-log" }).waitFor();
    await local.picture("31-completion");
    await page.keyboard.press("Tab");
    await page.keyboard.type("note ana wijaya: by keyboard");
    await page.keyboard.press("Enter");
    const receipt = local.message('"by keyboard"');
    await receipt.waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press("Shift+Tab");
    for (let presses = 0; (await focused()) !== "Edit" && presses < 12; presses += 1) {
      await page.keyboard.press("Shift+Tab");
    }
    expect(await focused()).toBe("Edit");
    await page.keyboard.press("Enter");
    const form = local.dialog("Change the entry");
    await form.waitFor();
    const note = form.getByRole("textbox", { name: /^Note/u });
    for (let presses = 0; !(await isFocused(note)) && presses < 30; presses += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    await page.keyboard.type(", all of it");
    for (let presses = 0; (await focused()) !== "Save" && presses < 30; presses += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await local.message('"by keyboard, all of it"').waitFor();
    await local.picture("32-by-keyboard");
  });
});

const isFocused = (element: ReturnType<LocalPage["dialog"]>) =>
  element.evaluate((one) => one === document.activeElement);

describe("a phone of 390 pixels", () => {
  it("shows receipt, card and form without a sideways scroll, and the buttons big enough", async () => {
    const small = await openLocalPage(running.browser, running.product, phone);
    const { page } = small;
    await small.actAs("Rizky Pratama");
    await small.open("#sales");
    await small.say("/crm-log call connected budi santoso: wants it on one page. todo send the page friday");
    const receipt = small.message("wants it on one page");
    await receipt.waitFor();
    await small.picture("40-phone-receipt");
    await small.say("/crm-customer budi santoso");
    const card = small.message("Talked");
    await card.waitFor();
    await small.picture("41-phone-card");
    const list = page.getByRole("log");
    expect(await list.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    for (const button of await card.getByRole("button").all()) {
      const box = await button.boundingBox();
      if (box) expect(Math.min(box.height, box.width)).toBeGreaterThanOrEqual(32);
    }
    await card.getByRole("button", { name: "Log", exact: true }).tap();
    const form = small.dialog("Log a call or visit");
    await form.waitFor();
    expect(await form.getByRole("textbox", { name: /^Or someone new/u }).count()).toBe(0);
    await small.picture("42-phone-form");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await form.getByRole("textbox", { name: /^Note/u }).fill("logged from the train");
    await form.getByRole("button", { name: "Save" }).tap();
    await small.message("logged from the train").waitFor();
    await small.picture("43-phone-logged");
    await small.open("Home");
    await page.getByText("Your last entries").waitFor();
    await small.picture("44-phone-home");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await small.close();
    expect(small.complaints).toEqual([]);
  });
});
