import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { addTask } from "../../src/crm/tasks/add-task.ts";
import { assignTicket } from "../../src/crm/tickets/assign-ticket.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { becomes, digestOf, jakarta, slot } from "./digest-mornings.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const talk = {
  type: "call",
  outcome: "connected",
  happenedAt: null,
  durationMinutes: null,
  note: "renewal",
  tasks: [],
} as const;
const tipToLog = "*Tip:* after a call, send me one line: `budi no answer`";

/** The last line of a digest without conversations to compare. */
function settingsLine({ sandbox }: Suite): string {
  const { teamId, appId } = sandbox.credentials;
  return `Only you see this. <slack://app?team=${teamId}&amp;id=${appId}&amp;tab=home|Settings>`;
}

describeOverBoth("the daily digest", (suite) => {
  let budi = "";
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member sales");
    const added = await suite.as("dewi", (ctx) =>
      createContact(ctx, { name: "Budi Santoso", companyName: "PT Contoh Makmur", source: "typed" }),
    );
    budi = added.id;
    await suite.as("rizky", async (ctx) => {
      const task = { contactId: budi, interactionId: null, timed: false };
      await addTask(ctx, { ...task, title: "send the offer", dueAt: jakarta("2026-11-23", "09:00") });
      await addTask(ctx, { ...task, title: "call about the invoice", dueAt: jakarta("2026-11-23", "09:00") });
      await addTask(ctx, { ...task, title: "not yet", dueAt: jakarta("2026-11-30", "09:00") });
    });
  });

  it("comes at nine on a working day and not before, says what is due, and nothing where there is nothing", async () => {
    expect(await slot(suite, "rizky", jakarta("2026-11-22", "15:00"))).toBe("not due");
    expect(await slot(suite, "rizky", jakarta("2026-11-23", "08:45"))).toBe("not due");
    expect(await slot(suite, "maya", jakarta("2026-11-23", "08:45"))).toMatch(/not due|empty/u);
    expect(await slot(suite, "rizky", jakarta("2026-11-23", "09:00"))).toBe("left");
    const digest = await digestOf(suite, "rizky");
    expect(await slot(suite, "rizky", jakarta("2026-11-23", "09:15"))).toBe("not due");
    expect(linesOf(digest)).toEqual([
      "*Two things today, Rizky*",
      ...["*Send the offer*", "Today · Budi Santoso, PT Contoh Makmur"],
      ...["*Call about the invoice*", "Today · Budi Santoso, PT Contoh Makmur"],
      tipToLog,
      settingsLine(suite),
    ]);
    const buttons = ["Done", "Tomorrow", "Open", "Next week", "Not mine", "Less of this"];
    expect(labelsOf(digest)).toEqual([...buttons, ...buttons, "Less of this"]);
    expect(digest.text).toBe(
      [
        "Two things today, Rizky",
        "Send the offer · Today · Budi Santoso, PT Contoh Makmur",
        "Call about the invoice · Today · Budi Santoso, PT Contoh Makmur",
        tipToLog,
      ].join("\n"),
    );
  });

  it("is acted on in its place: done, taken back, put off, given away", async () => {
    const rizky = suite.person("rizky");
    const digest = await digestOf(suite, "rizky");
    await rizky.press({ message: digest, text: "Done" });
    const one = await becomes(suite, "rizky", digest, ([first]) => first === "*One thing left today, Rizky*");
    expect(linesOf(one)[1]).toBe("✓ *Done:* Send the offer");
    expect(labelsOf(one)).toContain("Undo");
    await rizky.press({ message: one, text: "Undo" });
    const back = await becomes(suite, "rizky", digest, ([first]) => first === "*Two things today, Rizky*");
    await rizky.press({ message: back, text: "Tomorrow" });
    const moved = await becomes(suite, "rizky", digest, ([first]) => first === "*One thing left today, Rizky*");
    expect(linesOf(moved)[1]).toBe("*Send the offer* is put off to tomorrow");
    await rizky.press({ message: moved, text: "Not mine" });
    await rizky.untilView(({ title }) => title === "Who does it?");
    await rizky.fill({ who: suite.sandbox.user("maya") });
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const all = await becomes(suite, "rizky", digest, ([first]) => first === "*That was all for today, Rizky*");
    expect(linesOf(all)).toEqual([
      "*That was all for today, Rizky*",
      "*Send the offer* is put off to tomorrow",
      "*Call about the invoice* is Maya's now",
      tipToLog,
      settingsLine(suite),
    ]);
    expect(rizky.inbox().filter(({ text }) => text.includes("is Maya's now")).length).toBe(1);
  });

  it("brings one's own tickets at risk, and the answer to a ticket's form stands beneath it", async () => {
    await suite.as(
      "dewi",
      async (ctx) => {
        const { id } = await openTicket(ctx, { subject: "Cannot log in", contactId: budi, priority: "P1" });
        const maya = await ctx.tx.member.findFirstOrThrow({ where: { slackUserId: suite.sandbox.user("maya") } });
        await assignTicket(ctx, { ticketId: id, assigneeId: maya.id });
      },
      jakarta("2026-11-23", "09:30"),
    );
    expect(await slot(suite, "maya", jakarta("2026-11-24", "09:00"))).toBe("left");
    const digest = await digestOf(suite, "maya");
    const line = linesOf(digest).find((one) => one.includes("Cannot log in"));
    expect(line).toMatch(/^\*T-\d+ · P1 · Cannot log in\*$/u);
    const maya = suite.person("maya");
    const at = (digest.blocks ?? []).findIndex((block) => JSON.stringify(block).includes("Cannot log in"));
    await maya.press({ message: digest, text: "Solve", blockId: String(digest.blocks?.[at]?.block_id) });
    await maya.untilView(({ title }) => title.startsWith("Solve"));
    await maya.fill({ words: "reset the session" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    const now = await becomes(suite, "maya", digest, (lines) => lines.join("\n").includes("reset the session"));
    expect(labelsOf(now)).toContain("Show");
    await maya.until(() => maya.inbox().find(({ text, ts }) => ts !== digest.ts && /solved/iu.test(text)));
  });

  it("leaves a part out of which somebody wants less", async () => {
    const maya = suite.person("maya");
    const digest = await digestOf(suite, "maya");
    await maya.press({ message: digest, text: "Less of this" });
    const answer = await maya.until(() =>
      maya.inbox().find(({ text }) => text.includes("stay out of your daily digest")),
    );
    expect(labelsOf(answer)).toEqual(["As before"]);
    expect(await slot(suite, "maya", jakarta("2026-11-25", "09:00"))).toBe("empty");
    // Nothing was sent, and Home shows that it was looked for.
    maya.openHome();
    await maya.until(() => linesOf(maya.home() ?? { blocks: [] }).find((line) => /^I last looked today/u.test(line)));
    await maya.press({ message: answer, text: "As before" });
    await maya.until(() => maya.inbox().find(({ text }) => text.includes("stand in your daily digest again")));
    expect(await slot(suite, "maya", jakarta("2026-11-26", "09:00"))).toBe("left");
  });

  it("asks what may no longer hold, one question after the other, and keeps who answered and when [R33]", async () => {
    await suite.as("dewi", async (ctx) => {
      const ana = { name: "Ana Wijaya", companyName: "PT Contoh Makmur", source: "typed" };
      const { id } = await createContact(ctx, { ...ana, phones: ["+62 811 222 333"], emails: ["ana@contoh.example"] });
      const hendra = { name: "Hendra", phones: ["+62 811 555 666"], source: "typed", valueMinor: 900 };
      const other = await createContact(ctx, hendra);
      const third = await createContact(ctx, { name: "Lia", phones: ["+62 811 777 888"], source: "typed" });
      const rizky = await ctx.tx.member.findFirstOrThrow({ where: { slackUserId: suite.sandbox.user("rizky") } });
      const ids = [id, other.id, third.id];
      await ctx.tx.contact.updateMany({ where: { id: { in: ids } }, data: { ownerId: rizky.id } });
      await ctx.tx.contactPoint.updateMany({ where: { contactId: { in: ids } }, data: { confirmedAt: null } });
      await ctx.tx.contactPoint.updateMany({
        where: { contactId: id, kind: "email" },
        data: { confirmedAt: jakarta("2024-01-05", "10:00") },
      });
    });
    await suite.as("rizky", (ctx) => logInteraction(ctx, { ...talk, contactId: budi }), jakarta("2026-11-26", "11:00"));
    expect(await slot(suite, "rizky", jakarta("2026-11-27", "09:00"))).toBe("left");
    const digest = await digestOf(suite, "rizky");
    const question = (message: PageMessage) => linesOf(message).find((line) => line.startsWith("*Still true?*"));
    expect(question(digest)).toBe("*Still true?* +62 811 555 666 reaches Hendra (1 of 3)");
    expect(linesOf(digest).at(-1)).toBe(`1 conversation this week, none last. ${settingsLine(suite)}`);
    const rizky = suite.person("rizky");
    await rizky.press({ message: digest, text: "Yes" });
    const second = await becomes(suite, "rizky", digest, (lines) => lines.join().includes("(2 of 3)"));
    const kept = await suite.as("dewi", (ctx) =>
      ctx.tx.contactPoint.findFirst({
        where: { contact: { name: "Hendra" } },
        select: { confirmedHow: true, confirmedById: true },
      }),
    );
    expect(kept).toMatchObject({ confirmedHow: "digest", confirmedById: expect.any(String) });
    await rizky.press({ message: second, text: "Skip" });
    const last = await becomes(suite, "rizky", digest, (lines) => lines.join().includes("(3 of 3)"));
    await rizky.press({ message: last, text: "Changed" });
    await rizky.untilView(({ title }) => title !== "");
    await rizky.fill({ phone: "+62 811 999 000" });
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const done = await becomes(suite, "rizky", digest, (lines) => lines.join().includes("✓ 1 confirmed"));
    expect(linesOf(done)).toContain("✓ 1 confirmed, 1 changed, 1 skipped");
  });
});
