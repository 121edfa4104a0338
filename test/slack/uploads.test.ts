import { afterEach, describe, expect, it } from "vitest";
import type { UploadResult } from "../../src/crm/uploads/find-upload-result.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import { modalView } from "../../src/slack/modal-view.ts";
import { checkColumns, uploadCustomers } from "../../src/slack/modals/upload-customers.ts";
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
    ["empty.csv", "\n\n", "the first line is empty"],
    ["photo.csv", "\u0001\u0002\u0003\n\u0004\u0005", "no column that I know"],
  ])("says what is wrong with %s beside the file", async (name, content, sentence) => {
    const { outcome } = await chooseFile(name, content);
    expect(JSON.stringify(outcome)).toContain(sentence);
  });
});

describe("views of an upload", () => {
  const id = "0199c5d0-0000-7000-8000-000000000000";
  const hostile = ["<!channel> & <@U123>", "*".repeat(3000), "ملف 📎.csv"];
  const result = (fileName: string, more: Partial<UploadResult> = {}): UploadResult => ({
    ...{
      id,
      fileName,
      state: "done",
      failure: null,
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      rejections: [],
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
