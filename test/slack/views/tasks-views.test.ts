import { describe, expect, it } from "vitest";
import type { Message } from "../../../src/slack/reply.ts";
import { receiptMessage } from "../../../src/slack/views/interactions.ts";
import {
  dueMessage,
  givenMessage,
  notUnderstoodMessage,
  reminderMessage,
  slippingMessage,
  taskListMessage,
  taskMessage,
} from "../../../src/slack/views/tasks.ts";
import {
  at,
  hartono,
  hostileTexts,
  ids,
  match,
  receipt,
  rizky,
  reader as sunday,
  type Text,
  task,
} from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

const reader = { ...sunday, memberId: ids.rizky };

/** Every message about tasks, with one text in place of every free one. */
function messages(text: Text): Record<string, Message> {
  const one = task({ link: "https://contoh.slack.com/archives/C1/p1", ticketNumber: 31 }, text);
  const many = Array.from({ length: 12 }, () => one);
  const due = { tasks: many.slice(0, 5), total: 12, overdue: 3, next: one, later: 4, justDone: [one] };
  return {
    added: taskMessage(one, "added", reader, { customers: [match({}, text), hartono(text)] }),
    "added for no day": taskMessage({ ...one, dueAt: null, dueOn: null }, "added", reader),
    done: taskMessage({ ...one, doneAt: reader.now }, "done", reader),
    due: dueMessage(due, reader, { task: one, deed: "done" }),
    list: taskListMessage(
      { what: "Your tasks", place: { in: "mine", offset: 10 }, tasks: many.slice(0, 10), total: 99 },
      reader,
    ),
    reminder: reminderMessage([one], reader),
    reminders: reminderMessage(many, reader),
    given: givenMessage(one, text ?? "Maya Putri", reader),
    slipping: slippingMessage(many, reader),
    "not understood": notUnderstoodMessage(text ?? "frobnicate"),
    question: receiptMessage({ ...receipt(text), tasks: [], next: one, asksDone: true, finished: [one] }, reader),
  };
}

describe("every message about tasks", () => {
  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack with %s in every place",
    (_, text) => {
      for (const [name, message] of Object.entries(messages(text))) expectSendable(message, "message", name);
    },
  );

  it("reads as the mock-up has it", () => {
    expect(rizky.id).toBe(reader.memberId);
    expect(readMessage(reminderMessage([task({ dueOn: null, dueAt: at("2026-11-22", "14:05") })], reader))).toBe(
      [
        "*Now:* send the offer",
        "Today 14:05 · Budi Santoso, PT Contoh Makmur",
        "[Done] [Tomorrow] [⋯ Open · Next week · Edit · Not mine · Drop]",
      ].join("\n"),
    );
  });
});
