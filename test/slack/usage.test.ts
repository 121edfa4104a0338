import { beforeAll, expect, it } from "vitest";
import { listDuePeople } from "../../src/crm/attention/personal-turn.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { sweepGaps } from "../../src/crm/usage/sweep-gaps.ts";
import { leavePreview, previewKind } from "../../src/crm/usage/usage-preview.ts";
import { leaveWeekly, weeklyKind } from "../../src/crm/usage/weekly-usage.ts";
import type { Context } from "../../src/db/context.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const jakarta = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);

const begins = (text: string) => (message: PageMessage) => message.text.startsWith(text);

/** The message in which an earlier one was replaced. */
const becomes = (suite: Suite, handle: string, message: PageMessage, fits: (lines: string[]) => boolean) =>
  suite.person(handle).until(() => {
    const now = suite.again(handle, message);
    return now && fits(linesOf(now)) ? now : null;
  });

const asJob = <T>(suite: Suite, run: (ctx: Context) => Promise<T>, now: Date) =>
  suite.as("dewi", (ctx) => run({ ...ctx, member: null, now }), now);

const chartOf = (message: PageMessage) =>
  message.blocks?.find(({ type }) => type === "data_visualization") as
    | { chart: { series: { name: string; data: { label: string; value: number }[] }[] } }
    | undefined;

const talk = { outcome: "connected", durationMinutes: null, note: "renewal", tasks: [], evenIfRepeated: true } as const;

describeOverBoth("usage", (suite) => {
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @rizky @maya member sales");
    await suite.ask("dewi", "/crm-admin", "access grant @wei.ling manager sales");
    const { id: budi } = await suite.as("dewi", (ctx) => createContact(ctx, { name: "Budi Santoso", source: "typed" }));
    // Last week: Monday to Friday by Rizky, nothing by Maya. All have had access since this Sunday, as the clock has it.
    const grants = { grantedAt: jakarta("2026-11-01", "09:00") };
    await suite.as("dewi", (ctx) => ctx.tx.accessGrant.updateMany({ where: {}, data: grants }));
    for (const date of [16, 17, 18, 19, 20]) {
      const happenedAt = jakarta(`2026-11-${date}`, "10:00");
      await suite.as("rizky", (ctx) => logInteraction(ctx, { ...talk, contactId: budi, type: "call", happenedAt }));
    }
    const happenedAt = jakarta("2026-11-17", "11:00");
    await suite.as("rizky", (ctx) => logInteraction(ctx, { ...talk, contactId: budi, type: "visit", happenedAt }));
  });

  it("offers its reports with a button each, and tells whoever may not read them who can", async () => {
    const list = await suite.ask("dewi", "/crm-report");
    expect(linesOf(list)[0]).toBe("*Which report?*");
    expect(labelsOf(list)).toEqual(expect.arrayContaining(["Usage", "Activity", "Response"]));
    const refused = await suite.ask("rizky", "/crm-report", "usage");
    expect(refused.text).toBe("Your role does not let you read reports. Dewi Lestari can.");
    const unknown = await suite.ask("wei.ling", "/crm-report", "sales figures");
    expect(linesOf(unknown)[0]).toBe("I know no report called *sales figures*. These are there:");
    await suite.person("dewi").press({ message: list, text: "Activity" });
    const activity = await becomes(suite, "dewi", list, ([first]) => first?.startsWith("*What was done") ?? false);
    expect(chartOf(activity)).toBeDefined();
  });

  it("tells a manager who records what, by team and never by person [R117-R121] [R61]", async () => {
    const answer = await suite.ask("wei.ling", "/crm-report", "usage this week sales");
    expect(linesOf(answer)).toEqual([
      "*Who uses the CRM, 16 Nov to 22 Nov, Sales*",
      "1 of 2 logged on every working day. 1 person recorded nothing at all.",
      "Something recorded on 5 of 10 working days (50%)",
      "6 entries, 0.6 a person and working day, with 0.3 customers and 0.7 kinds of entry a person",
      "A note in 100% (7 characters) · an outcome for 100% of calls · a next step in 0%",
      "No tickets solved, quotes or stages",
      "Given access in the last 90 days: 3 people, 1 of whom has recorded something, within 22 days.",
      expect.stringMatching(/^A working day counts where/u),
    ]);
    expect(answer.text).not.toMatch(/Rizky|Maya/u);
    expect(labelsOf(answer)).toEqual(["CSV", "Activity", "Response"]);
  });

  it("draws what was done by day and type, and says it in words too [R120]", async () => {
    const answer = await suite.ask("wei.ling", "/crm-report", "activity 2026-11-16 to 2026-11-20");
    expect(linesOf(answer)).toEqual([
      "*What was done, 16 Nov to 20 Nov*",
      "6 activities, none in as long a time before · 0.6 a person and working day",
      "5 calls · no e-mails · no meetings · 1 visit",
      "No lead became a customer this month (none last month)",
    ]);
    const chart = chartOf(answer)?.chart.series;
    expect(chart?.map(({ name }) => name)).toEqual(["Calls", "E-mails", "Meetings", "Visits"]);
    expect(chart?.[0]?.data.map(({ label, value }) => [label, value])).toEqual(
      ["Mon", "Tue", "Wed", "Thu", "Fri"].map((day) => [day, 1]),
    );
    expect(answer.text).toContain("Tue 17 Nov: 1 call, 1 visit");
  });

  it("hands the same out as a file, which the audit log keeps", async () => {
    const wei = suite.person("wei.ling");
    const answer = await suite.ask("wei.ling", "/crm-report", "activity this week");
    await wei.press({ message: answer, text: "CSV" });
    const told = await suite.delivered("wei.ling", begins("*Activity, 16 Nov to 22 Nov*"));
    const file = await wei.until(
      () => wei.messages(told.channel, { threadTs: told.ts }).flatMap((reply) => reply.files)[0],
    );
    const contents = await (
      await fetch(new URL(file.url, suite.running.requestUrl), {
        headers: { authorization: `Bearer ${suite.sandbox.credentials.botToken}` },
      })
    ).text();
    expect(contents.split("\r\n").slice(0, 3)).toEqual([
      '"Day","Who","Calls","E-mails","Meetings","Visits"',
      '"2026-11-16","all","1","0","0","0"',
      '"2026-11-17","all","1","0","0","1"',
    ]);
    const audit = await suite.ask("dewi", "/crm-admin", "audit report.exported");
    expect(audit.text).toContain("had the report on activity sent as a file");
  });

  it("gives one sentence to a period that it cannot read, and to one to come", async () => {
    const unread = await suite.ask("wei.ling", "/crm-report", "usage sometime");
    expect(unread.text).toMatch(/^I can't read "sometime" as a period\. Write it like this: `last week`/u);
    expect((await suite.ask("wei.ling", "/crm-report", "activity 2027-03")).text).toMatch(/still to come/u);
    expect((await suite.ask("wei.ling", "/crm-report", "response 2020-01-01 to 2026-01-01")).text).toMatch(
      /366 days at most/u,
    );
    const nothing = await suite.ask("wei.ling", "/crm-report", "response October");
    expect(nothing.text).toMatch(/^No tickets were opened and no leads came in, 1 Oct to 31 Oct\. A longer period/u);
  });

  it("counts what became of each use, and nothing of what was said", async () => {
    const of = (handle: string) =>
      suite.as(handle, async (ctx) => {
        const rows = await ctx.tx.usageTry.findMany({ where: { memberId: ctx.member?.id ?? "" } });
        const sum = (key: "answers" | "refusals" | "faults" | "misses") => rows.reduce((all, row) => all + row[key], 0);
        return { answers: sum("answers"), refusals: sum("refusals"), faults: sum("faults"), misses: sum("misses") };
      });
    const before = await of("maya");
    await suite.ask("maya", "/crm", "Zacharias Unbekannt");
    await suite.ask("maya", "/crm-report", "usage");
    await suite.ask("maya", "/crm-log", "call Zacharias Unbekannt: hello");
    const after = await of("maya");
    expect(after).toEqual({
      answers: before.answers + 2,
      refusals: before.refusals + 1,
      faults: before.faults,
      misses: before.misses + 2,
    });
  });

  it("writes to a manager on Monday: the answer, a chart, the numbers, a gap with its cause, and a lesson [R118] [R122] [R125]", async () => {
    const monday = jakarta("2026-11-23", "09:00");
    await suite.advanceTo(monday);
    // Maya's tries are of Sunday; before that she has never been seen.
    await asJob(suite, sweepGaps, monday);
    const due = await asJob(
      suite,
      (ctx) => listDuePeople(ctx, weeklyKind, { every: "week", roles: ["manager"] }),
      monday,
    );
    // Wei Ling lives in Singapore: it is ten there.
    expect(due).toHaveLength(1);
    for (const person of due) await asJob(suite, (ctx) => leaveWeekly(ctx, person), monday);
    const digest = await suite.delivered("wei.ling", begins("*Last week"));
    expect(linesOf(digest)).toEqual([
      "*Last week in Sales: 1 of 2 logged on every working day*",
      "5 calls · no e-mails · no meetings · 1 visit",
      "*A gap:* 1 person recorded nothing for 15 working days. Likely cause: they looked customers up and did not find them, or cannot reach those they have.",
      "What helps: put their customers' data right first; a short lesson on adding a customer while logging.",
      "Numbers of teams; `/crm-report usage` has more.",
    ]);
    expect(chartOf(digest)?.chart.series[3]?.data.map(({ value }) => value)).toEqual([0, 1, 0, 0, 0]);
    expect(labelsOf(digest)).toEqual(["Send the lesson", "Not now", "Less of this"]);
    expect(digest.text).not.toMatch(/Maya|Rizky/u);

    await suite.person("wei.ling").press({ message: digest, text: "Send the lesson" });
    const said = await becomes(suite, "wei.ling", digest, (lines) => lines.includes("✓ The lesson goes to 1 person."));
    expect(labelsOf(said)).toEqual([]);
    expect(linesOf(said)).toContain(
      "What helps: put their customers' data right first; a short lesson on adding a customer while logging. The lesson was sent.",
    );
    const lesson = await suite.delivered("maya", begins("*When a customer is not there*"));
    expect(labelsOf(lesson)).toEqual(["Log a call", "Less of this"]);
  });

  it("shows single people only when a steward says so, and each person their own numbers first", async () => {
    const on = await suite.ask("dewi", "/crm-admin", "usage people on");
    expect(on.text).toMatch(/Managers see the numbers of each of their people\. Each person sees their own first/u);
    expect((await suite.ask("dewi", "/crm-admin", "usage everything")).text).toMatch(
      /can't read \*everything\* as a setting/u,
    );
    const monday = jakarta("2026-11-30", "09:00");
    await suite.advanceTo(monday);
    const people = await asJob(suite, (ctx) => listDuePeople(ctx, previewKind, { every: "week" }), monday);
    for (const person of people) await asJob(suite, (ctx) => leavePreview(ctx, person), monday);
    const [manager] = await asJob(
      suite,
      (ctx) => listDuePeople(ctx, weeklyKind, { every: "week", roles: ["manager"] }),
      monday,
    );
    if (!manager) throw new Error("No manager is due");
    expect(await asJob(suite, (ctx) => leaveWeekly(ctx, manager), monday)).toBe("waiting");
    const own = await suite.delivered("rizky", begins("*This is what your manager will see of 23 Nov to 29 Nov*"));
    expect(linesOf(own)[1]).toBe("*Rizky Pratama* · 0 of 5 working days · nothing logged");
    await suite.delivered("maya", begins("*This is what your manager will see"));
    await eventually(async () => {
      suite.running.clock.advance(1_000);
      const came = await asJob(suite, (ctx) => leaveWeekly(ctx, manager), suite.running.clock.now());
      expect(came).toBe("left");
    });
    const digest = await suite.delivered("wei.ling", (message) => message.text.includes("*Rizky Pratama*"));
    expect(linesOf(digest)).toContain("*Rizky Pratama* · 0 of 5 working days · nothing logged");
    const shown =
      (suite
        .person("wei.ling")
        .inbox()
        .find(({ ts }) => ts === digest.ts)?.ts ?? "") > own.ts;
    expect(shown, "the manager hears after the person").toBe(true);
    await suite.person("rizky").openHome();
    const home = await eventually(() => {
      const lines = linesOf(suite.person("rizky").home() as never);
      expect(lines).toContain("*What your manager can see*");
      return lines;
    });
    expect(home).toContain("23 Nov to 29 Nov: nothing logged");
  });
});
