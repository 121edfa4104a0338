import { describe, expect, it } from "vitest";
import type { ValueInQuestion } from "../../../src/crm/digest/points-to-confirm.ts";
import type { FreshnessFigures } from "../../../src/crm/freshness/freshness-figures.ts";
import type { StaleCustomer, StaleValue } from "../../../src/crm/freshness/list-stale.ts";
import { defaultLimits, perishableFields } from "../../../src/crm/freshness/perishable.ts";
import { freshnessForm } from "../../../src/slack/modals/freshness-limits.ts";
import type { Message } from "../../../src/slack/reply.ts";
import { questionOf } from "../../../src/slack/views/digest-question.ts";
import { figuresMessage, limitsMessage, taskTitle } from "../../../src/slack/views/freshness.ts";
import { ownStaleBlock, ownStaleMessage, staleListMessage } from "../../../src/slack/views/freshness-list.ts";
import { at, hostileTexts, ids, reader } from "../../support/fixture.ts";
import { expectSendable, readMessage } from "../../support/read-message.ts";

type Text = string | null;
const said = (text: Text, usual: string, longest = 200) => (text ?? usual).slice(0, longest);

const shownAs = {
  email: "hendra@contoh.example",
  phone: "+62 811-222-333",
  address: "Jl. Sudirman 12, Jakarta",
  website: "contoh.example",
};
const factAs = {
  job_title: "Procurement manager",
  job_function: "Purchasing",
  organisation: "PT Contoh",
  value: "240000000",
};

function question(
  field: ValueInQuestion["field"],
  more: Partial<ValueInQuestion> = {},
  text: Text = null,
): ValueInQuestion {
  return {
    ...{
      valueId: ids.task,
      contactId: ids.budi,
      contactName: said(text, "Hendra"),
      companyName: said(text, "PT Contoh"),
    },
    ...{ field, shown: field === "value" ? factAs.value : said(text, { ...shownAs, ...factAs }[field], 500) },
    ...{ currency: field === "value" ? "IDR" : null, ofCompany: field === "website", source: said(text, "import") },
    ...{
      confirmedAt: at("2024-11-03"),
      confirmedBy: said(text, "Maya Putri"),
      suspendedAt: null,
      suspendedReason: null,
    },
    ...{ askedBy: null, ...more },
  };
}

const asked = (one: ValueInQuestion | null): Message => {
  const drawn = questionOf({ question: one, nth: 1, of: 2, confirmed: 1, changed: 0, skipped: 2 }, reader);
  return { text: drawn?.line ?? "answered", blocks: drawn?.blocks ?? [] };
};

const value = (more: Partial<StaleValue> = {}, text: Text = null): StaleValue => {
  const { askedBy: _, contactId: _c, contactName: _n, companyName: _co, ...one } = question("email", {}, text);
  return { ...one, standing: "ageing", ...more };
};

function customer(text: Text = null, values: StaleValue[] = [value({}, text)]): StaleCustomer {
  return {
    ...{
      contactId: ids.budi,
      name: said(text, "Budi Santoso"),
      companyName: said(text, "PT Contoh Makmur"),
      asked: false,
    },
    owner: { memberId: ids.rizky, name: said(text, "Rizky Pratama") },
    value: { minor: 240_000_000, currency: "IDR" },
    values,
  };
}

function figures(text: Text = null, more: Partial<FreshnessFigures> = {}): FreshnessFigures {
  return {
    ...{
      day: "2026-11-22",
      beforeDay: "2026-11-15",
      customers: 340,
      customersBefore: 330,
      toSeeTo: 120,
      toSeeToBefore: 140,
    },
    ...{ unreachable: 41, unreachableBefore: 50, value: 9_000_000_000, valueAtStake: 1_200_000_000 },
    fields: perishableFields.map((field, n) => ({
      ...{ field, confirmed: 200, ageing: 40 - n, never: 10, suspended: n === 0 ? 9 : 0, missing: 32 },
      ...{ toSeeTo: 50 - n, before: 60 - n },
    })),
    departments: [
      { department: "sales", customers: 200, toSeeTo: 80, before: 90, valueAtStake: 5 },
      { department: null, customers: 140, toSeeTo: 40, before: 50, valueAtStake: 5 },
    ],
    owners: Array.from({ length: 10 }, (_, n) => ({
      ...{ memberId: n === 1 ? null : ids.rizky, name: n === 1 ? null : said(text, "Rizky Pratama"), customers: 40 },
      ...{ toSeeTo: 30 - n, before: 31, valueAtStake: n === 0 ? 900_000_000 : 0 },
    })),
    ...{ reconfirmed: 41, changed: 12, handedOut: null },
    ...more,
  };
}

const steward = { ...reader, currency: "IDR", role: "steward", kind: "weekly-freshness" } as const;

describe("the digest's question", () => {
  it.each([
    ["email", "hendra@contoh.example reaches Hendra"],
    ["phone", "+62 811-222-333 reaches Hendra"],
    ["address", "Hendra is at Jl. Sudirman 12, Jakarta"],
    ["website", "contoh.example is the website of PT Contoh"],
    ["organisation", "Hendra works at PT Contoh"],
    ["job_title", "Hendra is Procurement manager at PT Contoh"],
    ["job_function", "Hendra works in Purchasing at PT Contoh"],
    ["value", "Hendra is worth Rp 240 jt a year"],
  ] as const)("asks of the %s in words that fit [R33-R40]", (field, claim) => {
    const message = asked(question(field));
    expect(message.text).toBe(`*Still true?* ${claim} (1 of 2)`);
    expect(readMessage(message)).toContain("Confirmed 2 years ago (3 Nov 2024) by Maya");
    expectSendable(message);
  });

  it("says how a value is known, who asks, and what does not work", () => {
    const never = question("job_title", { confirmedAt: null, companyName: null, askedBy: "Dewi Lestari" });
    expect(readMessage(asked(never)).split("\n").slice(0, 2)).toEqual([
      "*Still true?* Hendra is Procurement manager (1 of 2)",
      "Not confirmed since it came in (import) · Dewi asks",
    ]);
    const bounced = question("email", { suspendedAt: at("2026-11-12"), suspendedReason: "bounced" });
    expect(readMessage(asked(bounced))).toBe(
      [
        "*Is there another e-mail?* hendra@contoh.example does not reach Hendra (1 of 2)",
        "⛔ bounced, 12 Nov",
        "[Another one] [It works] [Skip]",
      ].join("\n"),
    );
    expect(readMessage(asked(null))).toContain("✓ 1 confirmed, 2 skipped");
  });
});

describe("figuresMessage", () => {
  it("gives the answer first, with the change, and says everything in words as well", () => {
    const message = figuresMessage(figures(), [customer()], steward);
    expectSendable(message);
    expect(message.text.split("\n").slice(0, 2)).toEqual([
      "*12 % of 340 customers cannot be reached by e-mail* (was 15 % last week)",
      "120 of 340 (140 last week) have something to check, worth Rp 1,2 M a year",
    ]);
    for (const part of [
      "e-mail 50 (60)",
      "sales 80 of 200 (90)",
      "Rizky 30 (31), Rp 900 jt a year",
      "41 confirmed, 12 changed",
    ])
      expect(message.text).toContain(part);
    const read = readMessage(message);
    for (const label of ["See them", "Make tasks for owners", "Less of this", "Settings", "As a file"])
      expect(read).toContain(label);
  });

  it("has nothing to compare with in the first week, and less to press for whoever may less", () => {
    const first = figuresMessage(
      figures(null, {
        ...{ beforeDay: null, customersBefore: null, toSeeToBefore: null, unreachable: 0, unreachableBefore: null },
        fields: figures().fields.map((field) => ({ ...field, before: null })),
        owners: [],
      }),
      [],
      { ...steward, role: "manager", kind: null },
    );
    expectSendable(first);
    expect(first.text.split("\n")[0]).toBe("*15 % of 340 customers have an e-mail address to confirm*");
    expect(first.text).not.toMatch(/last week|null|undefined/u);
    expect(readMessage(first)).not.toMatch(/Less of this|Settings|Make tasks/u);
    const none = figures(null, {
      ...{ customers: 3, toSeeTo: 0, unreachable: 0, owners: [], reconfirmed: 0, changed: 0 },
      fields: [],
    });
    expect(figuresMessage(none, [], steward).text).toContain("*All that is known of 3 customers is confirmed*");
    expect(figuresMessage(null, [], steward).text).toContain("Nothing has been counted yet");
  });

  it("names first what is worth acting on, whatever is found on most customers", () => {
    const fields = figures().fields.map((field) => ({
      ...{ ...field, suspended: 0, before: null, ageing: 0, never: 0 },
      toSeeTo: { email: 0, phone: 12, website: 330 }[field.field as string] ?? 0,
    }));
    const message = figuresMessage(figures(null, { unreachable: 0, customersBefore: null, fields }), [], steward);
    expect(message.text.split("\n")[0]).toBe("*4 % of 340 customers have a phone number to confirm*");
    expect(message.text).toContain("*By field:* phone 12 · website 330");
  });

  it("says nothing of what customers are worth where that is not known", () => {
    expect(figuresMessage(figures(null, { valueAtStake: 0 }), [], steward).text).not.toContain("worth Rp 0");
  });

  it("never calls a few none", () => {
    const few = figures(null, { customers: 1000, unreachable: 1, customersBefore: 1000, unreachableBefore: 0 });
    expect(figuresMessage(few, [], steward).text).toContain(
      "*Less than 1 % of 1000 customers cannot be reached by e-mail* (was 0 % last week)",
    );
  });

  it("offers tasks once", () => {
    const done = figures(null, { handedOut: { by: "Dewi Lestari", at: at("2026-11-22", "09:05"), owners: 5 } });
    const read = readMessage(figuresMessage(done, [], steward));
    expect(read).toContain("Dewi gave 5 owners a task, today 09:05.");
    expect(read).not.toContain("Make tasks");
  });

  it.each(hostileTexts)("stands a hostile name: %s", (text) => {
    const worst = [
      customer(text),
      customer(text, [value({ standing: "suspended", suspendedAt: at("2026-11-12"), suspendedReason: text }, text)]),
    ];
    expectSendable(figuresMessage(figures(text), worst, steward));
    for (const field of perishableFields) expectSendable(asked(question(field, { askedBy: said(text, "x") }, text)));
    const page = {
      customers: Array.from({ length: 5 }, () =>
        customer(
          text,
          Array.from({ length: 8 }, () => value({}, text)),
        ),
      ),
      total: 99,
      from: 5,
    };
    expectSendable(staleListMessage("any", page, reader));
    expectSendable(ownStaleMessage(page, reader));
  });
});

describe("the lists", () => {
  it("name each customer with what is wrong, and what can be done", () => {
    const missing = value({ valueId: null, shown: "", standing: "missing", confirmedAt: null });
    const page = {
      customers: [customer(), { ...customer(null, [missing]), owner: null, value: null }],
      total: 7,
      from: 5,
    };
    expect(readMessage(staleListMessage("unreachable", page, reader))).toContain("⚠ No e-mail address");
    const read = readMessage(staleListMessage("email", page, reader));
    expect(read).toContain("*7 customers whose e-mail is to be confirmed* (6–7)");
    expect(read).toContain("*Budi Santoso, PT Contoh Makmur* · Rizky's · Rp 240 jt a year");
    expect(read).toContain("◷ E-mail hendra@contoh.example, confirmed 2 years ago (3 Nov 2024)");
    expect(staleListMessage("any", { customers: [], total: 0, from: 0 }, reader).text).toBe(
      "✓ Nothing is left to check here.",
    );
    const own = readMessage(ownStaleMessage({ customers: [customer()], total: 1, from: 0 }, reader));
    expect(own).toContain("*Still true?* 1 of your customers");
    expect(own).toContain("[Yes] [Changed] [Card]");
  });

  it("say in a line of the digest what one's own customers lack", () => {
    const block = ownStaleBlock({
      customers: 12,
      fields: [
        { field: "email", customers: 7 },
        { field: "job_title", customers: 5 },
      ],
    });
    expect(readMessage({ text: "", blocks: [block] })).toContain(
      "*12 of your customers may be out of date:* 7 e-mail addresses, 5 job titles",
    );
    expect(taskTitle({ customers: 2, fields: [{ field: "phone", customers: 2 }] })).toBe(
      "Check what is known of 2 of your customers (2 phone numbers)",
    );
  });
});

describe("the limits", () => {
  const settings = perishableFields.map((field) => ({
    ...{ field, days: defaultLimits[field], defaultDays: defaultLimits[field], changedBy: null, changedAt: null },
  }));

  it("are said in a line, and asked for each with its reason", () => {
    expectSendable(limitsMessage(settings));
    expect(limitsMessage(settings).text).toContain("e-mail 320 days · phone 460 days");
    expect(limitsMessage(settings, { saved: true }).text).toMatch(/^✓ From now on: e-mail 320 days/u);
    const { blocks } = freshnessForm.build({ settings, place: "elsewhere" });
    expect(blocks).toHaveLength(9);
    expect(JSON.stringify(blocks)).toContain("320 unless you say otherwise: one in five has changed by then");
  });

  it("are refused beside their field, each in a sentence that says what to do", () => {
    const typed: Record<string, string> = { email: "soon", phone: "6", value: "90 days" };
    const text = (field: string) => typed[field] ?? "400";
    const read = freshnessForm.handler.read({ text } as never, {} as never, { place: "home" });
    expect(read).toEqual({
      errors: {
        email: '"soon" is no limit for the e-mail. Write a whole number of days from 7 to 3650.',
        phone: '"6" is no limit for the phone. Write a whole number of days from 7 to 3650.',
      },
    });
  });
});
