import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { blocksOf, type LocalPage, linesOf } from "./local-page.ts";
import { runInChromium } from "./run-in-chromium.ts";
import type { Product } from "./run-product.ts";

let product: Product;
let local: LocalPage;

beforeAll(async () => {
  const running = await runInChromium();
  ({ product, local } = running);
  return running.end;
});

const sheet = [
  "Nama;Perusahaan;Jabatan;E-mail;No. HP;Sumber",
  "Wulan Kartika;PT Lautan Biru;Buyer;wulan.kartika@lautan-biru.example;0812-0000-4411;Fair Kemas 2026",
  "Yohanes Lim;CV Karya Lim;Owner;yohanes@karya-lim.example;0813-0000-2288;Referral",
  "Rina Oktavia;PT Lautan Biru;Finance;rina(at)lautan-biru;0812-0000-9912;Fair Kemas 2026",
  "Budi Santoso;PT Contoh Makmur;Procurement manager;;+62 812-3456-7890;",
].join("\n");

const receiptBlocks = ["section", "context", "actions"];

describe("the local workspace on its first start", () => {
  it("says that it is local, and greets its owner with three steps [R8]", async () => {
    const { page } = local;
    await page.getByText("nothing leaves this computer").first().waitFor();
    await page.getByRole("button", { name: "Act as: Dewi Lestari" }).waitFor();
    await local.open("Messages");
    const welcome = local.message("I'm Steward, your team's CRM in Slack.");
    for (const name of ["Upload customers", "Choose people", "Choose triage channel"]) {
      await welcome.getByRole("button", { name, exact: true }).waitFor();
    }
    await local.picture("01-welcome");
  });
});

describe("customers from a file", () => {
  it("come in from the command line while Steward runs, and are found at once", async () => {
    const file = join(product.folder, "customers.csv");
    await writeFile(file, sheet);
    const { code, printed } = await product.cli("import", file, "--yes");
    expect(printed).toContain("2. Perusahaan → company");
    expect(printed).toContain("4 rows for Nusantara Supply: 3 customers added");
    expect(printed).toContain('line 4, e-mail "rina(at)lautan-biru": not an e-mail address');
    expect(code).toBe(0);
    await local.open("#sales");
    await local.say("/crm-customer wulan kartika");
    const card = local.message("Wulan Kartika");
    await card.getByRole("link", { name: "wulan.kartika@lautan-biru.example" }).waitFor();
    await card.getByText("Came from Fair Kemas 2026").waitFor();
    await local.picture("02-imported-card");
  });

  it("come in by the button of the first message, after their columns were looked over", async () => {
    await local.open("Messages");
    await local
      .message("your team's CRM in Slack")
      .getByRole("button", { name: "Upload customers", exact: true })
      .click();
    const choice = local.dialog("Upload customers");
    await choice.getByLabel(/^Your file/u).setInputFiles({
      name: "leads.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Name,Company,Email\nAyu Kencana,Toko Kencana,ayu@toko-kencana.example\n"),
    });
    await choice.getByText("leads.csv").waitFor();
    await choice.getByRole("button", { name: "Next" }).click();
    const columns = local.dialog("Check the columns");
    await columns.getByText("I understood 3 of 3 columns").waitFor();
    await local.picture("03-upload-columns");
    await columns.getByRole("button", { name: "Import" }).click();
    await local.message("leads.csv: 1 customer added").waitFor({ timeout: 20_000 });
    await local.picture("04-upload-finished");
  });
});

describe("a call typed into the composer", () => {
  it("is answered with a receipt of three blocks [R63]", async () => {
    await local.actAs("Rizky Pratama");
    await local.open("#sales");
    await local.say("/crm-log call connected budi santoso: wants the renewal offer by May. todo send the offer friday");
    const receipt = local.message("Call with Budi Santoso");
    await receipt.getByText("Only visible to you").waitFor();
    expect(await blocksOf(receipt)).toEqual(receiptBlocks);
    const words = (await linesOf(receipt)).join("\n");
    expect(words).toMatch(/✓ Call with Budi Santoso, PT Contoh Makmur · today \d\d:\d\d/u);
    expect(words).toContain('"wants the renewal offer by May"');
    expect(words).toMatch(/^(Fri \d+ \w+|Today|Tomorrow): send the offer$/mu);
    expect(words).toMatch(/Last: Rizky, .+ · 8th talk since .+ · number confirmed by this call/u);
    await local.picture("05-receipt");
  });

  it("stands above the customer's card without scrolling", async () => {
    const { page } = local;
    await page.setViewportSize({ width: 1280, height: 900 });
    await local.say("/crm-customer budi santoso");
    const card = local.message(/Budi Santoso · Procurement manager.*Talked/su);
    await card.getByRole("button", { name: "Task", exact: true }).waitFor();
    // The README shows this one, as docs/local-workspace.png.
    await local.picture("local-workspace");
    for (const message of [local.message("Call with Budi Santoso"), card]) {
      const list = await page.getByRole("log").boundingBox();
      const { y, height } = (await message.boundingBox()) ?? { y: Number.NaN, height: Number.NaN };
      expect(y).toBeGreaterThanOrEqual(list?.y ?? 0);
      expect(y + height).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0) + 1);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("can be changed in place", async () => {
    await local.menu(local.message("Call with Budi Santoso"), "Edit");
    const form = local.dialog("Change the entry");
    await form.getByRole("textbox", { name: /^Note/u }).fill("wants the renewal offer by June");
    await local.picture("06-edit");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    const receipt = local.message('"wants the renewal offer by June"');
    await receipt.waitFor();
    expect(await blocksOf(receipt)).toEqual(receiptBlocks);
    expect(await local.page.getByText('"wants the renewal offer by May"').count()).toBe(0);
  });

  it("can be taken back, and is gone from the card", async () => {
    await local.say("/crm-log call connected ana wijaya: this was a mistake");
    const receipt = local.message("Call with Ana Wijaya");
    await local.menu(receipt, "Undo");
    await local.message("Taken back: call with Ana Wijaya.").waitFor();
    await local.picture("07-undone");
    await local.say("/crm-customer ana wijaya");
    const card = local.message(/Ana Wijaya.*Talked/su);
    await card.waitFor();
    expect(await card.textContent()).not.toContain("this was a mistake");
  });

  it("asks which one when several fit, and keeps the note", async () => {
    await local.say("/crm-log meeting budi: asked about the new logo");
    const question = local.message("Which budi? Your note is kept.");
    await question.getByText("Budi Hartono").waitFor();
    await question.getByText('Meeting · "asked about the new logo"').waitFor();
    await local.picture("08-which-one");
    await question
      .locator("[data-block]")
      .filter({ hasText: "Budi Hartono" })
      .getByRole("button", { name: "This one" })
      .click();
    const receipt = local.message("Meeting with Budi Hartono");
    await receipt.getByText('"asked about the new logo"').waitFor();
    await receipt.getByText("First entry for this customer").waitFor();
    expect(await question.count()).toBe(0);
  });

  it("creates somebody new with what was typed already in the form", async () => {
    await local.say(
      "/crm-log visit connected Sukma Dwijaya: wants samples of the two-layer box. todo send samples monday",
    );
    const question = local.message("I know no customer called Sukma Dwijaya");
    await question.waitFor();
    await local.picture("09-nobody");
    await question.getByRole("button", { name: "Create Sukma Dwijaya" }).click();
    const form = local.dialog("Log a call or visit");
    await form.waitFor();
    expect(await form.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Sukma Dwijaya");
    expect(await form.getByRole("textbox", { name: /^Note/u }).inputValue()).toContain(
      "wants samples of the two-layer box",
    );
    expect(await form.getByRole("textbox", { name: /^What happens next/u }).inputValue()).toBe("send samples");
    expect(await form.getByRole("combobox", { name: "What was it?" }).inputValue()).toBe("Visit");
    await form.getByRole("textbox", { name: /^Their company/u }).fill("CV Karya Dwijaya");
    await form.getByRole("textbox", { name: /^Phone/u }).fill("12");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText('"12" is not a phone number').waitFor();
    await local.picture("10-create");
    await form.getByRole("textbox", { name: /^Phone/u }).fill("0811 555 0101");
    await form.getByRole("button", { name: "Save" }).click();
    const receipt = local.message("Visit to Sukma Dwijaya");
    await receipt.getByText("CV Karya Dwijaya").waitFor();
    expect(await blocksOf(receipt)).toEqual(receiptBlocks);
  });
});

describe("looking a customer up", () => {
  it("shows the card: what matters first, then how to reach them, then the talks [R64, R66]", async () => {
    await local.say("/crm-customer budi santoso");
    const card = local.message(/Budi Santoso · Procurement manager.*by June; your task.*Talked/su);
    await card.waitFor();
    const lines = await linesOf(card);
    const first = lines.findIndex((line) => line.startsWith("Budi Santoso · Procurement manager, PT Contoh Makmur"));
    expect(lines[first + 1]).toMatch(
      /^Wants the renewal offer by June; your task: .+, (by \w{3} \d+ \w+(?: \d\d:\d\d)?|today|tomorrow)\.$/u,
    );
    expect(lines[first + 2]).toMatch(
      /^Customer since \d{4} \(\d+ years?, from the import\) · Rizky's · Rp 240 jt a year$/u,
    );
    await card.getByRole("link", { name: "+62 812-3456-7890" }).waitFor();
    expect(lines.find((line) => line.includes("+62 812-3456-7890"))).toMatch(/^✓ .+ · confirmed today/u);
    expect(lines.find((line) => line.startsWith("Talked"))).toMatch(
      /^Talked 8 times since .+: 5 calls, 2 e-mails, 1 meeting/u,
    );
    await local.picture("11-card");
  });

  it("turns the history's pages and comes back to the card", async () => {
    for (const note of ["asked for a sample", "liked the sample", "wants 500 more"]) {
      await local.say(`/crm-log call connected budi santoso: ${note}`);
      await local.message(`"${note}"`).waitFor();
    }
    await local.say("/crm-customer budi santoso");
    const card = local.message(/Budi Santoso · Procurement manager.*wants 500 more/su);
    await card.waitFor();
    await local.menu(card, "Timeline");
    const timeline = local.message("Budi Santoso: everything logged, newest first");
    await timeline.getByText("What was before").waitFor();
    expect(await timeline.textContent()).toMatch(/Today \d\d:\d\d · call · Rizky · wants 500 more/u);
    await local.picture("12-timeline");
    await timeline.getByRole("button", { name: "Older" }).click();
    await timeline.getByText("That is everything.").waitFor();
    expect(await timeline.textContent()).not.toContain("wants 500 more");
    await local.picture("13-timeline-older");
    await timeline.getByRole("button", { name: "Back to the card" }).click();
    await card.waitFor();
  });

  it("shows one's last entries in Home, each with its menu", async () => {
    await local.open("Home");
    const { page } = local;
    const entry = page.locator("[data-block]").filter({ hasText: "Visit to Sukma Dwijaya" });
    await entry.waitFor();
    await local.picture("14-home");
    await local.menu(entry, "Undo");
    await entry.waitFor({ state: "detached" });
    await local.picture("15-home-undone");
    await page
      .locator("[data-block]")
      .filter({ hasText: "Budi Hartono" })
      .getByRole("button", { name: "Card" })
      .click();
    const card = local.dialog("Steward");
    await card.getByText("Budi Hartono · Owner, CV Sinar Jaya").waitFor();
    await local.picture("16-home-card");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });
});
