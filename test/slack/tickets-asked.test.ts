import { beforeAll, expect, it } from "vitest";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { assignTicket } from "../../src/crm/tickets/assign-ticket.ts";
import { changeTicket } from "../../src/crm/tickets/change-ticket.ts";
import { getTicket } from "../../src/crm/tickets/get-ticket.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const ticketOf = (suite: Suite, number: number) => suite.as("maya", (ctx) => getTicket(ctx, { number }));

function changed(suite: Suite, handle: string, message: PageMessage, shows: string): Promise<PageMessage> {
  return suite.person(handle).until(
    () => {
      const now = suite.again(handle, message);
      return now && JSON.stringify(now.blocks).includes(shows) ? now : null;
    },
    { what: `"${shows}"` },
  );
}

async function addCustomers(suite: Suite): Promise<string> {
  await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member support");
  const add = (name: string, companyName: string) =>
    suite.as("dewi", (ctx) => createContact(ctx, { name, companyName, source: "import" }));
  const { id } = await add("Budi Santoso", "PT Contoh Makmur");
  await add("Budi Hartono", "CV Sinar Jaya");
  return id;
}

describeOverBoth("a ticket that is not certain", (suite) => {
  beforeAll(async () => {
    await addCustomers(suite);
  });

  it("asks which of several customers, keeps the words, and opens it for the one chosen", async () => {
    const asked = await suite.ask("maya", "/crm-ticket", "new budi: cannot log in\nsince the update");
    expect(linesOf(asked)[0]).toBe("Which *budi*? Your ticket is kept.");
    expect(labelsOf(asked)).toEqual(["This one", "This one", "Someone else", "Nobody known", "Discard"]);
    expect(JSON.stringify(asked.blocks)).toContain("cannot log in");
    await suite.person("maya").press({ message: asked, actionId: "ticket-draft.use#0" });
    const opened = await changed(suite, "maya", asked, "✓ Opened T-1.");
    expect(linesOf(opened)[2]).toMatch(/^Budi (Santoso|Hartono), /u);
    expect(await ticketOf(suite, 1)).toMatchObject({ subject: "cannot log in", text: "since the update" });
  });

  it("opens it for nobody known with all that was typed", async () => {
    const asked = await suite.ask("maya", "/crm-ticket", "new budi: printer on fire");
    await suite.person("maya").press({ message: asked, text: "Nobody known" });
    await changed(suite, "maya", asked, "✓ Opened T-2.");
    expect(await ticketOf(suite, 2)).toMatchObject({ subject: "budi: printer on fire", customer: null });
  });

  it("opens the form for somebody else, with what was typed in it", async () => {
    const maya = suite.person("maya");
    const asked = await suite.ask("maya", "/crm-ticket", "new budi: no sound");
    await maya.press({ message: asked, text: "Someone else" });
    const form = await maya.untilView(({ title }) => title === "New ticket");
    expect(JSON.stringify(form.blocks)).toContain("no sound");
    await maya.fill({ "new-name": "Ana Baru" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    const opened = await changed(suite, "maya", asked, "✓ Opened T-3.");
    expect(linesOf(opened)[2]).toMatch(/^Ana Baru · /u);
  });

  it("takes a name that nobody has as part of the problem, and suggests a customer that it begins with", async () => {
    const opened = await suite.ask("maya", "/crm-ticket", "new Budi Santoso cannot print");
    expect(linesOf(opened)).toContain("Is it for *Budi Santoso*?");
    await suite.person("maya").press({ message: opened, text: "Yes" });
    await changed(suite, "maya", opened, "✓ T-4 is about Budi Santoso.");
    const none = await suite.ask("maya", "/crm-ticket", "new login page: error 500 since 10:30");
    expect(linesOf(none)[1]).toBe("*T-5 · P3 · login page: error 500 since 10:30*");
    expect(labelsOf(none)).toContain("Who is it?");
  });

  it("reads a customer and a colon as a new ticket without the verb, also after /crm", async () => {
    const opened = await suite.ask("maya", "/crm", "ticket budi santoso: invoice is wrong");
    expect(linesOf(opened)[0]).toBe("✓ Opened T-6.");
  });

  it("says what it did not understand with the usage and an example, and opens a ticket with it by one press", async () => {
    const asked = await suite.ask("maya", "/crm-ticket", "the printer is broken again");
    expect(linesOf(asked)[0]).toBe('I don\'t know what to do with "the printer is broken again".');
    expect(linesOf(asked).at(-1)).toContain("For example: `/crm-ticket new budi: cannot log in`");
    await suite.person("maya").press({ message: asked, text: "Open a ticket with it" });
    await changed(suite, "maya", asked, "✓ Opened T-7.");
    expect(await ticketOf(suite, 7)).toMatchObject({ subject: "the printer is broken again" });
  });

  it("asks which ticket where none was named, with the words kept in each answer", async () => {
    await suite.ask("maya", "/crm-ticket", "take T-7");
    const asked = await suite.ask("maya", "/crm-ticket", "solve changed the toner");
    expect(linesOf(asked)[0]).toBe("Which ticket? Your words are kept.");
    await suite.person("maya").press({ message: asked, text: "This one" });
    await changed(suite, "maya", asked, "✓ Solved T-7.");
    expect(await ticketOf(suite, 7)).toMatchObject({ fix: "changed the toner" });
  });

  it("turns a verb behind its ticket round", async () => {
    const asked = await suite.ask("maya", "/crm-ticket", "T-6 why");
    await suite.person("maya").press({ message: asked, text: "/crm-ticket why T-6" });
    await changed(suite, "maya", asked, "Why T-6 (P3) is due when it is");
  });

  it("opens tickets from a line sent to Steward directly, and shows them", async () => {
    const maya = suite.person("maya");
    const dm = maya.openDm();
    await maya.send(dm, "ticket budi santoso: the app crashes\nwhen it rains");
    const opened = await maya.untilMessage(({ text }) => text.startsWith("✓ Opened T-8."));
    expect(opened.channel).toBe(dm);
    expect(await ticketOf(suite, 8)).toMatchObject({ subject: "the app crashes", text: "when it rains" });
    await maya.send(dm, "t8");
    await maya.until(() => maya.inbox().find(({ text }) => text.startsWith("T-8, P3: the app crashes")));
    await maya.send(dm, "ticket solve T-8 gave them an umbrella");
    await maya.untilMessage(({ text }) => text.startsWith("✓ Solved T-8."));
    await maya.send(dm, "ticket assign T-6");
    const form = await maya.untilMessage(({ text }) => text.startsWith("That needs a form"));
    await maya.press({ message: form, text: "Open the form" });
    await maya.untilView(({ title }) => title === "Who takes T-6?");
    await maya.close({ all: true });
  });
});

describeOverBoth("tickets together", (suite) => {
  let budi: string;
  beforeAll(async () => {
    budi = await addCustomers(suite);
    const open = (subject: string, day: string, more: object = {}) =>
      suite.as(
        "maya",
        (ctx) => openTicket(ctx, { subject, department: "support", ...more }),
        new Date(`${day}T03:00:00Z`),
      );
    for (let count = 0; count < 8; count += 1)
      await open(`Cannot log in ${count}`, "2026-11-20", { category: "login" });
    await open("Invoice is missing", "2026-11-18", { category: "billing" });
    await open("Invoice was wrong", "2026-10-10", { category: "billing" });
    await open("App crashes on start", "2026-11-19", { contactId: budi });
    await open("The app crashes on start", "2026-11-19");
  });

  it("answers nothing typed with how one stands and what comes first", async () => {
    const desk = await suite.ask("maya", "/crm-ticket");
    expect(linesOf(desk).slice(0, 2)).toEqual([
      "*You have no open tickets.* 12 more wait for somebody to take them.",
      "Due first:",
    ]);
    expect(labelsOf(desk)).toEqual([
      ...["Show", "New ticket", "My tickets"],
      ...["Nobody's", "Late ones", "Top problems", "Hand over", "Days away"],
    ]);
  });

  it("lists by whatever is said of them, a page at a time", async () => {
    const all = await suite.ask("maya", "/crm-ticket", "list");
    expect(linesOf(all)[0]).toBe("*Open tickets, due first* (12)");
    await suite.person("maya").press({ message: all, text: "More" });
    const second = await changed(suite, "maya", all, "Back to the first");
    expect(labelsOf(second)).toEqual([...Array(6).fill("Show"), "Back to the first"]);
    expect(linesOf(await suite.ask("maya", "/crm-ticket", "list billing"))[0]).toBe("*About billing* (2)");
    expect(linesOf(await suite.ask("maya", "/crm-ticket", "list budi santoso"))[0]).toBe("*For Budi Santoso* (1)");
    expect(linesOf(await suite.ask("maya", "/crm-ticket", "list mine waiting P1"))[0]).toBe(
      "No tickets: P1, waiting, yours.",
    );
    expect(linesOf(await suite.ask("maya", "/crm-ticket", "list xyzzy"))[0]).toContain("called *xyzzy*");
  });

  it("passes over tickets that somebody else may do first", async () => {
    const next = await suite.ask("maya", "/crm-ticket", "next");
    const [, first] = linesOf(next);
    await suite.person("maya").press({ message: next, text: "Another one" });
    const other = await suite.person("maya").until(() => {
      const now = suite.again("maya", next);
      return now && linesOf(now)[1] !== first ? now : null;
    });
    expect(linesOf(other)[0]).toBe("Due first:");
  });

  it("names the three most common problems, how they change, and the tickets behind each [R80]", async () => {
    const top = await suite.ask("maya", "/crm-ticket", "top");
    expect(linesOf(top).slice(0, 5)).toEqual([
      "*Most common problems, 24 Oct to 22 Nov*",
      "1. *Login* · 8 tickets, none before",
      "2. *The app crashes on start* · 2 tickets, none before · alike",
      "3. *Billing* · 1 ticket, 1 before, the same",
      "11 tickets in all, 1 in as long a time before. Duplicates count once. 2 of them have no category.",
    ]);
    const chart = top.blocks?.find(({ type }) => (type as string) === "data_visualization") as unknown as {
      chart: { type: string; series: { name: string; data: { label: string; value: number }[] }[] };
    };
    expect(chart.chart.series).toEqual([
      {
        name: "This period",
        data: [
          { label: "Login", value: 8 },
          { label: "The app crashes on…", value: 2 },
          { label: "Billing", value: 1 },
        ],
      },
      {
        name: "Before",
        data: [
          { label: "Login", value: 0 },
          { label: "The app crashes on…", value: 0 },
          { label: "Billing", value: 1 },
        ],
      },
    ]);
    expect(top.text).toContain("1. *Login* · 8 tickets");
    await suite.person("maya").press({ message: top, actionId: "ticket-desk.behind#1" });
    const behind = await suite
      .person("maya")
      .untilMessage((message) => linesOf(message)[0]?.includes("behind it") === true);
    expect(linesOf(behind).filter((line) => /app crashes/iu.test(line))).toHaveLength(2);
    expect(linesOf(await suite.ask("maya", "/crm-ticket", "top since forever"))[0]).toContain(
      "I don't know what to do",
    );
  });

  it("puts an outage together and solves all of it at once", async () => {
    const maya = suite.person("maya");
    const form = await suite.askForm("maya", "/crm-ticket", "group T-1: no login since noon");
    expect(form.title).toBe("One outage");
    expect(JSON.stringify(form.blocks)).toContain('"initial_value":"no login since noon"');
    await maya.close({ all: true });
    const grouped = await suite.ask("maya", "/crm-ticket", "group T-1, T-2 and 3: no login since noon");
    expect(linesOf(grouped)).toEqual(["✓ 3 tickets in one outage: *no login since noon*."]);
    const solved = await suite.ask("maya", "/crm-ticket", "solve T-1 restarted the gateway");
    expect(linesOf(solved)).toContain("2 more tickets are part of *no login since noon*.");
    await maya.press({ message: solved, text: "Solve all 2" });
    await changed(suite, "maya", solved, "✓ Solved 2 tickets at once.");
    expect(await ticketOf(suite, 3)).toMatchObject({ state: "solved", fix: "restarted the gateway" });
  });

  it("closes a duplicate, and reopens it", async () => {
    const linked = await suite.ask("maya", "/crm-ticket", "link T-4 duplicate of T-5");
    expect(linesOf(linked)[0]).toContain("✓ T-4 is closed as a duplicate of T-5.");
    const reopened = await suite.ask("maya", "/crm-ticket", "reopen 4 it was something else");
    expect(linesOf(reopened)[0]).toBe("✓ T-4 is open again.");
    expect((await ticketOf(suite, 4)).notes.map(({ text }) => text)).toEqual(["it was something else"]);
  });

  it("does by a form what can be typed", async () => {
    const maya = suite.person("maya");
    await suite.as("maya", async (ctx) => {
      const { id } = await getTicket(ctx, { number: 5 });
      await assignTicket(ctx, { ticketId: id, assigneeId: ctx.member?.id ?? null });
      await changeTicket(ctx, { ticketId: id, subject: "Cannot log in on Mondays" });
    });
    const shown = await suite.ask("maya", "/crm-ticket", "priority T-5 low");
    await maya.choose({ message: shown, actionId: "menu" }, "Priority");
    await maya.untilView(({ title }) => title === "Priority of T-5");
    await maya.choose({ actionId: "value" }, "P2, much is held up");
    expect(await maya.submit()).toMatchObject({ ok: true });
    const urgent = await changed(suite, "maya", shown, "✓ T-5 is P2.");
    await maya.choose({ message: urgent, actionId: "menu" }, "Escalate");
    await maya.untilView(({ title }) => title === "Escalate T-5");
    await maya.fill({ words: "their shop is closed" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    const escalated = await changed(suite, "maya", shown, "✓ T-5 is P1 now.");
    expect(linesOf(escalated)[0]).toContain("Dewi hears why.");
    await maya.choose({ message: escalated, actionId: "menu" }, "Waiting");
    await maya.untilView(({ title }) => title === "T-5 waits");
    await maya.fill({ until: "2026-11-26", note: "which browser?" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    await changed(suite, "maya", shown, "it comes back Thu 26 Nov");
    const form = await suite.askForm("maya", "/crm-ticket", "solve T-6");
    expect([form.title, form.submit]).toEqual(["Solve T-6", "Solve"]);
    await maya.fill({ words: "cleared the cookie" });
    expect(await maya.submit()).toMatchObject({ ok: true });
    await maya.untilMessage(({ text }) => text.startsWith("✓ Solved T-6."));
    await suite.askForm("maya", "/crm-ticket", "link T-7");
    await maya.choose({ actionId: "ticket.suggest" }, "T-8 Cannot log in 7");
    expect(await maya.submit()).toMatchObject({ ok: true });
    await maya.untilMessage(({ text }) => text.includes("T-7 is closed as a duplicate of T-8"));
  });

  it("keeps one's days away", async () => {
    const away = await suite.ask("maya", "/crm-ticket", "away 24 Dec to 31 Dec");
    expect(away.text).toContain("You are away from Thu 24 Dec 2026 to Thu 31 Dec 2026.");
    expect((await suite.ask("maya", "/crm-ticket", "away back")).text).toContain("You are not away.");
    expect((await suite.ask("maya", "/crm-ticket", "away whenever")).text).toContain("I don't know what to do");
  });

  it("is found by words beside the customers, stands on the card, and is told on a receipt [R78] [R79]", async () => {
    const found = await suite.ask("maya", "/crm", "crashes start");
    expect(linesOf(found)[0]).toBe("2 tickets for *crashes start*");
    const card = await suite.ask("maya", "/crm-customer", "budi santoso");
    expect(linesOf(card)).toContain("⚠ T-11 App crashes on start, 3 days");
    expect(labelsOf(card)).toContain("Ticket");
    await suite.person("maya").choose({ message: card, actionId: "menu" }, "Ticket");
    const form = await suite.person("maya").untilView(({ title }) => title === "New ticket");
    expect(JSON.stringify(form.blocks)).toContain("Budi Santoso, PT Contoh Makmur");
    await suite.person("maya").close({ all: true });
    const receipt = await suite.ask("maya", "/crm-log", "call budi santoso: wants it working");
    expect(linesOf(receipt).join("\n")).toContain("T-11 open 3 days");
  });

  it("stands in Home while it waits or its time runs out", async () => {
    const maya = suite.person("maya");
    maya.openHome();
    const home = await maya.until(() => {
      const shown = maya.home();
      return shown && linesOf(shown).includes("*Your tickets waiting for the customer*") ? shown : null;
    });
    expect(linesOf(home).join("\n")).toContain("T-5 · P1");
  });

  it("lists its verbs with an example each", async () => {
    const help = await suite.ask("maya", "/crm-ticket", "help");
    for (const verb of ["next", "new", "solve", "group", "top", "away"])
      expect(help.text).toContain(`/crm-ticket ${verb}`);
    expect((await suite.ask("maya", "/crm-ticket", "solve help")).text).toContain("/crm-ticket solve");
  });
});
