import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

async function addBudi(suite: Suite): Promise<void> {
  await suite.as("dewi", (ctx) =>
    createContact(ctx, {
      name: "Budi Santoso",
      companyName: "PT Contoh",
      phones: ["0812 3456 7890"],
      source: "import",
    }),
  );
}

/** A thread in a channel, by its parent. */
async function openThread(suite: Suite, channel: string): Promise<PageMessage> {
  return suite.person("dewi").send(channel, "Has anybody heard from Budi?");
}

/** Says something in a thread and gives what Steward answers there. */
async function sayInThread(suite: Suite, handle: string, parent: PageMessage, text: string): Promise<PageMessage> {
  const person = suite.person(handle);
  const replies = () => person.messages(parent.channel, { threadTs: parent.ts });
  const before = new Set(replies().map(({ ts }) => ts));
  const sent = await person.send(parent.channel, text, { threadTs: parent.ts });
  return person.until(() => replies().find(({ ts }) => ts !== sent.ts && !before.has(ts)), {
    what: `an answer to ${text}`,
  });
}

const entries = (suite: Suite) =>
  suite.as("dewi", (ctx) => ctx.tx.interaction.findMany({ where: { removedAt: null }, orderBy: { id: "asc" } }));

describeOverBoth("a mention in a thread", (suite) => {
  let thread: PageMessage;
  beforeAll(async () => {
    await addBudi(suite);
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
    thread = await openThread(suite, "#sales");
  });

  it("of a bare name is answered by the customer's card, in the thread, to the asker alone", async () => {
    const card = await sayInThread(suite, "rizky", thread, "@steward budi");
    expect(card.ephemeral).toBe(true);
    expect(linesOf(card)[0]).toBe("*Budi Santoso* · PT Contoh");
    expect(suite.person("dewi").messages("#sales", { threadTs: thread.ts })).toHaveLength(2);
    expect(await entries(suite)).toEqual([]);
  });

  it("with an outcome is logged, with a link to it, and can be taken back there", async () => {
    const rizky = suite.person("rizky");
    const receipt = await sayInThread(suite, "rizky", thread, "@steward budi santoso: no answer, will try tomorrow");
    expect([receipt.ephemeral, receipt.text]).toEqual([true, "Logged: call to Budi Santoso, no answer."]);
    const [entry] = await entries(suite);
    expect(entry).toMatchObject({ outcome: "no_answer", note: "will try tomorrow", surface: "slack-event" });
    expect(entry?.link).toContain(`thread_ts=${thread.ts}`);
    await rizky.choose({ message: receipt, actionId: "menu" }, "Undo");
    await rizky.until(async () => (await entries(suite)).length === 0);
    await rizky.until(() =>
      rizky
        .messages("#sales", { threadTs: thread.ts })
        .some(({ ts, text }) => ts === receipt.ts && text.startsWith("Taken back")),
    );
  });

  it("asks where it is not certain, there as well", async () => {
    const rizky = suite.person("rizky");
    const question = await sayInThread(suite, "rizky", thread, "@steward budi wants the price list");
    expect([question.ephemeral, linesOf(question)[0]]).toEqual([
      true,
      "Did you mean *Budi Santoso*? Your note is kept.",
    ]);
    await rizky.press({ message: question, text: "Yes" });
    await rizky.until(async () => (await entries(suite)).some(({ note }) => note === "wants the price list"));
  });

  it.each([
    ["@steward", /\*\/crm-log\*/u],
    ["@steward help", /\*\/crm-log\*/u],
    ["@steward Bartholomew Quux", /Bartholomew Quux/u],
    ["@steward Bartholomew Quux: no answer", /I know no customer called \*Bartholomew Quux\*/u],
    ["@steward call budi santoso tomorrow: called", /That day is still to come/u],
  ])("%s has an answer that helps", async (text, answer) => {
    const said = await sayInThread(suite, "rizky", thread, text);
    expect(said.ephemeral).toBe(true);
    expect(linesOf(said).join("\n")).toMatch(answer);
  });

  it("reads Steward's name wherever it stands", async () => {
    const receipt = await sayInThread(suite, "rizky", thread, "budi santoso: sent the list @steward");
    expect(linesOf(receipt)[1]).toBe('"sent the list"');
  });

  it("outside a thread is answered in the channel, to the asker alone", async () => {
    const rizky = suite.person("rizky");
    const sent = await rizky.send("#support", "@steward 0812 3456 7890");
    const card = await rizky.until(() =>
      rizky.messages("#support").find(({ ts, ephemeral }) => ephemeral && ts > sent.ts),
    );
    expect(linesOf(card)[0]).toContain("*Budi Santoso*");
  });

  it("that was changed is not read again", async () => {
    const rizky = suite.person("rizky");
    const before = (await entries(suite)).length;
    const sent = await rizky.send("#sales", "@steward budi santoso: once", { threadTs: thread.ts });
    await rizky.until(async () => (await entries(suite)).length === before + 1);
    rizky.edit(sent, "@steward budi santoso: twice");
    await suite.sandbox.eventsSettled();
    expect((await entries(suite)).map(({ note }) => note)).not.toContain("twice");
  });

  it("by somebody without access says whom to ask, and the way to the DM", async () => {
    const refused = await sayInThread(suite, "wei.ling", thread, "@steward budi");
    expect(refused.ephemeral).toBe(true);
    const { teamId, botUserId } = suite.sandbox.credentials;
    expect(linesOf(refused)).toEqual([
      "You don't have access to the CRM yet. Dewi Lestari can give it.",
      `<slack://user?team=${teamId}&amp;id=${botUserId}|Open our DM>`,
    ]);
    expect(labelsOf(refused)).toEqual(["Ask Dewi"]);
  });
});

describeOverBoth("a mention where outsiders are", (suite) => {
  beforeAll(async () => {
    await addBudi(suite);
  });

  it("is answered to the asker alone, and tells an outsider nothing", async () => {
    const dewi = suite.person("dewi");
    const channel = dewi.channels().find(({ name }) => name === "with-toko-indah")?.id ?? "";
    const thread = await openThread(suite, channel);
    const card = await sayInThread(suite, "dewi", thread, "@steward budi");
    expect([card.ephemeral, linesOf(card)[0]]).toEqual([true, "*Budi Santoso* · PT Contoh"]);
    const menu = await dewi.choose({ message: card, actionId: "menu" }, "Share");
    expect(menu).toMatchObject({ ok: true });
    const refused = await dewi.until(() =>
      dewi.messages(channel, { threadTs: thread.ts }).find(({ text }) => text.includes("outside")),
    );
    expect(refused.ephemeral).toBe(true);
    const told = await sayInThread(suite, "ratna", thread, "@steward budi");
    expect(told.ephemeral).toBe(true);
    expect(JSON.stringify(told.blocks)).not.toContain("Santoso");
  });
});

describeOverBoth("a mention in a private conversation", (suite) => {
  let channel: string;
  let thread: PageMessage;
  beforeAll(async () => {
    await addBudi(suite);
    const dewi = suite.person("dewi");
    channel = suite.sandbox.administer.createChannel({
      name: `deal-${suite.transport}`,
      private: true,
      members: [dewi.id, suite.sandbox.credentials.botUserId],
    });
    thread = await openThread(suite, channel);
  });

  const inThread = (text: string) => {
    const dewi = suite.person("dewi");
    return dewi.until(() =>
      dewi.messages(channel, { threadTs: thread.ts }).find((message) => message.text.startsWith(text)),
    );
  };

  it("looks up without a question", async () => {
    expect(linesOf(await sayInThread(suite, "dewi", thread, "@steward budi"))[0]).toContain("*Budi Santoso*");
  });

  it("asks before its words are logged, and keeps them by Log text", async () => {
    const question = await sayInThread(suite, "dewi", thread, "@steward budi santoso: gets 12%. todo tell him friday");
    expect(question.ephemeral).toBe(true);
    expect(linesOf(question)).toEqual([
      "Everyone with CRM access will read this.",
      'Call · "gets 12%" · tell him (Fri 27 Nov)',
    ]);
    expect(labelsOf(question)).toEqual(["Log text", "Link only", "Discard"]);
    expect(await entries(suite)).toEqual([]);
    await suite.person("dewi").press({ message: question, text: "Log text" });
    const receipt = await inThread("Logged: call with Budi Santoso.");
    expect(linesOf(receipt).slice(1, 4)).toEqual([
      '"gets 12%"',
      expect.stringMatching(/\|Open the message>$/u),
      "*Fri 27 Nov:* tell him",
    ]);
  });

  it("keeps none of its words by Link only", async () => {
    const question = await sayInThread(suite, "dewi", thread, "@steward email budi santoso: gets 15%. todo tell him");
    await suite.person("dewi").press({ message: question, text: "Link only" });
    await inThread("Logged: e-mail to Budi Santoso.");
    const entry = (await entries(suite)).at(-1);
    expect(entry).toMatchObject({ type: "email", note: "" });
    expect(entry?.link).toContain(thread.ts);
    const tasks = await suite.as("dewi", (ctx) => ctx.tx.task.findMany({ where: { interactionId: entry?.id ?? "" } }));
    expect(tasks).toEqual([]);
    const drafts = await suite.as("dewi", (ctx) => ctx.tx.draft.findMany({ where: { text: { contains: "15%" } } }));
    expect(drafts).toEqual([]);
  });
});
