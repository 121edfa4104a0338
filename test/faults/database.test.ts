import pg from "pg";
import { afterEach, beforeAll, expect, inject, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "../slack/over-both.ts";
import { eventually } from "../support/eventually.ts";

const down = "I cannot reach my records just now, and nothing was saved. Try again in a minute.";

async function notesOf(suite: Suite): Promise<string[]> {
  return suite.as("dewi", async (ctx) => (await ctx.tx.interaction.findMany()).map(({ note }) => note));
}

async function addBudi(suite: Suite): Promise<string> {
  const { id } = await suite.as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "import" }));
  return id;
}

/** A fault is in the log under its reference, without a word of what was typed. */
function expectLogged(suite: Suite, secret: string, howMany = 1): void {
  const faults = suite.faults();
  expect(faults.filter(({ msg }) => msg === "An interaction failed")).toHaveLength(howMany);
  expect(JSON.stringify(faults)).not.toContain(secret);
}

/** Nothing of what was kept, or is to be sent, is under way any more. */
async function idle(suite: Suite): Promise<void> {
  await suite.sandbox.eventsSettled();
  await eventually(async () => expect(await suite.as("dewi", (ctx) => ctx.tx.inboxEvent.count())).toBe(0));
  await suite.running.bot.outbox?.drained();
}

function changed(suite: Suite, message: PageMessage, fits: (now: PageMessage) => boolean): Promise<PageMessage> {
  return suite.person("dewi").until(() => {
    const now = suite.again("dewi", message);
    return now && fits(now) ? now : null;
  });
}

describeOverBoth(
  "a database that is down",
  (suite) => {
    beforeAll(async () => {
      await addBudi(suite);
      await idle(suite);
    });
    afterEach(() => suite.line.up());

    it("is told in a sentence, with the text and a button that tries again until it works", async () => {
      const dewi = suite.person("dewi");
      await idle(suite);
      suite.line.down();
      const apology = await suite.ask("dewi", "/crm-log", "call budi santoso: secret *one*|two", "#sales");
      expect(apology.ephemeral).toBe(true);
      expect(linesOf(apology)).toEqual([
        `${down} Your text: "/crm-log call budi santoso: secret \u200b*\u200bone\u200b*\u200b|two"`,
      ]);
      expect(labelsOf(apology)).toEqual(["Try again"]);
      expectLogged(suite, "secret");
      await dewi.press({ message: apology, text: "Try again" });
      await eventually(() => expectLogged(suite, "secret"));
      expect(linesOf(suite.again("dewi", apology) ?? apology)[0]).toContain(down);
      suite.line.up();
      await dewi.press({ message: apology, text: "Try again" });
      const receipt = await changed(suite, apology, ({ text }) => text.startsWith("Logged"));
      expect(linesOf(receipt)[1]).toContain("one\u200b*\u200b|two");
      expect(await notesOf(suite)).toEqual(["secret *one*|two"]);
    });

    it("loses no form: what is typed stays, and goes when it is up again", async () => {
      const dewi = suite.person("dewi");
      const form = await suite.askForm("dewi", "/crm-log");
      await dewi.choose({ actionId: "customer.suggest" }, "Budi");
      await dewi.fill({ note: "typed while it was up" });
      suite.line.down();
      expect(await dewi.suggest({ actionId: "customer.suggest" }, "bu")).toMatchObject({ ok: true, options: [] });
      expect(await dewi.submit(form)).toMatchObject({ errors: { customer: down } });
      expectLogged(suite, "typed while", 2);
      suite.line.up();
      expect(await dewi.submit(form)).toMatchObject({ ok: true });
      await eventually(async () => expect(await notesOf(suite)).toContain("typed while it was up"));
    });

    it("takes the place of a form in which nothing is typed", async () => {
      const dewi = suite.person("dewi");
      await suite.ask("dewi", "/crm-admin", "access grant @rizky member sales");
      const list = await suite.ask("dewi", "/crm-admin", "access");
      const ofRizky = (block: object) => JSON.stringify(block).includes("Rizky");
      await dewi.choose({ message: list, actionId: "menu", match: (_, block) => ofRizky(block) }, "Revoke access");
      const form = await dewi.untilView(({ title }) => title === "Revoke access");
      await idle(suite);
      suite.line.down();
      expect(await dewi.submit(form)).toMatchObject({ ok: true, action: "updated" });
      expect(linesOf(await dewi.untilView())).toEqual([down]);
      expectLogged(suite, "Rizky");
      await dewi.close({ all: true });
    });

    it("leaves a question standing for when it is up again", async () => {
      const dewi = suite.person("dewi");
      const question = await suite.ask("dewi", "/crm-log", "call budi santosa: kept in the question");
      suite.line.down();
      await dewi.press({ message: question, text: "Yes" });
      const said = await dewi.untilMessage(({ text }) => text === down);
      expect(said.ephemeral).toBe(true);
      expectLogged(suite, "kept in");
      suite.line.up();
      await dewi.press({ message: question, text: "Yes" });
      await changed(suite, question, ({ text }) => text.startsWith("Logged"));
    });

    it("is told where there is no conversation to tell it in: in a form's place, and over the Home tab", async () => {
      const dewi = suite.person("dewi");
      dewi.openHome();
      await dewi.until(() => dewi.home());
      await idle(suite);
      suite.line.down();
      for (const act of [
        () => dewi.globalShortcut("log-a-call"),
        () => dewi.press({ home: true, text: "Log a call" }),
      ]) {
        await act();
        const view = await dewi.untilView();
        expect(linesOf(view)).toEqual([down]);
        expectLogged(suite, "budi");
        await dewi.close();
      }
    });
  },
  { cuttable: true },
);

describeOverBoth(
  "a message to Steward while the database is down",
  (suite) => {
    beforeAll(async () => {
      await addBudi(suite);
      await idle(suite);
    });
    afterEach(() => suite.line.up());

    it("is answered once, sent again by Slack, and logged when it is up", async () => {
      const dewi = suite.person("dewi");
      await idle(suite);
      suite.line.down();
      await dewi.send(dewi.openDm(), "call budi santoso: from the outage");
      await dewi.untilMessage(({ text }) => text.startsWith("I cannot reach my records"));
      suite.line.up();
      // Slack's own retries: at once, after a minute, after five; over Socket Mode each after three seconds of silence.
      await eventually(() => {
        suite.running.clock.advance(1_000);
        expect(dewi.inbox().some(({ text }) => text.startsWith("Logged"))).toBe(true);
      });
      expect(dewi.inbox().filter(({ text }) => text.startsWith("I cannot reach"))).toMatchObject([
        {
          text: "I cannot reach my records just now. I keep trying for a few minutes; if you hear nothing more by then, send it again.",
        },
      ]);
      const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"from the outage"');
      expect(linesOf(receipt)[0]).toBe("✓ *Call with Budi Santoso* · today 14:05");
      expect(await notesOf(suite)).toEqual(["from the outage"]);
      suite.faults();
    });
  },
  { cuttable: true, sandboxTime: "manual" },
);

describeOverBoth(
  "a line that is lost while an entry is being saved",
  (suite) => {
    beforeAll(async () => {
      await addBudi(suite);
      await idle(suite);
    });
    afterEach(() => suite.line.up());

    it("is not told at all where the records say that it was saved", async () => {
      suite.line.cutAfter("COMMIT", { having: "cut at the commit" });
      const receipt = await suite.ask("dewi", "/crm-log", "call budi santoso: cut at the commit");
      expect(linesOf(receipt)[1]).toBe('"cut at the commit"');
      expect(await notesOf(suite)).toEqual(["cut at the commit"]);
      expectLogged(suite, "cut at");
    });

    it("says that it may have been saved where nothing can be found out, and offers no second try", async () => {
      suite.line.cutAfter("COMMIT", { having: "who knows", stayDown: true });
      const answer = await suite.ask("dewi", "/crm-log", "call budi santoso: who knows");
      expect(answer.text).toBe(
        'I lost the line to my records while saving, so it may have been saved. Look first: type /crm for your last entries. Your text: "/crm-log call budi santoso: who knows"',
      );
      expect(labelsOf(answer)).toEqual([]);
      expectLogged(suite, "who knows");
      suite.line.up();
      await eventually(async () => expect(await notesOf(suite)).toContain("who knows"));
    });

    it("says that nothing was saved where the work was not finished", async () => {
      suite.line.cutAfter("cut in the middle", { having: "pg_advisory_xact_lock" });
      const answer = await suite.ask("dewi", "/crm-log", "call budi santoso: cut in the middle");
      expect(answer.text).toContain(down);
      expectLogged(suite, "cut in");
      expect(await notesOf(suite)).not.toContain("cut in the middle");
    });

    it("says so in a form, and what was typed stays in it", async () => {
      const dewi = suite.person("dewi");
      const form = await suite.askForm("dewi", "/crm-log");
      await dewi.choose({ actionId: "customer.suggest" }, "Budi");
      await dewi.fill({ note: "form at the commit" });
      suite.line.cutAfter("COMMIT", { having: "form at the commit", stayDown: true });
      expect(await dewi.submit(form)).toMatchObject({
        errors: {
          customer:
            "I lost the line to my records while saving, so it may have been saved. Look first: type /crm for your last entries.",
        },
      });
      suite.faults();
      suite.line.up();
      // Pressing again is safe: the same form is one delivery, and was saved before.
      expect(await dewi.submit(form)).toMatchObject({ ok: true });
      expect((await notesOf(suite)).filter((note) => note === "form at the commit")).toHaveLength(1);
    });
  },
  { cuttable: true },
);

describeOverBoth("a database that is slow", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = await addBudi(suite);
  });

  /** Holds the customer as another change of them would, until it is let go. */
  async function hold(): Promise<() => Promise<void>> {
    const other = new pg.Client({ connectionString: inject("ownerUrl") });
    await other.connect();
    await other.query("BEGIN");
    await other.query("SET LOCAL ROLE steward_app");
    await other.query("SELECT set_config('app.workspace_id', $1, true)", [suite.running.bot.workspaceId]);
    const { rowCount } = await other.query("SELECT id FROM contact WHERE id = $1 FOR UPDATE", [budi]);
    if (rowCount !== 1) throw new Error("Nobody to hold");
    return () => other.end();
  }

  it("is waited for: the answer comes after the acknowledgement, within Slack's three seconds", async () => {
    const dewi = suite.person("dewi");
    const letGo = await hold();
    const outcome = await dewi.command("#sales", "/crm-log", "call budi santoso: slowly");
    expect(outcome).toMatchObject({ acknowledged: true, message: null, notice: null });
    await letGo();
    const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"slowly"');
    expect(receipt).toMatchObject({ ephemeral: true, channel: suite.sandbox.channel("sales") });
    expect((await notesOf(suite)).filter((note) => note === "slowly")).toHaveLength(1);
  });

  it("shows in a form that it is saving, then that it is done, and the receipt", async () => {
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-log", "", "#sales");
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    await dewi.fill({ note: "slow form" });
    const letGo = await hold();
    expect(await dewi.submit()).toMatchObject({ ok: true, action: "updated" });
    const saving = await dewi.untilView(({ title }) => title === "Saving");
    expect(linesOf(saving)).toEqual(["This takes a moment longer than usual. You can wait here."]);
    await letGo();
    const done = await dewi.untilView(({ title }) => title === "Done");
    expect(linesOf(done)).toEqual(["It is saved. You can close this."]);
    await dewi.close();
    await dewi.untilMessage((message) => linesOf(message)[1] === '"slow form"');
  });

  it("gives what was typed back into the form when it was too slow, and takes it the second time", async () => {
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-log");
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    await dewi.fill({ type: "Visit", outcome: "Connected", note: "too <slow> form", minutes: "7", next: "go again" });
    await dewi.fill({ "next-day": "2026-11-24", day: "2026-11-20", time: "10:15" });
    const letGo = await hold();
    await dewi.submit();
    const back = await dewi.untilView(({ title }) => title === "Log a call or visit", { timeout: 10_000 });
    expect(linesOf(back)[0]).toBe(down);
    await letGo();
    expectLogged(suite, "too <slow>");
    expect(await dewi.submit()).toMatchObject({ ok: true });
    const receipt = await dewi.untilMessage((message) => linesOf(message)[1] === '"too &lt;slow&gt; form"');
    expect(linesOf(receipt).slice(0, 3)).toEqual([
      "✓ *Visit to Budi Santoso* · Fri 20 Nov · 7 min",
      '"too &lt;slow&gt; form"',
      "*Tue 24 Nov:* go again",
    ]);
  });

  it("gives the text back by message when the form was closed meanwhile", async () => {
    const dewi = suite.person("dewi");
    await suite.askForm("dewi", "/crm-log");
    await dewi.choose({ actionId: "customer.suggest" }, "Budi");
    await dewi.fill({ note: "closed too soon" });
    const letGo = await hold();
    await dewi.submit();
    await dewi.untilView(({ title }) => title === "Saving");
    await dewi.close();
    const said = await dewi.untilMessage((message) => linesOf(message).includes("Note: closed too soon"), {
      timeout: 10_000,
    });
    expect(linesOf(said)).toEqual([down, "What you typed:", "Note: closed too soon"]);
    await letGo();
    expectLogged(suite, "closed too");
  });

  it("apologises by a later message when a command was too slow", async () => {
    const dewi = suite.person("dewi");
    const letGo = await hold();
    await dewi.command("#sales", "/crm-log", "call budi santoso: too slow");
    const apology = await dewi.untilMessage(({ text }) => text.includes("too slow"), { timeout: 10_000 });
    expect(apology.text).toBe(`${down} Your text: "/crm-log call budi santoso: too slow"`);
    await letGo();
    expectLogged(suite, "too slow");
    await dewi.press({ message: apology, text: "Try again" });
    await changed(suite, apology, ({ text }) => text.startsWith("Logged"));
  });
});
