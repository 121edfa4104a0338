import { describe, expect, it } from "vitest";
import { importFields } from "../../../src/crm/customers/import/import-field.ts";
import { interactionTypes, outcomes } from "../../../src/crm/interactions/interaction.ts";
import { ViewValues } from "../../../src/slack/define.ts";
import { chooseCustomerForm } from "../../../src/slack/modals/choose-customer.ts";
import { customerForm } from "../../../src/slack/modals/customer-form.ts";
import { editEntryForm } from "../../../src/slack/modals/edit-entry.ts";
import { giveTaskForm } from "../../../src/slack/modals/give-task.ts";
import { type LogForm, logForm } from "../../../src/slack/modals/log-entry.ts";
import { privateMessageForm } from "../../../src/slack/modals/log-private-message.ts";
import { taskForm } from "../../../src/slack/modals/task-form.ts";
import { checkColumns, uploadCustomers } from "../../../src/slack/modals/upload-customers.ts";
import { shorten } from "../../../src/slack/mrkdwn.ts";
import type { BuiltModal } from "../../../src/slack/reply.ts";
import { at, details, entry, hostileTexts, ids, reader, reading, type Text } from "../../support/fixture.ts";
import { expectOpenable, readBlocks } from "../../support/read-message.ts";

const emptyLog: LogForm = {
  contact: null,
  newContact: null,
  fields: {},
  draftId: null,
  link: null,
  openedAt: reader.now,
  reader,
};

/** Every modal of what is logged and looked up, with one text in every free place. */
function modals(text: Text): Record<string, BuiltModal> {
  const link = "https://contoh.slack.com/archives/C1/p1";
  const label = `${text ?? "Budi Santoso"}, ${text ?? "PT Contoh Makmur"}`;
  const typed = text?.slice(0, 3000) ?? null;
  return {
    log: logForm.build(emptyLog),
    "log for one": logForm.build({ ...emptyLog, contact: { id: ids.budi, label }, link }),
    "log for somebody new": logForm.build({
      ...emptyLog,
      newContact: { name: text ?? "budi", email: typed, phone: typed },
      fields: { ...reading(text), durationMinutes: 12, happenedAt: at("2026-11-20") },
      draftId: ids.draft,
    }),
    edit: editEntryForm.build({ entry: entry({ durationMinutes: 12 }, text), reader }),
    "choose for a draft": chooseCustomerForm.build({ purpose: "draft", draftId: ids.draft, note: text ?? "wants tea" }),
    "choose to move": chooseCustomerForm.build({ purpose: "move", interactionId: ids.entry, note: text ?? "" }),
    find: chooseCustomerForm.build({ purpose: "card" }),
    "new customer": customerForm.build({ details: null }),
    "change a customer": customerForm.build({ details: details(text) }),
    "add a task": taskForm.build({
      ...{ task: null, title: text ?? "send the offer", who: "U1", from: "one", reader },
      contact: { id: ids.budi, label: text ?? "Budi Santoso" },
    }),
    "give a task": giveTaskForm.build({ taskId: ids.budi, title: text ?? "send the offer", from: "due" }),
    "private message": privateMessageForm.build({ note: shorten(text ?? "", 3000), link, happenedAt: reader.now }),
    "private message without a link": privateMessageForm.build({
      note: shorten(text ?? "", 3000),
      link: null,
      happenedAt: null,
    }),
    upload: uploadCustomers.build(undefined),
    "check columns": checkColumns.build({
      fileId: "F1",
      fileName: text ?? "customers.csv",
      columns: Array.from({ length: 500 }, (_, index) => ({
        index,
        header: text ?? `Column ${index}`,
        example: text ?? "",
        field: importFields[index] ?? null,
        confidence: 1,
        reason: "header" as const,
      })),
    }),
  };
}

/** What Slack sends for a form in which nobody changed anything. */
function untouched(modal: BuiltModal): ViewValues {
  const state: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const block of modal.blocks) {
    if (block.type !== "input") continue;
    const element = block.element as unknown as Record<string, unknown>;
    state[block.block_id ?? ""] = {
      [String(element["action_id"])]: {
        type: element["type"],
        value: element["initial_value"] ?? null,
        selected_option: element["initial_option"] ?? null,
        selected_date: element["initial_date"] ?? null,
        selected_time: element["initial_time"] ?? null,
      },
    };
  }
  return new ViewValues(state);
}

const typist = { zone: "Asia/Jakarta", now: reader.now, region: "ID", locale: "en-ID" };

describe("every modal", () => {
  it.each(
    [null, ...hostileTexts].map((text) => [JSON.stringify(text?.slice(0, 30) ?? "what is typical"), text] as const),
  )("is taken by Slack with %s in every place", (_, text) => {
    for (const [name, modal] of Object.entries(modals(text))) expectOpenable(modal, name);
  });

  it("names the button by what it does, and can be left", () => {
    for (const [name, { title, submit, close }] of Object.entries(modals(null))) {
      expect(title, name).toMatch(/^[A-Z][^!]{3,23}$/u);
      expect(["Save", "Show", "Go on", "Next", "Import", "Give"], name).toContain(submit);
      expect(close, name).toBe("Cancel");
    }
  });
});

describe("the form of an entry", () => {
  const read = (modal: BuiltModal, more: object = {}) =>
    logForm.handler.read(untouched(modal), typist, {
      draftId: null,
      link: null,
      openedAt: reader.now,
      forNew: false,
      steps: 1,
      ...more,
    });

  it("asks for the customer first and for little else", () => {
    expect(readBlocks(logForm.build(emptyLog).blocks).split("\n")).toEqual([
      "Customer (optional): <external_select>",
      "Or someone new (optional): <plain_text_input> — A full name; they are added to the customers",
      "What was it?: Call",
      expect.stringMatching(/^How did it go\?.*: No particular outcome$/u),
      "Note (optional): <plain_text_input>",
      "What happens next? (optional): <plain_text_input>",
      "By when? (optional): <datepicker>",
      "Day: 2026-11-22",
      "Time: 14:05",
      "How many minutes? (optional): <number_input>",
    ]);
  });

  it("gives back what it was filled with, when nobody changes anything", () => {
    const fields = { ...reading(), durationMinutes: 12, happenedAt: at("2026-11-20", "09:30") };
    const modal = logForm.build({ ...emptyLog, contact: { id: ids.budi, label: "Budi Santoso" }, fields });
    expect(read(modal)).toEqual({
      contactId: ids.budi,
      newContact: null,
      fields: {
        type: "call",
        outcome: "connected",
        happenedAt: fields.happenedAt,
        durationMinutes: 12,
        note: "wants the renewal offer by May.",
        tasks: [{ title: "send the offer", dueAt: at("2026-11-27", "09:00") }],
      },
    });
  });

  it("writes a new name as names are written, and keeps what else was typed of them", () => {
    const modal = logForm.build({
      ...emptyLog,
      newContact: { name: "siti rahayu", email: "siti@contoh.co.id", phone: null },
    });
    expect(read(modal, { forNew: true })).toMatchObject({
      contactId: null,
      newContact: { name: "Siti Rahayu", companyName: null, emails: ["siti@contoh.co.id"], phones: [] },
    });
  });

  it("says beside the input what is missing or cannot be", () => {
    expect(read(logForm.build(emptyLog))).toEqual({
      errors: { customer: expect.stringContaining("Choose a customer") },
    });
    const contact = { id: ids.budi, label: "Budi" };
    const later = logForm.build({ ...emptyLog, contact, fields: { happenedAt: at("2026-11-23") } });
    expect(read(later)).toEqual({ errors: { day: expect.stringContaining("still to come") } });
  });

  it.each(interactionTypes.flatMap((type) => [null, ...outcomes].map((outcome) => [type, outcome] as const)))(
    "and the form to change it keep %s %s",
    (type, outcome) => {
      const contact = { id: ids.budi, label: "Budi" };
      expect(read(logForm.build({ ...emptyLog, contact, fields: { type, outcome } }))).toMatchObject({
        fields: { type, outcome },
      });
      const changed = editEntryForm.build({ entry: entry({ type, outcome }), reader });
      expect(editEntryForm.handler.read(untouched(changed), typist, { interactionId: ids.entry })).toMatchObject({
        type,
        outcome,
      });
    },
  );
});

describe("the form to change an entry", () => {
  it("changes nothing when nobody does", () => {
    const before = entry({ durationMinutes: 12, happenedAt: at("2026-11-20", "23:59") });
    const modal = editEntryForm.build({ entry: before, reader });
    expect(editEntryForm.handler.read(untouched(modal), typist, { interactionId: before.id })).toEqual({
      type: before.type,
      outcome: before.outcome,
      note: before.note,
      happenedAt: before.happenedAt,
      durationMinutes: 12,
    });
  });

  it("can be saved for an entry of this very minute", () => {
    const moment = new Date(reader.now.getTime() + 41_500);
    const modal = editEntryForm.build({ entry: entry({ happenedAt: moment }), reader: { ...reader, now: moment } });
    expect(
      editEntryForm.handler.read(untouched(modal), { ...typist, now: moment }, { interactionId: ids.entry }),
    ).not.toHaveProperty("errors");
  });
});

describe("the customer's form", () => {
  it("changes nothing when nobody does", () => {
    const modal = customerForm.build({ details: details() });
    expect(customerForm.handler.read(untouched(modal), typist, { contactId: ids.budi })).toEqual({
      name: "Budi Santoso",
      companyName: "PT Contoh Makmur",
      jobTitle: "Procurement manager",
      jobFunction: null,
      value: "240000000 IDR",
      emails: ["budi.santoso@contoh-makmur.co.id"],
      phones: ["+62 812-3456-7890"],
      addresses: ["Jl. Sudirman 12, Jakarta"],
      websites: ["contoh-makmur.co.id"],
      stage: "customer",
    });
  });
});
