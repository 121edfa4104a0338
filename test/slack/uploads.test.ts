import { afterEach, describe, expect, it } from "vitest";
import type { ImportField } from "../../src/crm/customers/import/import-field.ts";
import type { ProposedColumn } from "../../src/crm/customers/import/recognise-columns.ts";
import type { UploadResult } from "../../src/crm/uploads/find-upload-result.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import { modalView } from "../../src/slack/modal-view.ts";
import { checkColumns, uploadCustomers } from "../../src/slack/modals/upload-customers.ts";
import { fileReceivedMessage } from "../../src/slack/views/imports.ts";
import { importFailedMessage, importFinishedMessage, uploadStartedMessage } from "../../src/slack/views/uploads.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { type RunningBot, runBot } from "../support/running-bot.ts";

const db = testClient();

const csv = [
  "Nama,Perusahaan,E-mail,No HP,Catatan",
  "Budi Santoso,PT Contoh Makmur,budi@contoh-makmur.co.id,0812-3456-7890,x",
  "Ana Wijaya,CV Sinar Jaya,ana@sinar.example,0811 222 333,y",
  "Hendra Gunawan,Toko Indah,hendra(at)toko,0813-1111-2222,z",
  ",,,,",
  ",PT Tanpa Nama,,,z",
].join("\n");

describe("uploading customers", () => {
  let running: RunningBot | null = null;
  afterEach(async () => {
    await running?.stop();
    running = null;
  });

  async function chooseFile(name: string, content: string) {
    running = await runBot(db, "socket");
    const dewi = running.sandbox.as("dewi");
    const { files } = await dewi.send(dewi.openDm(), "", { files: [{ name, content }] });
    const welcome = await dewi.untilMessage(({ text }) => text.includes("your team's CRM"));
    await dewi.press({ message: welcome, text: "Upload customers" });
    await dewi.untilView(({ title }) => title === "Upload customers");
    await dewi.fill({ file: [files[0]?.id ?? ""] });
    return { running, dewi, outcome: await dewi.submit() };
  }

  it("shows how the columns are read, imports them, and tells what became of it", async () => {
    const { running, dewi } = await chooseFile("contacts.csv", csv);
    const form = await dewi.untilView(({ title }) => title === "Check the columns");
    expect(JSON.stringify(form.blocks)).toContain("I understood 4 of 5 columns");
    await dewi.fill({ "column-4": "company" });
    expect(await dewi.submit()).toMatchObject({ errors: { "column-4": "Only one column can be the company." } });
    await dewi.fill({ "column-4": "interests" });
    await dewi.submit();
    await dewi.untilMessage(({ text }) => text.includes("I'm importing *contacts.csv*"));
    const told = await eventually(() => {
      running.clock.advance(1_100);
      const found = dewi.inbox().find(({ text }) => text.includes("customers added"));
      if (!found) throw new Error("not yet");
      return found;
    });
    expect(told.text).toContain("*contacts.csv*: 3 customers added, ⚠ ");
    expect(told.text).toMatch(/Line 6: no name/u);
    const customers = await db.inWorkspace(running.bot.workspaceId, (tx) =>
      tx.contact.findMany({ orderBy: { name: "asc" }, select: { name: true, interests: true } }),
    );
    expect(customers).toEqual([
      { name: "Ana Wijaya", interests: "y" },
      { name: "Budi Santoso", interests: "x" },
      { name: "Hendra Gunawan", interests: "z" },
    ]);
    const list = await dewi.command("#general", "/crm-admin");
    expect(list.message?.text).toContain("✓ 3 customers");
  });

  it.each([
    ["empty.csv", "\n\n", "it is empty"],
    ["header.csv", "Name,Email\n", "only the line that names the columns"],
    ["noise.csv", `\u0001\u0002\u0003\n\u0004\u0005${"\u0001x".repeat(20)}`, "it is not text"],
    ["colours.csv", "colour,size\nred,2\n", "no column that I know"],
  ])("says what is wrong with %s beside the file", async (name, content, sentence) => {
    const { outcome } = await chooseFile(name, content);
    expect(JSON.stringify(outcome)).toContain(sentence);
  });
});

describe("a file sent to Steward directly", () => {
  let running: RunningBot | null = null;
  afterEach(async () => {
    await running?.stop();
    running = null;
  });

  const salesforce = [
    "Id,AccountId,LastName,FirstName,Title,Email,MailingStreet,MailingCity,OwnerId",
    "0035g00001,0015g00001,Santoso,Budi,Buyer,budi@contoh.example,Jl. Sudirman 12,Jakarta,0055g1",
    "0035g00002,0015g00001,Wijaya,Ana,,not an address,,,0055g1",
    "0035g00003,,,,,,,,",
  ].join("\n");

  async function begin() {
    running = await runBot(db, "socket");
    const dewi = running.sandbox.as("dewi");
    await dewi.untilMessage(({ text }) => text.includes("your team's CRM"));
    const said = (words: string) =>
      eventually(() => {
        running?.clock.advance(1_100);
        const found = dewi.inbox().find(({ text }) => text.includes(words));
        if (!found) throw new Error(`nobody said ${words}`);
        return found;
      });
    return { running, dewi, said };
  }

  it("is shown as it was read, imported in one message, its bad rows given back, and taken back", async () => {
    const { running, dewi, said } = await begin();
    await dewi.send(dewi.openDm(), "", { files: [{ name: "Contact.csv", content: salesforce }] });
    const read = await said("an export of Salesforce");
    expect(read.text).toBe("*Contact.csv*, an export of Salesforce: a list of customers. I understood 8 of 9 columns.");
    await dewi.press({ message: read, text: "Import" });
    const done = await said("2 customers added");
    expect(done.ts).toBe(read.ts);
    expect(done.text).toContain("⚠ 1 row needs you");
    expect(done.text).toContain("no company with this id is here");
    const customers = () =>
      db.inWorkspace(running.bot.workspaceId, (tx) =>
        tx.contact.findMany({
          where: { endedAt: null },
          orderBy: { name: "asc" },
          select: { name: true, externalSystem: true, externalId: true },
        }),
      );
    expect(await customers()).toEqual([
      { name: "Ana Wijaya", externalSystem: "salesforce", externalId: "0035g00002" },
      { name: "Budi Santoso", externalSystem: "salesforce", externalId: "0035g00001" },
    ]);
    const posted = await db.inWorkspace(running.bot.workspaceId, (tx) => tx.postedMessage.findMany());
    expect(posted).toMatchObject([{ kind: "file", contactId: null }]);
    await dewi.press({ message: done, text: "Take back" });
    await said("is taken back: 2 customers removed");
    expect(await customers()).toEqual([]);
    const list = await dewi.command("#general", "/crm-admin", "import");
    expect(list.message?.text).toContain("*Contact.csv* from Salesforce");
    expect(list.message?.text).toContain("taken back");
  });

  it("says of what is no list what to do, and logs the line that a picture comes with", async () => {
    const { dewi, said } = await begin();
    const workbook = "PK\u0003\u0004\u0014 [Content_Types].xml xl/workbook.xml";
    await dewi.send(dewi.openDm(), "", { files: [{ name: "customers.csv", content: workbook }] });
    await said("I can't read customers.csv: it is a workbook.");
    await dewi.send(dewi.openDm(), "budi no answer", { files: [{ name: "card.pdf", content: "%PDF-1.4 x" }] });
    await said("budi");
  });

  it("is for stewards", async () => {
    const { running } = await begin();
    const maya = running.sandbox.as("maya");
    await maya.send(maya.openDm(), "", { files: [{ name: "a.csv", content: "Name\nBudi\n" }] });
    const told = await eventually(() => {
      running.clock.advance(1_100);
      const found = maya.inbox().at(-1);
      if (!found || found.text === "") throw new Error("not yet");
      return found;
    });
    expect(told.text).toContain("Dewi");
    expect(JSON.stringify(told.blocks)).not.toContain("imports.take");
  });
});

describe("views of an upload", () => {
  it("names a column that is called the same here once, and what the others become on a line each", () => {
    const column = (header: string, field: ImportField | null, index: number): ProposedColumn => ({
      ...{ header, field, index, confidence: 1, reason: "header", example: "" },
    });
    const columns = [
      column("Name", "name", 0),
      column("E-Mail", "email", 1),
      column("E-Mail", "email", 2),
      column("Status", "stage", 3),
      column("Shoe size", null, 4),
    ];
    const message = fileReceivedMessage({
      ...{ fileId: "F1", fileName: "a.csv", columns, source: null, about: "contacts", others: 0 },
    });
    expect(message.blocks[1]).toMatchObject({ text: { text: "As they are called: Name, E-Mail\nStatus → Stage" } });
    expect(JSON.stringify(message.blocks[2])).toContain("Left out: Shoe size");
  });

  const id = "0199c5d0-0000-7000-8000-000000000000";
  const hostile = ["<!channel> & <@U123>", "*".repeat(3000), "ملف 📎.csv"];
  const result = (fileName: string, more: Partial<UploadResult> = {}): UploadResult => ({
    ...{
      id,
      fileName,
      state: "done",
      failure: null,
      rowsUnsent: false,
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      rejections: [],
      notices: [],
      about: "contacts",
      importId: id,
      place: null,
    },
    ...more,
  });

  it.each(["contacts.csv", ...hostile])("keep Slack's limits with %s", (name) => {
    const rejections = Array.from({ length: 1000 }, (_, line) => {
      return { line, field: "email" as const, value: name, reason: "bad_email" as const };
    });
    const messages = [
      uploadStartedMessage(name),
      importFinishedMessage(result(name)),
      importFinishedMessage(result(name, { created: 812, updated: 14, unchanged: 3, rejected: 1200, rejections })),
      ...(["file_gone", "unreadable", "refused", "interrupted"] as const).map((failure) =>
        importFailedMessage(result(name, { state: "failed", failure })),
      ),
    ];
    for (const message of messages) {
      expect(checkBlocks(message.blocks, "message", ["blocks"])).toEqual({ faults: [], tooLong: false });
      expect(JSON.stringify(message)).not.toMatch(/<!channel>|<@U123>/u);
    }
    const columns = Array.from({ length: 300 }, (_, index) => {
      return { index, header: name, field: null, confidence: 0, reason: "unknown" as const, example: name };
    });
    for (const modal of [
      uploadCustomers.build(undefined),
      checkColumns.build({ fileId: "F1", fileName: name, columns }),
    ]) {
      expect(checkView(modalView(modal, id), ["view"], { video: false }).faults).toEqual([]);
    }
  });

  it("say 812 customers added, 4 rows need you", () => {
    const { text } = importFinishedMessage(result("contacts.csv", { created: 812, rejected: 4 }));
    expect(text).toBe("*contacts.csv*: 812 customers added, ⚠ 4 rows need you.");
  });
});
