import { v7 as newId } from "uuid";
import { beforeAll, expect, it } from "vitest";
import { createContact, type NewContact } from "../../src/crm/customers/create-contact.ts";
import { addTask } from "../../src/crm/tasks/add-task.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { becomes, digestOf, jakarta, slot } from "./digest-mornings.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

type Lead = Partial<NewContact> & { name: string; at: Date };

/** Leads as they came in, each at its time. @param owner a handle; null: nobody */
async function bring(suite: Suite, owner: string | null, leads: readonly Lead[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { at, ...lead } of leads) {
    const made = await suite.as(
      "dewi",
      async (ctx) => {
        const slackUserId = owner === null ? "" : suite.sandbox.user(owner);
        const member = await ctx.tx.member.findFirst({ where: { slackUserId } });
        return createContact(ctx, { source: "webinar sign-up", ...lead, ownerId: member?.id ?? null });
      },
      at,
    );
    ids.push(made.id);
  }
  return ids;
}

/** Waits for a message beneath the digest that says this. */
const said = (suite: Suite, handle: string, fits: (lines: string[]) => boolean): Promise<PageMessage> => {
  const person = suite.person(handle);
  return person.until(() => person.inbox().findLast((message) => fits(linesOf(message))) ?? null);
};

describeOverBoth("leads in the daily digest", (suite) => {
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member sales");
  });

  it("opens the queue from the digest, one lead at a time, and moves on in place [R67]", async () => {
    const at = jakarta("2026-11-22", "16:00");
    await bring(suite, "rizky", [
      {
        ...{ name: "Ana Wijaya", companyName: "PT Contoh Makmur", jobTitle: "Buyer", phones: ["+62 811 222 333"] },
        ...{ valueMinor: 9_000_000, at },
      },
      { name: "Sinta", at },
    ]);
    const expo = { source: "Digital Expo", sourceAt: jakarta("2026-11-18", "10:00"), at };
    await bring(suite, "rizky", [
      { ...expo, name: "Hendra" },
      { ...expo, name: "Lia", stage: "prospect" },
    ]);
    await bring(suite, null, [{ name: "Tono", source: "Digital Expo", at }]);
    expect(await slot(suite, "rizky", jakarta("2026-11-23", "09:00"))).toBe("left");
    const digest = await digestOf(suite, "rizky");
    expect(linesOf(digest).slice(0, 4)).toEqual([
      "*4 leads to call, Rizky*",
      "*2 leads to call from yesterday:* webinar sign-up",
      "*2 leads from last week:* Digital Expo, 1 still to call",
      "*1 lead that nobody has yet:* Digital Expo",
    ]);
    const rizky = suite.person("rizky");
    await rizky.press({ message: digest, text: "Start" });
    const queue = await said(suite, "rizky", (lines) => lines.includes("1 of 4 to call"));
    expect(queue.ts).not.toBe(digest.ts);
    expect(linesOf(queue)).toEqual([
      "*Ana Wijaya* · Buyer, PT Contoh Makmur",
      "From webinar sign-up, yesterday · Rp 9 jt a year",
      "<tel:+62811222333|+62 811 222 333>",
      "1 of 4 to call",
    ]);
    expect(labelsOf(queue)).toEqual(["Log call", "Tomorrow", "No answer", "Card", "Skip", "Not mine"]);

    // No answer: one tap, and the next one stands there.
    await rizky.press({ message: queue, text: "No answer" });
    const second = await becomes(suite, "rizky", queue, (lines) => lines.includes("1 of 3 to call"));
    expect(linesOf(second).slice(0, 2)).toEqual([
      "✓ Call to Ana Wijaya, no answer. `/crm undo` takes it back.",
      "*Sinta*",
    ]);
    // Skipped, it stays in the queue.
    await rizky.press({ message: second, text: "Skip" });
    const third = await becomes(suite, "rizky", queue, (lines) => lines.includes("2 of 3 to call"));
    expect(linesOf(third)[0]).toBe("*Hendra*");
    expect(linesOf(third)[1]).toBe("From Digital Expo, 5 days ago (18 Nov)");

    // The form, with the customer in it; what is logged moves the queue on.
    await rizky.press({ message: third, text: "Log call" });
    await rizky.untilView(({ title }) => title !== "");
    await rizky.fill({ note: "wants the offer" });
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const fourth = await becomes(suite, "rizky", queue, (lines) => lines.includes("2 of 2 to call"));
    expect(linesOf(fourth)[0]).toBe("✓ Logged: call with Hendra. `/crm undo` takes it back.");
    expect(linesOf(fourth).slice(1, 3)).toEqual(["*Tono*", "From Digital Expo, yesterday · nobody's yet"]);
    expect(labelsOf(fourth)).toEqual(["Take", "Card", "Skip"]);
    await rizky.press({ message: fourth, text: "Take" });
    const taken = await becomes(suite, "rizky", queue, (lines) => lines.includes("*Tono* is yours now"));
    expect(labelsOf(taken)[0]).toBe("Log call");
    await rizky.press({ message: taken, text: "Tomorrow" });
    const planned = await becomes(suite, "rizky", queue, (lines) =>
      lines.includes("*Call Tono* is planned for tomorrow"),
    );
    // Beyond the last: who was skipped is offered again.
    expect(linesOf(planned).at(-1)).toBe("That was your queue. One was passed over and comes again tomorrow.");
    await rizky.press({ message: planned, text: "From the start" });
    const last = await becomes(suite, "rizky", queue, (lines) => lines.includes("1 of 1 to call"));
    await rizky.press({ message: last, text: "Not mine" });
    const end = await becomes(suite, "rizky", queue, (lines) => lines.some((line) => line.includes("is nobody's now")));
    expect(linesOf(end).join("\n")).toContain("1 of 1 to call");
    const kept = await suite.as("dewi", (ctx) =>
      ctx.tx.interaction.findMany({ orderBy: { id: "asc" }, select: { type: true, outcome: true } }),
    );
    expect(kept).toEqual([
      { type: "call", outcome: "no_answer" },
      { type: "call", outcome: null },
    ]);
  });

  it("tells whoever is second that a lead was taken, and shows what was done in the digest when it is drawn again", async () => {
    const maya = suite.person("maya");
    expect(await slot(suite, "maya", jakarta("2026-11-24", "09:00"))).toBe("left");
    const digest = await digestOf(suite, "maya");
    await maya.press({ message: digest, text: "Start" });
    const queue = await said(suite, "maya", (lines) => lines.includes("1 of 1 to call"));
    await suite.as("dewi", async (ctx) => {
      const rizky = await ctx.tx.member.findFirstOrThrow({ where: { slackUserId: suite.sandbox.user("rizky") } });
      await ctx.tx.contact.updateMany({ where: { ownerId: null }, data: { ownerId: rizky.id } });
    });
    await maya.press({ message: queue, text: "Take" });
    await said(suite, "maya", ([line = ""]) =>
      /^Rizky Pratama took \S+ a moment ago\. The next one is yours\.$/u.test(line),
    );
    await maya.press({ message: queue, text: "Skip" });
    const end = await becomes(suite, "maya", queue, (lines) => lines[0]?.startsWith("✓ That was your queue") ?? false);
    expect(labelsOf(end)).toEqual([]);
    await maya.press({ message: digest, text: "Start" });
    await becomes(suite, "maya", digest, (lines) => lines.includes("✓ Your queue is empty"));
  });

  it("names a lead that heard nothing while others of its origin bought, and takes what is done about it [R68]", async () => {
    const at = jakarta("2026-11-12", "10:00");
    const clinic = { source: "the clinic fair", at };
    const [bima = ""] = await bring(suite, "rizky", [
      { ...clinic, name: "Bima Sakti", companyName: "Toko Indah" },
      { ...clinic, name: "Citra" },
    ]);
    const bought = await bring(suite, null, [
      { ...clinic, name: "One", stage: "customer" },
      { ...clinic, name: "Two", stage: "customer" },
      { ...clinic, name: "Three", stage: "customer" },
    ]);
    await suite.as("dewi", async (ctx) => {
      const { id: workspaceId } = ctx.workspace;
      await ctx.tx.stageChange.deleteMany({ where: { contactId: { in: bought } } });
      await ctx.tx.stageChange.createMany({
        data: bought.map((contactId) => ({
          ...{ id: newId(), workspaceId, contactId, fromStage: "lead", toStage: "customer", cause: "edited" },
          at: jakarta("2026-11-20", "10:00"),
        })),
      });
      await ctx.tx.contactFact.create({
        data: {
          ...{ id: newId(), workspaceId, contactId: bima, field: "value", value: "9000000", currency: "IDR" },
          ...{ source: "typed", validFrom: at, createdAt: at },
        },
      });
    });
    expect(await slot(suite, "rizky", jakarta("2026-11-24", "09:00"))).toBe("left");
    const digest = await digestOf(suite, "rizky");
    const lines = linesOf(digest);
    const from = lines.indexOf("*Call Bima Sakti*, Toko Indah");
    expect(lines.slice(from, from + 4)).toEqual([
      "*Call Bima Sakti*, Toko Indah",
      "From the clinic fair. Nothing for 12 days (never called); 3 others from there bought.",
      "*Call Citra*",
      "From the clinic fair. Nothing for 12 days (never called); 3 others from there bought.",
    ]);
    const rizky = suite.person("rizky");
    const blockOf = (message: PageMessage, words: string) => {
      const blocks = message.blocks ?? [];
      const nth = blocks.findIndex((block) => JSON.stringify(block).includes(words));
      return { message, blockId: String(blocks[nth + 1]?.block_id) };
    };
    await rizky.press({ ...blockOf(digest, "Call Bima Sakti"), text: "Log call" });
    await rizky.untilView(({ title }) => title !== "");
    await rizky.fill({ note: "still interested" });
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const logged = await becomes(suite, "rizky", digest, (now) => now.includes("✓ *Logged:* Bima Sakti"));
    await said(suite, "rizky", ([line = ""]) => line.includes("Call with Bima Sakti"));
    await rizky.press({ ...blockOf(logged, "Call Citra"), text: "Not now" });
    const rests = await becomes(suite, "rizky", digest, (now) => now.includes("*Citra* rests for two weeks"));
    // What the digest shows is not said beneath as well.
    expect(rizky.inbox().filter(({ text }) => text.includes("rests for two weeks"))).toHaveLength(1);
    expect(linesOf(rests).join("\n")).not.toContain("Call Citra");
  });

  it("folds yesterday's up without a word of its own when today's stands, and takes what an old screen still presses", async () => {
    await suite.as("maya", (ctx) =>
      addTask(ctx, {
        contactId: null,
        interactionId: null,
        title: "send the list",
        dueAt: jakarta("2026-11-25", "09:00"),
      }),
    );
    await suite.as("maya", (ctx) =>
      addTask(ctx, { contactId: null, interactionId: null, title: "call back", dueAt: jakarta("2026-11-25", "09:00") }),
    );
    expect(await slot(suite, "maya", jakarta("2026-11-25", "09:00"))).toBe("left");
    const wednesday = await digestOf(suite, "maya");
    const maya = suite.person("maya");
    await maya.press({ message: wednesday, text: "Done" });
    await becomes(suite, "maya", wednesday, ([first]) => first === "*One thing left today, Maya*");
    const before = maya.inbox().length;
    // The day between had nothing; it is some days ago when the next one comes.
    expect(await slot(suite, "maya", jakarta("2026-11-27", "09:00"))).toBe("left");
    const friday = await digestOf(suite, "maya");
    const folded = await becomes(suite, "maya", wednesday, (lines) => lines[0] === "Wednesday: 1 done, 1 still open.");
    expect(linesOf(folded)).toHaveLength(1);
    expect(labelsOf(folded)).toEqual([]);
    // One message more, the digest itself.
    expect(maya.inbox()).toHaveLength(before + 1);
    expect(linesOf(friday)[0]).toBe("*One thing today, Maya*");

    // It was folded, and the screen shows it as it was.
    await suite.as("maya", (ctx) =>
      ctx.tx.digest.updateMany({ where: { ts: friday.ts }, data: { foldedAt: ctx.now } }),
    );
    await maya.press({ message: friday, text: "Tomorrow" });
    await becomes(suite, "maya", friday, (lines) => lines[0] === "Friday: 1 moved.");
    await said(suite, "maya", (lines) => lines.some((line) => line.includes("is put off to tomorrow")));
  });

  it("finds nothing wrong where the earlier digest was deleted, and posts nothing in its place", async () => {
    const maya = suite.person("maya");
    await suite.as("maya", (ctx) =>
      addTask(ctx, { contactId: null, interactionId: null, title: "next", dueAt: jakarta("2026-11-30", "09:00") }),
    );
    expect(await slot(suite, "maya", jakarta("2026-11-30", "09:00"))).toBe("left");
    const monday = await digestOf(suite, "maya");
    suite.sandbox.faults.api(
      { kind: "error", error: "message_not_found" },
      { method: "chat.update", match: ({ args }) => JSON.stringify(args).includes(monday.ts), times: 1 },
    );
    expect(await slot(suite, "maya", jakarta("2026-12-01", "09:00"))).toBe("left");
    const before = maya.inbox().length;
    const tuesday = await digestOf(suite, "maya");
    expect(linesOf(tuesday)[0]).toMatch(/things? today, Maya\*$/u);
    expect(maya.inbox()).toHaveLength(before + 1);
    expect(linesOf(suite.again("maya", monday) ?? tuesday)[0]).not.toMatch(/^Monday/u);
    const rows = await suite.as("dewi", (ctx) =>
      ctx.tx.delivery.findMany({ where: { kind: "digest-folded" }, orderBy: { id: "asc" }, select: { state: true } }),
    );
    expect(rows.at(-1)).toEqual({ state: "dropped" });
  });
});
