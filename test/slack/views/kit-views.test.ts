import { describe, expect, it } from "vitest";
import { commands } from "../../../commands/index.ts";
import { Refusal, type RefusalCode } from "../../../src/crm/refusal.ts";
import type { UploadResult } from "../../../src/crm/uploads/find-upload-result.ts";
import { family } from "../../../src/slack/find-command.ts";
import type { Message } from "../../../src/slack/reply.ts";
import { accessRefusals } from "../../../src/slack/views/access.text.ts";
import { customerRefusals } from "../../../src/slack/views/customers.text.ts";
import { helpMessage } from "../../../src/slack/views/help.ts";
import { interactionRefusals } from "../../../src/slack/views/interactions.text.ts";
import { kitText } from "../../../src/slack/views/kit.text.ts";
import {
  databaseDownMessage,
  faultMessage,
  maybeSavedMessage,
  outsiderMessage,
  plainRefusal,
  refusalMessage,
} from "../../../src/slack/views/refusal.ts";
import {
  importFailedMessage,
  importFinishedMessage,
  uploadAgainMessage,
  uploadStartedMessage,
} from "../../../src/slack/views/uploads.ts";
import { hostileTexts, ids, reader } from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

const codes = Object.keys({ ...accessRefusals, ...customerRefusals, ...interactionRefusals }) as RefusalCode[];

/** Details that fit any refusal: whatever is text in them is this text, and lists are long. */
function detailsWith(text: string, code: string): object {
  const known: Record<string, unknown> = {
    stewards: Array.from({ length: 20 }, () => ({ name: text, slackUserId: "UDEWI" })),
    candidates: Array.from({ length: 500 }, () => text),
    columns: Array.from({ length: 500 }, () => text),
    permission: "access:manage",
    field: "email",
    by: "email",
    region: "ID",
    at: reader.now,
    length: 5000,
    longest: 3000,
    day: "2026-11-22",
    count: 40,
    most: 30,
    ...(code === "file_unreadable" && { fault: "empty" }),
    typed: code === "several_roles" ? ["viewer", "member"] : text,
  };
  return new Proxy(known, { get: (target, key) => (key in target ? target[key as string] : text) });
}

const refusalOf = (code: RefusalCode, text: string) => new Refusal(code, detailsWith(text, code) as never);

const dewi = [{ slackUserId: "UDEWI", name: "Dewi Lestari" }];

describe("a refusal", () => {
  it.each(codes)("%s is one plain sentence or two, and says what to do", (code) => {
    const message = refusalMessage(refusalOf(code, "Budi Santoso"));
    const [sentence = ""] = readMessage(message).split("\n");
    expect(sentence.length).toBeGreaterThan(15);
    expect(sentence).toMatch(/[.?]$/u);
    // No shouting, no blame, no words of the machine.
    expect(sentence).not.toMatch(
      /!|\b(invalid|illegal|error|failed|undefined|null|NaN|\[object|your fault|you must)\b/iu,
    );
    expect(message.text).toBe(refusalMessage(refusalOf(code, "Budi Santoso")).text);
  });

  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack with %s in it",
    (_, text) => {
      for (const code of codes) {
        const refusal = refusalOf(code, text);
        expectSendable(refusalMessage(refusal), "message", code);
        // Beside an input Slack takes up to 2,000 characters of plain text.
        expect(plainRefusal(refusal).length, code).toBeLessThanOrEqual(2000);
      }
    },
  );

  it("names who can help, with the button that asks them", () => {
    const notPermitted = new Refusal("not_permitted", { permission: "access:manage", stewards: dewi });
    expect(readMessage(refusalMessage(notPermitted))).toBe(
      "Your role does not let you change who has access. Dewi Lestari can.\n[Ask Dewi]",
    );
    const noAccess = new Refusal("no_access", { stewards: dewi });
    expect(readMessage(refusalMessage(noAccess))).toBe(
      "You don't have access to the CRM yet. Dewi Lestari can give it.\n[Ask Dewi]",
    );
    expect(readMessage(refusalMessage(new Refusal("no_access", { stewards: [] })))).not.toContain("[");
  });
});

describe("a fault", () => {
  it("gives back what was typed, with a reference and the way to try again", () => {
    expect(readMessage(faultMessage({ typed: "/crm-log budi: wants the renewal", reference: "k3f9" }))).toBe(
      [
        'That did not work, and nothing was saved. Your text: "/crm-log budi: wants the renewal"',
        "[Try again]",
        "If it happens again, give your steward this reference: *k3f9*.",
      ].join("\n"),
    );
    expect(readMessage(databaseDownMessage(null))).toBe(
      "I cannot reach my records just now, and nothing was saved. Try again in a minute.",
    );
    expect(readMessage(maybeSavedMessage("/crm-log budi: yes"))).toContain("Look first");
    expect(readMessage(maybeSavedMessage("/crm-log budi: yes"))).not.toContain("[");
  });

  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack after %s",
    (_, text) => {
      for (const typed of [text, `/crm-log ${text}`]) {
        for (const message of [
          faultMessage({ typed, reference: "k3f9" }),
          databaseDownMessage(typed),
          maybeSavedMessage(typed),
        ]) {
          expectSendable(message);
        }
      }
      expectSendable(outsiderMessage());
    },
  );
});

describe("the kit's own sentences", () => {
  it("neither shout nor blame", () => {
    const said = Object.values(kitText).map((sentence) =>
      (sentence as (...words: string[]) => string)("Maya", "12 Nov"),
    );
    for (const sentence of said) expect(sentence).not.toMatch(/!(?!\w)|\b(oops|sorry|invalid|error)\b/iu);
  });
});

describe("help", () => {
  it("gives usage and one worked example, of one command or of all", () => {
    const log = commands.filter(({ name }) => name === "/crm-log");
    expect(readMessage(helpMessage(log)).split("\n")).toEqual([
      "*/crm-log* [type] [outcome] [when] CUSTOMER [: note] [todo TASK WHEN]",
      "Log a call, e-mail, meeting, visit, quote or note; `quote won budi` decides a quote",
      "For example: `/crm-log call connected Budi Santoso: wants the offer by May. todo send it friday`",
    ]);
    for (const slash of ["/crm", "/crm-log", "/crm-customer", "/crm-admin"]) {
      const message = helpMessage(family(commands, slash));
      expectSendable(message);
      for (const { name, example } of family(commands, slash)) {
        expect(message.text).toContain(name);
        expect(readMessage(message)).toContain(example);
      }
    }
  });
});

describe("what is said of an upload", () => {
  function result(text: string | null, more: Partial<UploadResult> = {}): UploadResult {
    const remark = (line: number) => ({
      line,
      field: "email" as const,
      value: text ?? "budi@",
      reason: "bad_email" as const,
    });
    return {
      id: ids.entry,
      fileName: text ?? "customers.csv",
      state: "done",
      failure: null,
      rowsUnsent: false,
      created: 1240,
      updated: 3,
      unchanged: 12,
      rejected: 500,
      rejections: Array.from({ length: 500 }, (_, index) => remark(index + 2)),
      notices: Array.from({ length: 500 }, (_, index) => ({ ...remark(index + 2), reason: "unknown_owner" as const })),
      about: "contacts",
      importId: ids.entry,
      place: null,
      ...more,
    };
  }

  const messages = (text: string | null): Message[] => [
    uploadStartedMessage(text ?? "customers.csv"),
    uploadAgainMessage(text ?? "customers.csv"),
    importFinishedMessage(result(text)),
    importFinishedMessage(result(text, { rejected: 0, rejections: [], updated: 0, unchanged: 0, created: 1 })),
    ...(["file_gone", "unreadable", "refused", "interrupted"] as const).map((failure) =>
      importFailedMessage(result(text, { state: "failed", failure })),
    ),
  ];

  it.each(hostileTexts.map((text) => [JSON.stringify(text.slice(0, 30)), text] as const))(
    "is taken by Slack with %s in it",
    (_, text) => {
      for (const message of messages(text)) expectSendable(message);
    },
  );

  it("counts, and shows the first of the rows that need somebody", () => {
    expect(
      readMessage(importFinishedMessage(result(null)))
        .split("\n")
        .slice(0, 2),
    ).toEqual([
      "*customers.csv*: 1,240 customers added, 3 updated, 12 there already, ⚠ 500 rows need you.",
      'Line 2, e-mail "budi@": not an e-mail address',
    ]);
    expect(readMessage(importFinishedMessage(result(null)))).toContain("and 495 more");
  });
});
