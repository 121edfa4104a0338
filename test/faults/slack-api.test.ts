import pg from "pg";
import { beforeAll, expect, inject, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "../slack/over-both.ts";
import { eventually } from "../support/eventually.ts";

async function addBudi(suite: Suite): Promise<string> {
  const { id } = await suite.as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }));
  return id;
}

const countOf = (suite: Suite, note: string) =>
  suite.as("dewi", (ctx) => ctx.tx.interaction.count({ where: { note } }));

const newcomer = (handle: string, realName: string) => ({
  handle,
  realName,
  title: "",
  department: "sales",
  zone: "Asia/Jakarta",
  email: `${handle}@nusantara-supply.example`,
});

/** The one fault that was logged, which must carry a reference. */
function referenceLogged(suite: Suite): string {
  const [fault, ...more] = suite.faults().filter(({ reference }) => reference !== undefined);
  expect(more).toEqual([]);
  return String(fault?.["reference"]);
}

describeOverBoth("a form that Slack would not open", (suite) => {
  beforeAll(() => addBudi(suite));

  it.each(["expired_trigger_id", "trigger_expired", "trigger_exchanged"])(
    "is offered again by a button after a command (%s)",
    async (error) => {
      const dewi = suite.person("dewi");
      suite.sandbox.faults.api({ kind: "error", error }, { method: "views.open" });
      const said = await suite.ask("dewi", "/crm-log", "", "#sales");
      expect(said.ephemeral).toBe(true);
      expect(linesOf(said)).toEqual(["That took too long, so Slack would not open the form."]);
      expect(labelsOf(said)).toEqual(["Open the form"]);
      await dewi.press({ message: said, text: "Open the form" });
      await dewi.untilView(({ title }) => title === "Log a call or visit");
      await dewi.close();
      suite.faults();
    },
  );

  it("is left to the button that was pressed, or the shortcut that was used", async () => {
    const dewi = suite.person("dewi");
    const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: late form");
    suite.sandbox.faults.api({ kind: "error", error: "expired_trigger_id" }, { method: "views.open", times: 2 });
    await dewi.press({ message: receipt, text: "Edit" });
    const said = await dewi.untilMessage(({ text }) => text.endsWith("Press the button again."));
    expect(said).toMatchObject({
      ephemeral: true,
      text: "That took too long, so Slack would not open the form. Press the button again.",
    });
    await dewi.globalShortcut("log-a-call");
    const told = await dewi.untilMessage(({ text }) => text.endsWith("Use the shortcut again."));
    expect(told.channel).toBe(dewi.openDm());
    suite.faults();
  });

  it("is apologised for with a reference when the reason is another", async () => {
    suite.sandbox.faults.api({ kind: "error", error: "internal_error" }, { method: "views.open", times: 5 });
    const said = await suite.ask("dewi", "/crm-log", "", "#sales");
    expect(said.text).toContain("Slack would not open the form, and nothing was saved. Try again.");
    expect(said.text).toContain(`give your steward this reference: *${referenceLogged(suite)}*.`);
    suite.sandbox.faults.clear();
  });

  it("opens after the pause that Slack asks for", async () => {
    const dewi = suite.person("dewi");
    const fault = suite.sandbox.faults.api({ kind: "rate_limited", retryAfter: 1 }, { method: "views.open" });
    await dewi.command("#sales", "/crm-log");
    await dewi.untilView(({ title }) => title === "Log a call or visit");
    expect(fault.struck).toBe(1);
    await dewi.close();
  });
});

describeOverBoth("an answer that Slack would not take", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = await addBudi(suite);
  });

  /** Another change of the customer, which the next one has to wait for. */
  async function hold(): Promise<() => Promise<void>> {
    const other = new pg.Client({ connectionString: inject("ownerUrl") });
    await other.connect();
    await other.query("BEGIN");
    await other.query("SET LOCAL ROLE steward_app");
    await other.query("SELECT set_config('app.workspace_id', $1, true)", [suite.running.bot.workspaceId]);
    await other.query("SELECT id FROM contact WHERE id = $1 FOR UPDATE", [budi]);
    return () => other.end();
  }

  it("comes by direct message when the address to answer at is too old", async () => {
    const dewi = suite.person("dewi");
    const letGo = await hold();
    await dewi.command("#sales", "/crm-log", "call budi santoso: late answer");
    suite.running.clock.advance(31 * 60_000);
    await letGo();
    const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"late answer"');
    expect(receipt).toMatchObject({ channel: dewi.openDm(), ephemeral: false });
    expect(suite.sandbox.problems.map(({ error }) => error)).toEqual(["expired_url"]);
    (suite.sandbox.problems as unknown[]).length = 0;
  });

  it("comes by direct message when a form stood open for longer than that", async () => {
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-log", "", "#sales");
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    await dewi.fill({ note: "long open" });
    suite.running.clock.advance(40 * 60_000);
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"long open"');
    expect(receipt.channel).toBe(dewi.openDm());
  });

  it("comes by direct message after the pause that Slack asks for", async () => {
    const dewi = suite.person("dewi");
    const fault = suite.sandbox.faults.api({ kind: "rate_limited", retryAfter: 1 }, { method: "chat.postMessage" });
    await dewi.send(dewi.openDm(), "call budi santoso: after a pause");
    await dewi.untilMessage((message) => linesOf(message)[1] === '"after a pause"');
    expect(fault.struck).toBe(1);
    expect(await countOf(suite, "after a pause")).toBe(1);
  });

  it("is in the log, and what was saved stays saved, when nothing can be said at all", async () => {
    const dewi = suite.person("dewi");
    suite.sandbox.faults.api({ kind: "error", error: "internal_error" }, { method: "chat.postMessage", times: 20 });
    await dewi.send(dewi.openDm(), "call budi santoso: unheard");
    await eventually(async () => expect(await countOf(suite, "unheard")).toBe(1));
    await eventually(() =>
      expect(suite.faults().map(({ msg }) => msg)).toEqual(
        expect.arrayContaining(["A person could not be told anything"]),
      ),
    );
    suite.sandbox.faults.clear();
    expect((await suite.ask("dewi", "/crm", "undo")).text).toContain("Taken back: call with Budi Santoso.");
  });

  it("does not keep the Home tab from being drawn the next time", async () => {
    const dewi = suite.person("dewi");
    suite.sandbox.faults.api({ kind: "error", error: "internal_error" }, { method: "views.publish" });
    dewi.openHome();
    await eventually(() => expect(suite.faults().map(({ msg }) => msg)).toContain("The Home tab could not be drawn"));
    dewi.openHome();
    await dewi.until(() => dewi.home());
  });
});

describeOverBoth("what Slack is asked and does not tell", (suite) => {
  beforeAll(() => addBudi(suite));

  it("is apologised for at a person's first sight, and asked again the next time", async () => {
    // Slack has not told of her either: an event is on its way for minutes when Slack is in trouble.
    const held = suite.sandbox.faults.delivery({ kind: "drop" }, { kind: "events_api" });
    const id = suite.sandbox.administer.addPerson(newcomer("sari", "Sari Dewanti"));
    suite.sandbox.administer.addToChannel(suite.sandbox.channel("general"), id);
    await eventually(() => expect(held.struck).toBeGreaterThan(0));
    suite.sandbox.faults.api({ kind: "error", error: "internal_error" }, { method: "users.info", times: 10 });
    const apology = await suite.ask("sari", "/crm-log", "call budi santoso: first sight");
    const reference = referenceLogged(suite);
    expect(linesOf(apology)).toEqual([
      'That did not work, and nothing was saved. Your text: "/crm-log call budi santoso: first sight"',
      `If it happens again, give your steward this reference: *${reference}*.`,
    ]);
    expect(labelsOf(apology)).toEqual(["Try again"]);
    suite.sandbox.faults.clear();
    await suite.person("sari").press({ message: apology, text: "Try again" });
    await suite.person("sari").until(() => suite.again("sari", apology)?.text.startsWith("You don't have access"));
    suite.faults();
  });

  it("is apologised for where a card was to be shared, or a message logged", async () => {
    const dewi = suite.person("dewi");
    const card = await suite.ask("dewi", "/crm-customer", "budi santoso", "#sales");
    suite.sandbox.faults.api({ kind: "error", error: "internal_error" }, { method: "conversations.info", times: 10 });
    await dewi.choose({ message: card, actionId: "menu" }, "Share");
    const said = await dewi.untilMessage(({ text }) => text.startsWith("That did not work"));
    expect(linesOf(said)).toEqual([
      "That did not work, and nothing was saved.",
      `If it happens again, give your steward this reference: *${referenceLogged(suite)}*.`,
    ]);
    const message = await dewi.send("#sales", "to be logged");
    const before = dewi.messages("#sales").length;
    await dewi.messageShortcut("log-message", message);
    await dewi.until(() => dewi.messages("#sales").length > before);
    expect(dewi.messages("#sales").at(-1)?.text).toContain("That did not work, and nothing was saved.");
    suite.faults();
    suite.sandbox.faults.clear();
  });
});

describeOverBoth(
  "a message whose handling fails",
  (suite) => {
    beforeAll(async () => {
      await addBudi(suite);
      const id = suite.sandbox.administer.addPerson(newcomer("sari", "Sari Dewanti"));
      suite.sandbox.administer.addToChannel(suite.sandbox.channel("general"), id);
    });

    it("is kept, said to be kept, and handled once a minute later", async () => {
      const sari = suite.person("sari");
      const fault = suite.sandbox.faults.api(
        { kind: "error", error: "internal_error" },
        { method: "users.info", times: 10 },
      );
      await sari.send(sari.openDm(), "call budi santoso: hello");
      const said = await sari.untilMessage(({ text }) => text.startsWith("I cannot save that just now"));
      expect(said.text).toBe(
        "I cannot save that just now. It is kept, and I try again in a minute; you need not send it again.",
      );
      fault.cancel();
      suite.faults();
      await eventually(() => {
        suite.running.clock.advance(10_000);
        expect(sari.inbox().some(({ text }) => text.startsWith("You don't have access"))).toBe(true);
      });
      await eventually(async () => expect(await suite.as("dewi", (ctx) => ctx.tx.inboxEvent.count())).toBe(0));
      expect(sari.inbox().filter(({ text }) => text.startsWith("You don't have access"))).toHaveLength(1);
    });

    it("is given up after five times, with its text and a reference", async () => {
      const id = suite.sandbox.administer.addPerson(newcomer("tono", "Tono"));
      suite.sandbox.administer.addToChannel(suite.sandbox.channel("general"), id);
      const tono = suite.person("tono");
      suite.sandbox.faults.api({ kind: "error", error: "internal_error" }, { method: "users.info", times: 100 });
      await tono.send(tono.openDm(), "call budi santoso: never");
      await eventually(() => {
        suite.running.clock.advance(10_000);
        expect(tono.inbox().at(-1)?.text).toContain("nothing was saved");
      });
      expect(
        tono
          .inbox()
          .filter(({ user }) => user !== tono.id)
          .map((message) => linesOf(message)[0]),
      ).toEqual([
        "I cannot save that just now. It is kept, and I try again in a minute; you need not send it again.",
        'That did not work, and nothing was saved. Your text: "call budi santoso: never"',
      ]);
      // Slack's word that he joined fails beside it, under references of its own.
      const logged = suite.faults().map(({ reference }) => reference);
      const told = /\*(\w+)\*/u.exec(linesOf(tono.inbox().at(-1) ?? { blocks: [] })[1] ?? "")?.[1];
      expect(logged).toContain(told);
      suite.sandbox.faults.clear();
    });
  },
  { sandboxTime: "manual" },
);
