import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { demoWorkspace } from "../../../src/sandbox/demo-workspace.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { openChromium } from "./open-chromium.ts";
import { type ShowBot, showManifest, startShowBot } from "./show-bot.ts";
import { cards, charts, choices, customerCard, moreCharts, tables, texts } from "./specimens.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

let browser: Browser;
let sandbox: Sandbox;
let bot: ShowBot;
let origin: string;
let folder: string;
let page: Page;
/** what the page complained of: errors of scripts, and what its content security policy stopped */
let complaints: string[];

beforeAll(async () => {
  browser = await openChromium();
});

afterAll(async () => {
  await browser.close();
});

const startWorkspace = (stateFile: string) =>
  startSandbox({
    seed: demoWorkspace,
    manifest: showManifest,
    delivery: "socket",
    stateFile,
    clock: () => new Date(),
    log: quiet,
    limits: "off",
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "page-"));
  sandbox = await startWorkspace(join(folder, "workspace.json"));
  ({ origin } = await sandbox.listen(0));
  bot = await startShowBot(sandbox);
  complaints = [];
  page = await openAs("rizky");
});

afterEach(async () => {
  await page.context().close();
  await bot.stop();
  await sandbox.stop();
  await rm(folder, { recursive: true });
  expect(complaints).toEqual([]);
  expect(bot.faults).toEqual([]);
  expect(sandbox.problems).toEqual([]);
});

async function openAs(
  handle: string,
  where = "sales",
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(8000);
  opened.on("pageerror", (error) => complaints.push(error.message));
  opened.on("console", (line) => {
    // A server that stops is told by the page itself; Chromium says it as well.
    if (line.type() === "error" && !line.text().includes("ERR_CONNECTION_REFUSED")) complaints.push(line.text());
  });
  await opened.goto(`${origin}/?as=${sandbox.user(handle)}#${sandbox.channel(where)}`);
  await opened.getByRole("textbox", { name: `Message #${where}` }).waitFor();
  return opened;
}

const post = (text: string, blocks: unknown[]) =>
  bot.app.client.chat.postMessage({ channel: sandbox.channel("sales"), text, blocks: blocks as never });
const composer = (name = "Message #sales") => page.getByRole("textbox", { name });
const article = (text: string) => page.getByRole("article").filter({ hasText: text });

async function openForm(): Promise<void> {
  await composer().fill("/crm-log budi");
  await composer().press("Enter");
  await page.getByRole("dialog", { name: "Log a call" }).waitFor();
}

describe("the page's blocks", () => {
  it("draws every kind of block and names none as unknown", async () => {
    for (const blocks of [customerCard, choices, texts, tables, cards, charts, moreCharts])
      await post("specimen", blocks);
    await article("First response, minutes").waitFor();
    const drawn = await page
      .locator("[data-block]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-block")));
    const kinds = [
      "section",
      "context",
      "actions",
      "divider",
      "header",
      "image",
      "markdown",
      "rich_text",
      "table",
      "data_table",
      "data_visualization",
      "card",
      "carousel",
      "container",
      "context_actions",
    ];
    expect(kinds.filter((kind) => !drawn.includes(kind))).toEqual([]);
    expect(await page.locator(".block-unknown").count()).toBe(0);
    expect(await page.getByRole("table", { name: "Conversations by day and type" }).getByRole("row").count()).toBe(6);
    expect(await page.getByRole("link", { name: "+62 812-3456-7890" }).getAttribute("href")).toBe("tel:+6281234567890");
  });

  it("sends a press to the bot, and shows that it waits", async () => {
    await post("Budi Santoso", customerCard);
    const release = bot.hold();
    const log = article("Budi Santoso").getByRole("button", { name: "Log", exact: true });
    await log.click();
    await page.locator('button[aria-busy="true"]', { hasText: "Log" }).waitFor();
    release();
    await page.locator('button[aria-busy="false"]', { hasText: "Log" }).waitFor();
    expect(bot.heard.actions[0]?.action).toMatchObject({ type: "button", action_id: "log", value: "budi" });
  });

  it("asks before a press that wants confirmation, and Escape means no", async () => {
    await post("Budi Santoso", customerCard);
    await article("Budi Santoso").getByRole("button", { name: "Delete" }).click();
    const question = page.getByRole("dialog", { name: "Delete this entry?" });
    await question.waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    await article("Budi Santoso").getByRole("button", { name: "Delete" }).click();
    await question.getByRole("button", { name: "Delete it" }).click();
    await expect.poll(() => bot.heard.actions.map(({ action }) => action["action_id"])).toEqual(["delete"]);
  });

  it("opens the ⋯ menu and the selects by keyboard alone", async () => {
    await post("Budi Santoso", customerCard);
    await post("Choices", choices);
    const more = article("Procurement").getByRole("button", { name: "More actions" });
    await more.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu", { name: "More actions" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => bot.heard.actions.length).toBe(1);
    expect(bot.heard.actions[0]?.action).toMatchObject({ type: "overflow", selected_option: { value: "edit" } });
    await page.getByRole("combobox", { name: "Priority" }).focus();
    await page.keyboard.type("p2");
    await page.keyboard.press("Enter");
    await expect.poll(() => bot.heard.actions.length).toBe(2);
    expect(bot.heard.actions[1]?.action).toMatchObject({ action_id: "priority", selected_option: { value: "p2" } });
  });

  it("turns, sorts and filters a data table", async () => {
    await post("Tables", tables);
    const table = page.getByRole("table", { name: "Conversations this week" });
    const first = () => table.getByRole("rowheader").first().textContent();
    await page.getByRole("button", { name: "Next page" }).click();
    expect(await first()).toBe("Customer 6");
    await table.getByRole("button", { name: "Talks" }).click();
    await table.getByRole("button", { name: "Talks" }).click();
    await page.getByRole("searchbox", { name: "Filter Conversations this week" }).fill("customer 1");
    expect(await table.getByRole("rowheader").allTextContents()).toEqual([
      "Customer 11",
      "Customer 12",
      "Customer 10",
      "Customer 1",
    ]);
  });

  it("never reads what people write as HTML", async () => {
    await composer().fill('<img src=x onerror=alert(1)> <!channel> <@U123> *bold* & "more"');
    await composer().press("Enter");
    await article('<img src=x onerror=alert(1)> <!channel> <@U123> bold & "more"').waitFor();
  });
});

describe("the page's composer", () => {
  it("lists the commands at the slash, narrows, and completes with Tab", async () => {
    await composer().pressSequentially("/");
    const list = page.getByRole("listbox", { name: "Commands" });
    expect(await list.getByRole("option").count()).toBe(4);
    expect(await list.getByRole("option").nth(1).textContent()).toContain("A customer's card and history");
    await composer().pressSequentially("crm-l");
    await expect.poll(() => list.getByRole("option").count()).toBe(1);
    await composer().press("Tab");
    expect(await composer().inputValue()).toBe("/crm-log ");
    expect(await page.locator(".composer-hint").textContent()).toBe("no answer budi");
  });

  it("sends an exact command with Enter and marks the answer as mine alone", async () => {
    await composer().pressSequentially("/crm");
    await composer().press("Enter");
    await article("You asked for nothing").getByText("Only visible to you").waitFor();
    expect(bot.heard.commands).toEqual([""]);
  });

  it("gives the text back when a command fails", async () => {
    await composer().fill("/crm-fail a long note");
    await composer().press("Enter");
    await page.getByRole("button", { name: "Dismiss" }).waitFor({ timeout: 10_000 });
    expect(await composer().inputValue()).toBe("/crm-fail a long note");
  });

  it("turns a picked name into a mention, and a typed one not", async () => {
    await composer().pressSequentially("ask @wei");
    await composer().press("Enter");
    expect(await composer().inputValue()).toBe("ask @Tan Wei Ling ");
    await composer().pressSequentially("about #mark and @maya");
    await composer().press("Escape");
    await composer().press("Shift+Enter");
    await composer().pressSequentially("thanks");
    await composer().press("Enter");
    await article("thanks").waitFor();
    const [sent] = sandbox.as("rizky").messages("sales");
    expect(sent?.text).toBe(`ask <@${sandbox.user("wei.ling")}> about #mark and @maya\nthanks`);
  });

  it("uploads, holds and sends files", async () => {
    await page
      .getByLabel("Attach a file")
      .setInputFiles({ name: "leads.csv", mimeType: "text/csv", buffer: Buffer.from("a,b") });
    await page.getByText("leads.csv").waitFor();
    await composer().fill("The list");
    await composer().press("Enter");
    await article("The list")
      .getByRole("link", { name: /leads\.csv/ })
      .waitFor();
  });

  it("edits the last message with the arrow up, and deletes after asking", async () => {
    await composer().fill("Frist draft");
    await composer().press("Enter");
    await article("Frist draft").waitFor();
    await composer().press("ArrowUp");
    await page.getByRole("textbox", { name: "Edit message" }).fill("First draft");
    await page.keyboard.press("Enter");
    await article("First draft").getByText("(edited)").waitFor();
    await article("First draft").hover();
    await article("First draft").getByRole("button", { name: "More message actions" }).click();
    await page.getByRole("menuitem", { name: "Delete message" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await article("First draft").waitFor({ state: "detached" });
  });

  it("runs global and message shortcuts", async () => {
    await sandbox.as("wei.ling").send("sales", "Sari called");
    await article("Sari called").hover();
    await article("Sari called").getByRole("button", { name: "More message actions" }).click();
    await page.getByRole("menuitem", { name: /Log to CRM/ }).click();
    await expect.poll(() => bot.heard.shortcuts).toEqual(["log_message"]);
    await page.getByRole("button", { name: "Shortcuts" }).click();
    await page.getByRole("menuitem", { name: /Log a call/ }).click();
    await page.getByRole("dialog", { name: "Log a call" }).waitFor();
  });

  it("answers in a thread beside the channel", async () => {
    await sandbox.as("wei.ling").send("sales", "Who knows Toko Indah?");
    await article("Toko Indah").hover();
    await article("Toko Indah").getByRole("button", { name: "Reply in thread" }).click();
    await composer("Reply in thread").fill("I do");
    await composer("Reply in thread").press("Enter");
    const thread = page.getByRole("complementary", { name: "Thread in #sales" });
    await thread.getByRole("article").filter({ hasText: "I do" }).waitFor();
    await page.getByRole("button", { name: "1 reply" }).waitFor();
    await page.keyboard.press("Escape");
    await thread.waitFor({ state: "detached" });
  });
});

describe("the page's modals", () => {
  it("hand over every type of input in Slack's shape", async () => {
    await openForm();
    const field = (name: string | RegExp) => page.getByLabel(name);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
    await page.getByRole("combobox", { name: "Customer" }).fill("hart");
    await page.getByRole("option", { name: /Budi Hartono/ }).click();
    await page.getByRole("textbox", { name: "Note" }).fill("Wants the renewal");
    await field(/^E-mail/).fill("budi@x.example");
    await field(/^Website/).fill("https://x.example");
    await field(/^Minutes/).fill("12");
    const pick = async (name: string, typed: string) => {
      await page.getByRole("combobox", { name, exact: true }).fill(typed);
      await page
        .getByRole("option", { name: new RegExp(typed, "i") })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
    };
    await pick("Outcome", "No answer");
    await pick("Topics (optional)", "Invoices");
    await pick("Others (optional)", "Siti");
    await pick("Colleague (optional)", "Maya");
    await pick("Colleagues (optional)", "Jonas");
    await pick("Channel (optional)", "support");
    await pick("Channels (optional)", "triage");
    await pick("Conversation (optional)", "sales");
    await pick("Conversations (optional)", "general");
    await field(/^Day/).fill("2026-06-01");
    await field(/^Hour/).fill("14:05");
    await field(/^Call back at/).fill("2026-06-02T09:00");
    await page.getByRole("radio", { name: "Meeting" }).check();
    await page.getByRole("checkbox", { name: "The owner" }).check();
    await field(/^Attachments/).setInputFiles({
      name: "offer.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("offer"),
    });
    await page.getByText("offer.txt").waitFor();
    await page.getByRole("textbox", { name: /^Longer text/ }).fill("*bold* text\n- one");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const values = bot.heard.submissions[0]?.values ?? {};
    const only = Object.fromEntries(Object.values(values).flatMap((actions) => Object.entries(actions)));
    expect(only).toMatchObject({
      customer: { selected_option: { value: "Budi Hartono" } },
      note: { value: "Wants the renewal" },
      subject: { value: "Renewal" },
      email: { value: "budi@x.example" },
      url: { value: "https://x.example" },
      minutes: { value: "12" },
      outcome: { selected_option: { value: "no-answer" } },
      topics: { selected_options: [{ value: "renewal" }, { value: "invoices" }] },
      others: { selected_options: [{ value: "Siti Rahma" }] },
      colleague: { selected_user: sandbox.user("maya") },
      colleagues: { selected_users: [sandbox.user("jonas")] },
      channel: { selected_channel: sandbox.channel("support") },
      channels: { selected_channels: [sandbox.channel("triage")] },
      conversation: { selected_conversation: sandbox.channel("sales") },
      conversations: { selected_conversations: [sandbox.channel("general")] },
      day: { selected_date: "2026-06-01" },
      hour: { selected_time: "14:05" },
      // Nine in the morning where Rizky is, seven hours ahead of Greenwich.
      back: { selected_date_time: Date.UTC(2026, 5, 2, 2) / 1000 },
      kind: { selected_option: { value: "meeting" } },
      tell: { selected_options: [{ value: "the-owner" }] },
      files: { files: [{ name: "offer.txt" }] },
      rich: { rich_text_value: { type: "rich_text" } },
    });
    expect(bot.heard.actions.map(({ action }) => action["action_id"])).toEqual(["kind"]);
  });

  it("show what is missing and what the bot refuses under the inputs, and keep what was typed", async () => {
    await openForm();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Please complete this required field.").first().waitFor();
    expect(bot.heard.submissions).toEqual([]);
    await page.getByRole("combobox", { name: "Customer" }).fill("ana");
    await page.getByRole("option", { name: /Ana Wijaya/ }).click();
    await page.getByRole("textbox", { name: "Note" }).fill("She called back");
    await page.getByRole("combobox", { name: "Outcome" }).fill("connected");
    await page.keyboard.press("Enter");
    bot.refuseNext({ note: "This note was logged already." });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("This note was logged already.").waitFor();
    const note = page.getByRole("textbox", { name: "Note" });
    expect(await note.inputValue()).toBe("She called back");
    await expect.poll(() => note.evaluate((element) => element === document.activeElement)).toBe(true);
    await note.fill("She called back today");
    expect(await page.getByText("This note was logged already.").count()).toBe(0);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("close with Escape, tell the bot, and give the focus back; an open list closes first", async () => {
    await openForm();
    await page.getByRole("combobox", { name: "Customer" }).fill("ana");
    await page.getByRole("option", { name: /Ana Wijaya/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    expect(await page.getByRole("dialog", { name: "Log a call" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => bot.heard.closed.length).toBe(1);
    expect(await composer().evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe("the page's stack of modals", () => {
  it("shows the one on top, and the one under it as it was left", async () => {
    await openForm();
    await page.getByRole("textbox", { name: "Note" }).fill("half a note");
    await page.getByRole("radio", { name: "Visit" }).check();
    const second = page.getByRole("dialog", { name: "Where was it?" });
    await second.waitFor();
    expect(await page.getByRole("textbox", { name: "Note" }).isVisible()).toBe(false);
    await second.getByRole("button", { name: "Back" }).click();
    await page.getByRole("dialog", { name: "Log a call" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("half a note");
    expect(await page.getByRole("radio", { name: "Visit" }).isChecked()).toBe(true);
    await page.getByRole("radio", { name: "Meeting" }).check();
    await page.getByText("Minutes of the meeting").waitFor();
    expect(await page.getByRole("textbox", { name: "Note" }).inputValue()).toBe("half a note");
    await page.getByRole("radio", { name: "Visit" }).check();
    await second.waitFor();
    await second.getByRole("button", { name: "Close" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
});

describe("the page's workspace", () => {
  it("shows the app's Home tab and takes presses there", async () => {
    await page.getByRole("navigation").getByText("Steward").click();
    await page.getByRole("tab", { name: "Home" }).click();
    await page.getByText("Two things today, Rizky").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await expect.poll(() => bot.heard.actions[0]?.action["action_id"]).toBe("done");
    await page.getByRole("tab", { name: "Messages" }).click();
    await page.getByRole("textbox", { name: "Message Steward" }).waitFor();
  });

  it("acts as another person, in that person's zone", async () => {
    await sandbox.as("wei.ling").send("general", "Good morning");
    await page.getByRole("button", { name: "Act as: Rizky Pratama" }).click();
    await page.getByRole("menuitemradio", { name: /Olivia Carter/ }).click();
    await page.getByRole("button", { name: "Act as: Olivia Carter" }).waitFor();
    await article("Good morning").waitFor();
    const expected = new Intl.DateTimeFormat("en-GB", {
      timeZone: "America/New_York",
      hour: "2-digit",
      minute: "2-digit",
    });
    const [sent] = sandbox.as("olivia").messages("general");
    expect(await article("Good morning").locator("time").first().textContent()).toBe(
      expected.format(new Date(Number(sent?.ts) * 1000)),
    );
    expect(await page.getByRole("link", { name: "#sales" }).count()).toBe(0);
  });

  it("marks what is unread, and reads it", async () => {
    await sandbox.as("dewi").send("general", "Office closed on Friday");
    await page.getByRole("link", { name: "#general, 1 unread" }).click();
    await page.getByText("New", { exact: true }).waitFor();
    await composer("Message #general").waitFor();
    await expect
      .poll(
        () =>
          sandbox
            .as("rizky")
            .channels()
            .find((one) => one.name === "general")?.unread,
      )
      .toBe(0);
  });

  it("jumps with Ctrl+K", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("supp");
    await page.keyboard.press("Enter");
    await composer("Message #support").waitFor();
  });

  it("opens a permalink and marks its message", async () => {
    const { channel, ts } = await sandbox.as("wei.ling").send("sales", "Remember this one");
    await page.goto(`${origin}/archives/${channel}/p${ts.replace(".", "")}?as=${sandbox.user("rizky")}`);
    await page.locator("article.marked", { hasText: "Remember this one" }).waitFor();
  });

  it("says that it is local, that no bot is there, and that the connection is lost", async () => {
    await page.getByText("nothing leaves this computer").first().waitFor();
    await bot.stop();
    await page.getByText("No bot is connected.").waitFor();
    await sandbox.stop();
    await page.getByText("The connection to the local workspace was lost.").waitFor();
    await composer().fill("do not lose me");
    await composer().press("Enter");
    await page.getByText("There is no connection").waitFor();
    expect(await composer().inputValue()).toBe("do not lose me");
  });

  it("comes back by itself when the workspace does, with what was written there and here", async () => {
    await sandbox.as("wei.ling").send("sales", "Before the break");
    await article("Before the break").waitFor();
    await composer().fill("half a line");
    await bot.stop();
    await sandbox.stop();
    await page.getByText("The connection to the local workspace was lost.").waitFor();
    sandbox = await startWorkspace(join(folder, "workspace.json"));
    await sandbox.as("wei.ling").send("sales", "During the break");
    await sandbox.listen(Number(new URL(origin).port));
    bot = await startShowBot(sandbox);
    await article("During the break").waitFor();
    await article("Before the break").waitFor();
    expect(await page.getByText("The connection to the local workspace was lost.").count()).toBe(0);
    expect(await composer().inputValue()).toBe("half a line");
  });

  it("fits a phone, with its channels behind a button", async () => {
    await post("Budi Santoso", customerCard);
    await post("Tables", tables);
    await post("Charts", charts);
    const phone = await openAs("rizky", "sales", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.getByRole("article").first().waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const list = phone.getByRole("log");
    expect(await list.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    expect(await phone.getByRole("link", { name: "#support" }).isVisible()).toBe(false);
    await phone.getByRole("button", { name: "Show channels" }).tap();
    await phone.getByRole("link", { name: "#support" }).tap();
    await phone.getByRole("textbox", { name: "Message #support" }).waitFor();
    await phone.context().close();
  });

  it("loads earlier messages on demand and stays where one reads", async () => {
    for (let count = 1; count <= 130; count += 1) await sandbox.as("maya").send("support", `Question ${count}.`);
    await page.reload();
    await page.getByRole("link", { name: /^#support/ }).click();
    await article("Question 130.").waitFor();
    expect(await article("Question 1.").count()).toBe(0);
    await page.getByRole("button", { name: "Load earlier messages" }).click();
    await article("Question 1.").waitFor();
    const scrolled = await page.getByRole("log").evaluate((list) => list.scrollTop);
    expect(scrolled).toBeGreaterThan(200);
  });

  it("asks nothing of any other computer", async () => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await post("Texts", texts);
    await article("Everything that is text").waitFor();
    await page.reload();
    await article("Everything that is text").waitFor();
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith("data:"))).toEqual([]);
  });
});
