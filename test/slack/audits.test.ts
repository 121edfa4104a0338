import { expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** The file that Steward laid into the thread of a message. */
async function fileUnder(suite: Suite, handle: string, message: { channel: string; ts: string }) {
  const person = suite.person(handle);
  const file = await person.until(
    () => person.messages(message.channel, { threadTs: message.ts }).flatMap((reply) => reply.files)[0],
    { what: "a file in the thread" },
  );
  const response = await fetch(new URL(file.url, suite.running.requestUrl), {
    headers: { authorization: `Bearer ${suite.sandbox.credentials.botToken}` },
  });
  return { name: file.name, contents: await response.text() };
}

describeOverBoth("the audit log", (suite) => {
  it("says who did what, narrowed by what is typed, and goes back by a button", async () => {
    for (let number = 1; number <= 20; number++) {
      await suite.as("dewi", (ctx) => createContact(ctx, { name: `Joko ${number} <b>`, source: "test" }));
    }
    const whole = await suite.ask("dewi", "/crm-admin", "audit");
    expect(linesOf(whole)[0]).toBe("*Audit log*");
    expect(linesOf(whole)[1]).toBe("*22 Nov*");
    expect(linesOf(whole)[2]).toMatch(/^\d\d:05 · Dewi Lestari · added Joko 20 &lt;b&gt;$/);
    expect(labelsOf(whole)).toEqual(["Earlier", "Export"]);
    await suite.person("dewi").press({ message: whole, text: "Earlier" });
    await suite.person("dewi").until(() => {
      const now = suite.again("dewi", whole);
      return now && linesOf(now)[2]?.includes("Joko 5 ") ? now : null;
    });
    const narrowed = await suite.ask("dewi", "/crm-admin", `audit <@${suite.sandbox.user("dewi")}> contacts today`);
    expect(linesOf(narrowed)).toHaveLength(17);
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit xyzzy"))[0]).toContain('called "xyzzy"');
  });

  it("turns its pages in the one modal that it opens from Home, however many there are", async () => {
    await suite.as("dewi", async (ctx) => {
      for (let number = 1; number <= 60; number++) {
        ctx.audit({ action: "task.added", subjectType: "task", subjectId: null, after: { title: `page ${number}` } });
      }
    });
    const dewi = suite.person("dewi");
    dewi.openHome();
    await dewi.until(() => JSON.stringify(dewi.home() ?? "").includes("Audit log:"), { what: "the steward's panel" });
    await dewi.press({ home: true, actionId: "audit.list" });
    await dewi.untilView((view) => linesOf(view)[2]?.endsWith(": page 60") ?? false);
    for (const first of [45, 30, 15]) {
      await dewi.press({ text: "Earlier" });
      await dewi.untilView((view) => linesOf(view)[2]?.endsWith(`: page ${first}`) ?? false);
    }
    expect(dewi.views()).toHaveLength(1);
    await dewi.close();
  });

  it("checks the log and says its head", async () => {
    const answer = linesOf(await suite.ask("dewi", "/crm-admin", "audit verify"));
    expect(answer[0]).toMatch(/^The audit log is whole: \d+ entries, each as it was written\.$/);
    const head = /`(\d+:[0-9a-f]{64})`/.exec(answer[1] ?? "")?.[1] ?? "";
    const again = linesOf(await suite.ask("dewi", "/crm-admin", `audit verify ${head}`));
    expect(again[0]).toContain("is whole");
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit verify 12"))[0]).toContain("is not a head");
  });
});

describeOverBoth("/crm-admin audit export", (suite) => {
  it("asks why, hands over the file in the steward's own conversation, and tells the others", async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya steward");
    await suite.as("dewi", (ctx) => createContact(ctx, { name: "=Budi Santoso", source: "test" }));
    const form = await suite.askForm("dewi", "/crm-admin", "audit export");
    expect(form.title).toBe("Export the audit log");
    const dewi = suite.person("dewi");
    await dewi.fill({ reason: "   " });
    expect(await dewi.submit()).toMatchObject({ errors: { reason: expect.stringContaining("Say why") } });
    await dewi.fill({ reason: "the auditors ask" });
    await dewi.submit();
    await dewi.untilMessage(({ text }) => /^I'm writing \d+ entries to a file\./u.test(text));
    const message = await suite.delivered("dewi", ({ text }) =>
      /^\*Audit log:\* \d+ entries as a CSV file/u.test(text),
    );
    const file = await fileUnder(suite, "dewi", message);
    expect(file.name).toBe("audit-log.csv");
    expect(file.contents).toContain(`"'=Budi Santoso"`);
    const told = await suite.delivered("maya", ({ text }) => text.includes("of the audit log to a file."));
    expect(told.text).toContain(`<@${suite.sandbox.user("dewi")}> exported `);
    expect(told.text).toContain("Reason: the auditors ask");
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit exports"))[2]).toMatch(
      /exported the audit log \(\d+ entries, csv\): the auditors ask$/,
    );
  });

  it("takes what narrows the list and its period along, also by the button under the list", async () => {
    await suite.as("dewi", (ctx) => createContact(ctx, { name: "Siti Rahayu", source: "test" }));
    const form = await suite.askForm("dewi", "/crm-admin", "audit export siti from 21 Nov to 22 Nov as json");
    expect(linesOf(form)).toContain("Only entries for: siti");
    expect(JSON.stringify(form.blocks)).toMatch(/"initial_date":"2026-11-21".*"initial_date":"2026-11-22"/u);
    const dewi = suite.person("dewi");
    await dewi.fill({ reason: "Siti asks who has seen her" });
    await dewi.submit();
    const message = await suite.delivered("dewi", ({ text }) => text.startsWith("*Audit log:* 1 entry as a JSON file"));
    const { entries } = JSON.parse((await fileUnder(suite, "dewi", message)).contents);
    expect(entries).toMatchObject([{ action: "contact.created", what: "added Siti Rahayu" }]);

    const list = await suite.ask("dewi", "/crm-admin", "audit siti");
    const before = new Set(dewi.views().map(({ id }) => id));
    await dewi.press({ message: list, text: "Export" });
    const again = await dewi.untilView(({ id }) => !before.has(id));
    expect(linesOf(again)).toContain("Only entries for: siti");
    await dewi.close();
  });

  it("says beside the input which days cannot be, and opens for stewards only", async () => {
    await suite.askForm("dewi", "/crm-admin", "audit export");
    const dewi = suite.person("dewi");
    await dewi.fill({ reason: "the auditors ask", from: "2026-11-22", to: "2026-11-21" });
    expect(await dewi.submit()).toMatchObject({ errors: { to: expect.stringContaining("is after the last") } });
    await dewi.fill({ from: "2027-01-01", to: "2027-01-02" });
    expect(await dewi.submit()).toMatchObject({ errors: { from: expect.stringContaining("nothing from those days") } });
    await dewi.close();
    expect((await suite.ask("dewi", "/crm-admin", "audit export xyzzy")).text).toContain('called "xyzzy"');
    const refusal = await suite.ask("rizky", "/crm-admin", "audit export");
    expect(refusal.text).toContain("have access to the CRM yet");
  });
});

describeOverBoth("/crm-admin audit reads", (suite) => {
  it("switches the log of opened cards, by words and by a button, and says how it stands", async () => {
    const asked = await suite.ask("dewi", "/crm-admin", "audit reads");
    expect(linesOf(asked)).toEqual(["Opening a customer's card is not written to the audit log."]);
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit")).at(-1)).toBe(
      "Opening a customer's card is not written to the audit log. `/crm-admin audit reads on` changes that.",
    );
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit reads perhaps"))[0]).toContain("Write `on` or `off`");
    expect(linesOf(await suite.ask("dewi", "/crm-admin"))).toContain("*Audit log:* changes, not who opened a card");
    expect((await suite.ask("rizky", "/crm-admin", "audit reads on")).text).toContain("have access to the CRM yet");

    expect((await suite.ask("dewi", "/crm-admin", "audit reads on")).text).toContain("From now on");
    expect(linesOf(await suite.ask("dewi", "/crm-admin"))).toContain("*Audit log:* changes, and who opened which card");
    const on = await suite.ask("dewi", "/crm-admin", "audit reads");
    await suite.person("dewi").press({ message: on, text: "Stop" });
    await suite.person("dewi").until(() => suite.again("dewi", on)?.text.includes("What was written stays."));
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit settings"))).toMatchObject({
      2: expect.stringContaining("turned the log of opened cards off"),
      3: expect.stringContaining("turned the log of opened cards on"),
    });
  });

  it("writes who opened a card by command, button, form and history, once each", async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya member support");
    const { id } = await suite.as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "test" }));
    for (let number = 1; number <= 12; number++) {
      await suite.ask("maya", "/crm-log", `note budi santoso: talk ${number}`);
    }
    await suite.ask("dewi", "/crm-admin", "audit reads on");
    const count = () =>
      suite.as("dewi", (ctx) => ctx.tx.auditEntry.count({ where: { action: "customer.read", subjectId: id } }));
    const maya = suite.person("maya");
    const card = await suite.ask("maya", "/crm-customer", "budi santoso");
    expect(await count()).toBe(1);
    // The form with everything that stands on the card.
    await maya.choose({ message: card, actionId: "menu" }, "Edit");
    await maya.untilView(({ title }) => title === "Change the customer");
    expect(await count()).toBe(2);
    await maya.close();
    await maya.choose({ message: card, actionId: "menu" }, "Timeline");
    await maya.until(() => (suite.again("maya", card)?.text.includes("talk 12") ? true : null));
    expect(await count()).toBe(3);
    await suite.askForm("maya", "/crm-customer");
    await maya.fill({ customer: "Budi Santoso" });
    await maya.submit();
    await eventually(async () => expect(await count()).toBe(4));
    expect(linesOf(await suite.ask("dewi", "/crm-admin", "audit read"))[2]).toMatch(
      /Maya Putri · opened the card of Budi Santoso$/,
    );
  });
});
