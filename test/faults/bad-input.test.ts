import { WebClient } from "@slack/web-api";
import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "../slack/over-both.ts";
import { eventually } from "../support/eventually.ts";

function notesOf(suite: Suite): Promise<string[]> {
  return suite.as("dewi", async (ctx) => (await ctx.tx.interaction.findMany()).map(({ note }) => note));
}

/** The app's own line to Slack, to put things there that no version of Steward would. */
function webClient(suite: Suite): WebClient {
  return new WebClient(suite.sandbox.credentials.botToken, { slackApiUrl: suite.sandbox.apiUrl });
}

describeOverBoth("text that means something to Slack, typed as text", (suite) => {
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
    await suite.as("dewi", async (ctx) => {
      await createContact(ctx, {
        name: "<!channel> & *Söhne* _x_ ~y~ `z`",
        companyName: "<@U123> <!here> Ltd",
        jobTitle: "<https://evil.example|Click>",
        interests: "*bold* <!everyone>",
        source: "<!channel>",
      });
      await createContact(ctx, { name: "Budi Santoso", source: "import" });
    });
  });

  /** Everything of a message that Slack reads as its own markup must have come out of ours. */
  function expectHarmless(message: PageMessage): void {
    const shown = [message.text, ...linesOf(message)].join("\n");
    expect(shown).not.toMatch(/<[!@]/u);
    expect(shown).not.toMatch(/<https:\/\/evil/u);
    expect(message.text).not.toMatch(/[^\u200b][*_~`](?:bold|Söhne|x|y|z)/u);
  }

  it.each([
    ["<!channel> and <!here>", "&lt;!channel&gt; and &lt;!here&gt;"],
    ["@channel come", "@channel come"],
    ["ask @rizky", "ask @rizky"],
    ["*bold* _it_ ~no~ `code`", "\u200b*\u200bbold\u200b*\u200b"],
    ["5 < 6 & 7 > 2 &amp; &lt;b&gt;", "5 &lt; 6 &amp; 7 &gt; 2 &amp;amp; &amp;lt;b&amp;gt;"],
    ["see https://contoh.com/a?b=1&c=2", "see https://contoh.com/a?b=1&amp;c="],
    ["👍🏽 :tada: 👩‍👩‍👧", "👍🏽 :tada: 👩‍👩‍👧"],
    ["הלקוח אמר שלום", "הלקוח אמר שלום"],
    ["“curly” – dash…", "“curly” – dash…"],
    ["a | b | c", "a | b | c"],
    ['{"$gt": ""}; DROP TABLE contact; --', '{"$gt": ""}; DROP TABLE contact; --'],
  ])("is said literally in a note: %s", async (note, shown) => {
    const receipt = await suite.ask("dewi", "/crm-log", `call budi santoso: ${note}`);
    expect(linesOf(receipt)[1]).toContain(shown);
    expectHarmless(receipt);
    expectHarmless(await suite.ask("dewi", "/crm-customer", "budi santoso"));
  });

  it("is said literally of a customer: in the receipt, the card, lists and what is shared", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", 'call "<!channel> & *Söhne* _x_ ~y~ `z`": rang', "#sales");
    expect(receipt.text).toContain("Logged: call with &lt;!channel&gt; &amp; ");
    expectHarmless(receipt);
    await dewi.choose({ message: receipt, actionId: "menu" }, "Share");
    const shared = await suite
      .person("rizky")
      .untilMessage(({ ephemeral, channel }) => !ephemeral && channel === receipt.channel);
    expectHarmless(shared);
    await dewi.choose({ message: receipt, actionId: "menu" }, "Card");
    const card = await dewi.until(() => {
      const now = suite.again("dewi", receipt);
      return now && JSON.stringify(now.blocks).includes("Came from") ? now : null;
    });
    expect(linesOf(card)[0]).toContain("&lt;!channel&gt; &amp; ");
    expectHarmless(card);
    await dewi.choose({ message: card, actionId: "menu" }, "Timeline");
    expectHarmless(
      await dewi.until(() => {
        const now = suite.again("dewi", receipt);
        return now?.text.includes("rang") ? now : null;
      }),
    );
    expectHarmless(await suite.ask("dewi", "/crm", "söhne"));
    expectHarmless(await suite.ask("dewi", "/crm-log", "söhn x: hm"));
    expectHarmless(await suite.ask("dewi", "/crm-log", "<!subteam^S1> <!channel>: hm"));
    expectHarmless(await suite.ask("dewi", "/crm-customer", "<!channel|x> <@U999>"));
  });

  it("is said literally in the Home tab and in forms", async () => {
    const dewi = suite.person("dewi");
    dewi.openHome();
    const home = await dewi.until(() => dewi.home());
    expect(JSON.stringify(home.blocks)).not.toMatch(/<[!@]/u);
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: <!channel> again");
    await dewi.press({ message: receipt, text: "Edit" });
    const form = await dewi.untilView();
    expect(JSON.stringify(form.blocks)).toContain('"initial_value":"<!channel> again"');
    await dewi.close();
  });

  it("is kept without NUL and halves of characters, which no database takes", async () => {
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: zero\0in\ud83dside");
    expect(linesOf(receipt)[1]).toMatch(/^"zeroin.?side"$/u);
    const dewi = suite.person("dewi");
    await dewi.send(dewi.openDm(), "call budi santoso: dm\0with\0nul");
    await dewi.untilMessage((message) => linesOf(message)[1] === '"dmwithnul"');
    await suite.askForm("dewi", "/crm-log");
    expect(await dewi.suggest({ actionId: "customer.suggest" }, "bu\0di")).toMatchObject({ ok: true });
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    await dewi.fill({ note: "form\0nul" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    expect(await notesOf(suite)).toContain("formnul");
  });

  it.each([
    ["x".repeat(2999), "x".repeat(2000)],
    ["&".repeat(2999), "&amp;".repeat(400)],
    ["*".repeat(2999), "\u200b*\u200b".repeat(600)],
    ["😀".repeat(1499), "😀".repeat(1000)],
    ["word & ".repeat(428), "word &amp; ".repeat(150)],
  ])("fits when it is 3,000 characters long: %.8s…", async (note, beginning) => {
    const receipt = await suite.ask("dewi", "/crm-log", `call budi santoso: ${note}. todo the next thing friday`);
    expect(linesOf(receipt)[1]?.startsWith(`"${beginning}`)).toBe(true);
    expect(linesOf(receipt)[1]).not.toMatch(/&(?!amp;|lt;|gt;)/u);
    expect(linesOf(receipt)[2]).toBe("*Fri 27 Nov:* the next thing");
    await suite.ask("dewi", "/crm-customer", "budi santoso");
    const dewi = suite.person("dewi");
    await dewi.press({ message: receipt, text: "Edit" });
    await dewi.untilView();
    expect(await dewi.submit()).toMatchObject({ ok: true });
    expect(await notesOf(suite)).toContain(`${note}.`);
  });

  it("fits as a customer's name, too, and is refused in a sentence beyond that", async () => {
    const long = Array.from({ length: 300 }, (_, nth) => `Maxim${nth}`).join(" ");
    const question = await suite.ask("dewi", "/crm-log", `call ${long}: hello`);
    expect(linesOf(question)[0]).toMatch(/^I know no customer called \*Maxim0.*\*\. Your note is kept\.$/u);
    const dewi = suite.person("dewi");
    await dewi.press({ message: question, match: (element) => element["action_id"] === "draft.create" });
    const form = await dewi.untilView();
    expect(JSON.stringify(form.blocks)).toContain("Maxim1 Maxim2");
    await dewi.close();
    await suite.ask("dewi", "/crm", long);
    await suite.ask("dewi", "/crm-customer", "😀".repeat(1400));
  });
});

describeOverBoth("buttons, forms and words of another version", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }));
  });

  it.each([
    ["gone.action", "1"],
    ["draft.use", "not-two-parts"],
    ["menu", "nothing|x"],
  ])("say so where a button is not known any more: %s", async (actionId, value) => {
    const dewi = suite.person("dewi");
    const channel = suite.sandbox.channel("sales");
    const element =
      actionId === "menu"
        ? { type: "overflow", action_id: "menu", options: [{ text: { type: "plain_text", text: "Old" }, value }] }
        : { type: "button", action_id: actionId, value, text: { type: "plain_text", text: "Old" } };
    const posted = await webClient(suite).chat.postMessage({
      channel,
      text: "old",
      blocks: [{ type: "actions", elements: [element] }] as never,
    });
    const message = { channel, ts: String(posted.ts) };
    const before = dewi.messages(channel).length;
    if (actionId === "menu") await dewi.choose({ message, actionId }, "Old");
    else await dewi.press({ message, text: "Old" });
    const said = await dewi.until(() => dewi.messages(channel).slice(before)[0]);
    expect(said).toMatchObject({
      ephemeral: true,
      text: "That button is from an older version of Steward. Type /crm to start afresh.",
    });
  });

  it.each(["draft.use", "entry.undo", "customer.card", "entry.edit", "draft.create"])(
    "refuse ids that are none: %s",
    async (actionId) => {
      const dewi = suite.person("dewi");
      const channel = suite.sandbox.channel("sales");
      const value = actionId === "draft.use" ? "x'; --|y" : "x'; --";
      const posted = await webClient(suite).chat.postMessage({
        channel,
        text: "old",
        blocks: [
          {
            type: "actions",
            elements: [{ type: "button", action_id: actionId, value, text: { type: "plain_text", text: "Old" } }],
          },
        ],
      });
      const before = dewi.messages(channel).length;
      await dewi.press({ message: { channel, ts: String(posted.ts) }, text: "Old" });
      const said = await dewi.until(() => dewi.messages(channel).slice(before)[0]);
      expect(said.text).toMatch(/no longer there|dealt with already/u);
    },
  );

  async function meddle(id: string, private_metadata: string): Promise<void> {
    const view = suite
      .person("dewi")
      .views()
      .find((open) => open.id === id);
    if (!view) throw new Error("No such view");
    const { callbackId, title, submit, close, blocks } = view;
    const plain = (text: string) => ({ type: "plain_text" as const, text });
    await webClient(suite).views.update({
      view_id: id,
      view: {
        type: "modal",
        callback_id: callbackId,
        private_metadata,
        title: plain(title),
        ...(submit && { submit: plain(submit) }),
        ...(close && { close: plain(close) }),
        blocks: blocks as never,
      },
    });
  }

  it.each([
    "",
    "{",
    "null",
    '{"origin":null}',
    '{"origin":null,"memory":{"draftId":"nobody","link":"javascript:alert(1)","openedAt":"x","forNew":1}}',
    '{"origin":"x\'; DROP TABLE contact; --","memory":7}',
  ])("refuse a form whose memory was meddled with, and keep what was typed: %s", async (metadata) => {
    const dewi = suite.person("dewi");
    const { id } = await suite.askForm("dewi", "/crm-log");
    await dewi.fill({ note: "kept" });
    await meddle(id, metadata);
    const outcome = await dewi.submit();
    expect(outcome).toMatchObject({
      ok: false,
      errors: {
        customer:
          "This form is from an older version of Steward. Close it and open it again; copy what you typed first.",
      },
    });
    await dewi.close();
  });

  it("do not let one person's form change another's entry", async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
    await suite.ask("rizky", "/crm-log", "call budi santoso: rizky's own");
    const [entry] = await suite.as("rizky", (ctx) => ctx.tx.interaction.findMany({ where: { note: "rizky's own" } }));
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: dewi's own");
    await dewi.press({ message: receipt, text: "Edit" });
    const { id } = await dewi.untilView();
    await meddle(id, JSON.stringify({ origin: null, memory: { interactionId: entry?.id } }));
    expect(await dewi.submit()).toMatchObject({
      errors: { type: "Only Rizky Pratama can change that entry. You can log one of your own." },
    });
    await dewi.close();
    expect(await notesOf(suite)).toContain("rizky's own");
  });
});

describeOverBoth("what arrives twice", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = (await suite.as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }))).id;
  });
  const count = async (note: string) => (await notesOf(suite)).filter((one) => one === note).length;

  it("is one entry when a command is delivered twice", async () => {
    suite.sandbox.faults.delivery({ kind: "duplicate" }, { kind: "slash_commands" });
    await suite.person("dewi").command("#general", "/crm-log", "call budi santoso: twice by command");
    expect(await count("twice by command")).toBe(1);
  });

  it("is one entry when a message is delivered twice at once, or again after a lost acknowledgement", async () => {
    const dewi = suite.person("dewi");
    for (const kind of ["duplicate", "lose_ack"] as const) {
      const fault = suite.sandbox.faults.delivery(
        { kind },
        {
          kind: "events_api",
          match: (payload) => JSON.stringify(payload).includes(`twice, ${kind.replace("_", " ")}`),
        },
      );
      await dewi.send(dewi.openDm(), `call budi santoso: twice, ${kind.replace("_", " ")}`);
      await dewi.untilMessage((message) => linesOf(message)[1] === `"twice, ${kind.replace("_", " ")}"`);
      await suite.sandbox.eventsSettled();
      expect(fault.struck).toBe(1);
      expect(await count(`twice, ${kind.replace("_", " ")}`)).toBe(1);
      expect(
        dewi.inbox().filter((message) => linesOf(message)[1] === `"twice, ${kind.replace("_", " ")}"`),
      ).toHaveLength(1);
    }
    await eventually(async () => expect(await suite.as("dewi", (ctx) => ctx.tx.inboxEvent.count())).toBe(0));
  });

  it("is one entry when a press is delivered twice", async () => {
    const dewi = suite.person("dewi");
    const question = await suite.ask("dewi", "/crm-log", "call budi santosa: twice by press");
    suite.sandbox.faults.delivery({ kind: "duplicate" }, { kind: "interactive" });
    await dewi.press({ message: question, text: "Yes" });
    await dewi.until(() => suite.again("dewi", question)?.text === "Logged: call with Budi Santoso.");
    expect(await count("twice by press")).toBe(1);
  });

  it("is one entry when a form is submitted twice, at once or by two deliveries", async () => {
    const dewi = suite.person("dewi");
    for (const way of ["at once", "by delivery"]) {
      const { id } = await suite.askForm("dewi", "/crm-log");
      await dewi.choose({ actionId: "customer.suggest" }, "Budi");
      await dewi.fill({ note: `form ${way}` });
      if (way === "by delivery") {
        suite.sandbox.faults.delivery({ kind: "duplicate" }, { kind: "interactive" });
        expect(await dewi.submit(id)).toMatchObject({ ok: true });
      } else {
        const outcomes = await Promise.all([dewi.submit(id), dewi.submit(id)]);
        expect(outcomes.every(({ ok }) => ok)).toBe(true);
      }
      expect(await count(`form ${way}`)).toBe(1);
      expect(dewi.views()).toEqual([]);
    }
  });

  it("says that somebody is gone who was ended between two clicks, and keeps the note", async () => {
    const dewi = suite.person("dewi");
    const { id } = await suite.as("dewi", (ctx) => createContact(ctx, { name: "Gone Tomorrow", source: "import" }));
    const question = await suite.ask("dewi", "/crm-log", "call gone tomorow: note of the gone");
    const card = await suite.ask("dewi", "/crm-customer", "gone tomorrow");
    await dewi.press({ message: card, text: "Log" });
    await dewi.untilView();
    await dewi.fill({ note: "typed before" });
    await suite.as("dewi", (ctx) =>
      ctx.tx.contact.update({ where: { id }, data: { endedAt: suite.running.clock.now() } }),
    );
    expect(await dewi.submit()).toMatchObject({
      errors: { customer: "That customer is no longer there. Search again with /crm." },
    });
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    expect(await count("typed before")).toBe(1);

    await dewi.press({ message: question, text: "Yes" });
    await dewi.untilMessage(({ text }) => text === "That customer is no longer there. Search again with /crm.");
    await dewi.press({ message: question, text: "Someone else" });
    await dewi.untilView();
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    expect(await count("note of the gone")).toBe(1);
    expect(budi).toBeTruthy();
  });
});

describeOverBoth("somebody who may not", (suite) => {
  beforeAll(async () => {
    await suite.as("dewi", async (ctx) => {
      await createContact(ctx, { name: "Budi Santoso", companyName: "PT Contoh", source: "import" });
      await createContact(ctx, { name: "Budi Hartono", source: "import" });
    });
    await suite.ask("dewi", "/crm-admin", "access grant @jonas viewer marketing");
    await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
  });

  it("is told what their role does not allow, and whom to ask", async () => {
    for (const ask of [
      () => suite.ask("jonas", "/crm-log", "call budi santoso: hello"),
      () => suite.ask("jonas", "/crm", "log"),
      () => suite.ask("jonas", "/crm", "undo"),
    ]) {
      const answer = await ask();
      expect(linesOf(answer)).toEqual(["Your role does not let you log calls. Dewi Lestari can."]);
      expect(labelsOf(answer)).toEqual(["Ask Dewi"]);
    }
    const admin = await suite.ask("rizky", "/crm-admin");
    expect(linesOf(admin)).toEqual(["Your role does not let you change who has access. Dewi Lestari can."]);
  });

  it("is never shown data without access, by any way in", async () => {
    const olivia = suite.person("olivia");
    for (const [command, text] of [
      ["/crm", "budi"],
      ["/crm-customer", "budi"],
      ["/crm-log", "call budi: hello"],
      ["/crm", ""],
      ["/crm-customer", ""],
    ] as const) {
      const answer = await suite.ask("olivia", command, text);
      expect(linesOf(answer)).toEqual(["You don't have access to the CRM yet. Dewi Lestari can give it."]);
      expect(labelsOf(answer)).toEqual(["Ask Dewi"]);
    }
    await olivia.send(olivia.openDm(), "call budi santoso: hello");
    const said = await olivia.untilMessage(
      ({ text, ephemeral }) => !ephemeral && text.startsWith("You don't have access"),
    );
    await olivia.press({ message: said, text: "Ask Dewi" });
    await olivia.until(() => suite.again("olivia", said)?.text.startsWith("I've asked Dewi Lestari"));
    expect(await notesOf(suite)).toEqual([]);
  });

  it("is told that guests cannot use it", async () => {
    const answer = await suite.ask("bima", "/crm-customer", "budi", "#marketing");
    expect(linesOf(answer)).toEqual(["The CRM is for members of this workspace, so guests can't use it."]);
    expect(labelsOf(answer)).toEqual([]);
  });

  it("is refused by a button whose access was withdrawn between two clicks", async () => {
    const rizky = suite.person("rizky");
    const question = await suite.ask("rizky", "/crm-log", "call budi: between two clicks");
    await rizky.globalShortcut("log-a-call");
    const form = await rizky.untilView();
    await rizky.fill({ "new-name": "Never Saved", note: "between two clicks" });
    await suite.ask("dewi", "/crm-admin", "access revoke @rizky");
    await rizky.press({ message: question, match: (element) => element["action_id"] === "draft.use" });
    const said = await rizky.untilMessage(({ text }) => text.startsWith("You don't have access"));
    expect(labelsOf(said)).toEqual(["Ask Dewi"]);
    expect(await rizky.submit(form)).toMatchObject({
      errors: { customer: "You don't have access to the CRM yet. Dewi Lestari can give it." },
    });
    const offered = await rizky.suggest({ view: form.id, actionId: "customer.suggest" }, "budi");
    expect(offered).toMatchObject({ ok: true, options: [] });
    expect(await notesOf(suite)).toEqual([]);
    await rizky.close();
  });
});
