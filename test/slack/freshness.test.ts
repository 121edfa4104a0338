import { beforeAll, expect, it } from "vitest";
import { leaveDigest } from "../../src/crm/attention/leave-digest.ts";
import { listDuePeople } from "../../src/crm/attention/personal-turn.ts";
import { createContact, type NewContact } from "../../src/crm/customers/create-contact.ts";
import { suspendContactPoint } from "../../src/crm/customers/suspend-contact-point.ts";
import { scanFreshness } from "../../src/crm/freshness/scan-freshness.ts";
import { leaveWeeklyFreshness, weeklyFreshnessKind } from "../../src/crm/freshness/weekly-freshness.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { setConfirmed } from "../crm/freshness/stale-base.ts";
import { eventually } from "../support/eventually.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

const jakarta = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`);
const longAgo = jakarta("2023-05-02", "10:00");

/** Something of Steward's own: a job's run at this moment. */
const run = async <T>(suite: Suite, at: Date, work: (ctx: Parameters<typeof scanFreshness>[0]) => Promise<T>) => {
  await suite.advanceTo(at);
  return suite.as("dewi", (ctx) => work({ ...ctx, member: null, now: at }));
};

async function weekly(suite: Suite, at: Date) {
  return run(suite, at, async (ctx) => {
    const due = await listDuePeople(ctx, weeklyFreshnessKind, { every: "week", roles: ["steward"] });
    const outcomes = [];
    for (const person of due) outcomes.push(await leaveWeeklyFreshness(ctx, person));
    return outcomes;
  });
}

/** A customer of Rizky's, all confirmed today but for what is said. */
async function add(
  suite: Suite,
  fields: Partial<NewContact> & { name: string },
  stale: Record<string, Date | null> = {},
) {
  return suite.as("dewi", async (ctx) => {
    const rizky = await ctx.tx.member.findFirstOrThrow({ where: { slackUserId: suite.sandbox.user("rizky") } });
    const { id } = await createContact(ctx, { source: "the fair", stage: "customer", ownerId: rizky.id, ...fields });
    for (const [field, at] of Object.entries(stale)) await setConfirmed(ctx, id, at, field);
    return id;
  });
}

describeOverBoth("stale data", (suite) => {
  const people = () => ({ dewi: suite.person("dewi"), rizky: suite.person("rizky") });
  const becomes = (handle: string, message: PageMessage, fits: (lines: string) => boolean) =>
    suite.person(handle).until(() => {
      const now = suite.again(handle, message);
      return now && fits(linesOf(now).join("\n")) ? now : null;
    });
  beforeAll(async () => {
    await suite.ask("dewi", "/crm-admin", "access grant @maya @rizky member sales");
    await add(
      suite,
      {
        name: "Hendra Wijaya",
        companyName: "PT Satu",
        jobTitle: "Procurement manager",
        emails: ["h@satu.co.id"],
        valueMinor: 900_000_000,
      },
      { job_title: longAgo },
    );
    await add(suite, { name: "Ana Lestari", emails: ["ana@dua.co.id"], valueMinor: 240_000_000 }, { value: longAgo });
    const lia = await add(suite, {
      name: "Lia Hartono",
      emails: ["lia@tiga.co.id"],
      phones: ["+62 811 777 888"],
      valueMinor: 7_000_000,
    });
    await suite.as("dewi", (ctx) => suspendContactPoint(ctx, { contactId: lia, kind: "email", reason: "bounced" }));
  });

  it("is told to stewards on the first working day of their week, once, with what can be done about it", async () => {
    expect(await weekly(suite, jakarta("2026-11-23", "09:00"))).toEqual(["empty"]);
    await run(suite, jakarta("2026-11-24", "02:40"), scanFreshness);
    expect(await weekly(suite, jakarta("2026-11-24", "09:00"))).toEqual([]);
    await run(suite, jakarta("2026-11-30", "02:40"), scanFreshness);
    expect(await weekly(suite, jakarta("2026-11-30", "08:45"))).toEqual([]);
    expect(await weekly(suite, jakarta("2026-11-30", "09:00"))).toEqual(["left"]);
    expect(await weekly(suite, jakarta("2026-11-30", "09:15"))).toEqual([]);
    const told = await suite.delivered("dewi", ({ text }) => text.includes("cannot be reached by e-mail"));
    const lines = linesOf(told);
    expect(lines.slice(0, 2)).toEqual([
      "*1 of 3 customers cannot be reached by e-mail*",
      "3 of 3 have something to check, worth Rp 1,1 M a year",
    ]);
    expect(lines).toContain("*By field:* e-mail 1 · value 1 · job title 1");
    expect(lines).toContain("*Whose customers:* Rizky 3, Rp 1,1 M a year");
    expect(labelsOf(told)).toEqual(["See them", "Make tasks for owners", "Less of this", "Settings", "As a file"]);
  });

  it("lists the customers, opens a card beneath, and has the owner asked in their next digest", async () => {
    const { dewi, rizky } = people();
    const told = await suite.delivered("dewi", ({ text }) => text.includes("cannot be reached by e-mail"));
    await dewi.press({ message: told, text: "See them" });
    const list = await dewi.until(() =>
      dewi.inbox().find(({ text }) => text.includes("without an e-mail address that works")),
    );
    expect(linesOf(list)).toContain("*Lia Hartono* · Rizky's · Rp 7 jt a year");
    expect(linesOf(list).some((line) => line.startsWith("⛔ E-mail lia@tiga.co.id, bounced"))).toBe(true);
    await dewi.choose({ message: list, actionId: "menu" }, "Card");
    await dewi.until(() => dewi.inbox().find(({ text }) => text.startsWith("Lia Hartono")));
    await dewi.choose({ message: list, actionId: "menu" }, "Ask the owner");
    await dewi.until(() => dewi.inbox().find(({ text }) => text.includes("Rizky is asked in their next daily digest")));
    await dewi.choose({ message: list, actionId: "freshness.filter" }, "Job title");
    const filtered = await becomes("dewi", list, (lines) => lines.includes("whose job title is to be confirmed"));
    expect(linesOf(filtered)).toContain("*Hendra Wijaya, PT Satu* · Rizky's · Rp 900 jt a year");

    const at = jakarta("2026-12-01", "09:00");
    await run(suite, at, async (ctx) => {
      const due = await listDuePeople(ctx, "daily-digest");
      for (const person of due) if (person.slackUserId === suite.sandbox.user("rizky")) await leaveDigest(ctx, person);
    });
    const digest = await suite.delivered("rizky", ({ text }) => text.includes("Is there another e-mail?"));
    expect(linesOf(digest)).toContain("*Is there another e-mail?* lia@tiga.co.id does not reach Lia Hartono (1 of 3)");
    expect(linesOf(digest).some((line) => line.endsWith("Dewi asks"))).toBe(true);
    await eventually(async () => {
      const kept = await suite.as("rizky", (ctx) => ctx.tx.digest.findFirst({ where: { ts: digest.ts } }));
      if (!kept) throw new Error("Where it stands is not noted yet");
    });
    await rizky.press({ message: digest, text: "Another one" });
    const form = await rizky.untilView(({ title }) => title === "Change the customer");
    expect(JSON.stringify(form.blocks.find(({ block_id }) => block_id === "email"))).toContain('"focus_on_load":true');
    await rizky.fill({ email: "lia.hartono@tiga.co.id" });
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const second = await becomes("rizky", digest, (lines) =>
      lines.includes("Hendra Wijaya is Procurement manager at PT Satu"),
    );
    await rizky.press({ message: second, text: "Yes" });
    const third = await becomes("rizky", digest, (lines) =>
      lines.includes("Ana Lestari is worth Rp 240 jt a year (3 of 3)"),
    );
    await rizky.press({ message: third, text: "Changed" });
    const valueForm = await rizky.untilView(({ title }) => title === "Change the customer");
    const block = JSON.stringify(valueForm.blocks.find(({ block_id }) => block_id === "value"));
    expect(block).toContain('"focus_on_load":true');
    expect(block).toContain('"initial_value":"240000000 IDR"');
    await rizky.fill({ "Value a year": "a lot" });
    expect(await rizky.submit()).toMatchObject({ errors: { value: expect.stringContaining("is not an amount") } });
    await rizky.fill({ "Value a year": "300 jt" });
    expect(await rizky.submit()).toMatchObject({ ok: true });
    const done = await becomes("rizky", digest, (lines) => lines.includes("✓ 1 confirmed"));
    expect(linesOf(done)).toContain("✓ 1 confirmed, 2 changed");
    const facts = await suite.as("dewi", (ctx) =>
      ctx.tx.contactFact.findMany({
        where: {
          contact: { name: { in: ["Ana Lestari", "Hendra Wijaya"] } },
          validTo: null,
          field: { in: ["value", "job_title"] },
        },
        orderBy: { field: "asc" },
        select: { field: true, value: true, confirmedHow: true },
      }),
    );
    expect(facts).toContainEqual({ field: "job_title", value: "Procurement manager", confirmedHow: "digest" });
    expect(facts).toContainEqual({ field: "value", value: "300000000", confirmedHow: "edit" });
  });

  it("gives each owner a task once, and says who did", async () => {
    const { dewi } = people();
    const told = await suite.delivered("dewi", ({ text }) => text.includes("cannot be reached by e-mail"));
    await dewi.press({ message: told, text: "Make tasks for owners" });
    await dewi.until(() => dewi.inbox().find(({ text }) => text.includes("✓ 1 owner got a task")));
    const given = await suite.delivered("rizky", ({ text }) =>
      text.includes("Check what is known of 3 of your customers"),
    );
    expect(labelsOf(given)).toContain("Done");
    await dewi.press({ message: told, text: "Make tasks for owners" });
    await dewi.until(() => dewi.inbox().find(({ text }) => text.includes("Dewi Lestari has made these tasks already")));
  });

  it("is reported on demand to managers and stewards, with a file, and to nobody else", async () => {
    const { dewi } = people();
    await run(suite, jakarta("2026-12-02", "02:40"), scanFreshness);
    const report = await suite.ask("dewi", "/crm-report", "data");
    expect(linesOf(report)[0]).toBe("*All that is known of 3 customers is confirmed*");
    expect(linesOf(report)).toContain("*Put right within the week:* 1 confirmed, 2 changed");
    await dewi.choose({ message: report, actionId: "menu" }, "As a file");
    await dewi.untilMessage(({ text }) => text.includes("The file is on its way"));
    const sent = await suite.delivered("dewi", ({ text }) => text.startsWith("What is known of customers by age"));
    const file = await dewi.until(
      () => dewi.messages(sent.channel, { threadTs: sent.ts }).flatMap((reply) => reply.files)[0],
    );
    const response = await fetch(new URL(file.url, suite.running.requestUrl), {
      headers: { authorization: `Bearer ${suite.sandbox.credentials.botToken}` },
    });
    const contents = await response.text();
    expect(file.name).toBe("stale-data-2026-12-02.csv");
    expect(contents.split("\r\n").find((line) => line.startsWith('"email"'))).toBe(
      '"email","sales","Rizky Pratama","3","3","0","0","0","0","1207000000","0","0","1"',
    );
    const list = await suite.ask("dewi", "/crm-report", "data phone");
    expect(linesOf(list)).toContain("✓ Nothing is left to check here.");
    expect((await suite.ask("dewi", "/crm-report", "data shoe size")).text).toContain(
      "I know no field called *shoe size*",
    );
    expect((await suite.ask("maya", "/crm-report", "data")).text).toContain("Dewi Lestari can.");
  });

  it("goes by limits that stewards set, and says in a sentence what is no limit", async () => {
    const { dewi } = people();
    const shown = await suite.ask("dewi", "/crm-admin", "freshness");
    expect(linesOf(shown)[1]).toContain("e-mail 320 days · phone 460 days");
    await dewi.press({ message: shown, text: "Change" });
    await dewi.untilView(({ title }) => title === "When data are stale");
    await dewi.fill({ email: "a year", phone: "30" });
    expect(await dewi.submit()).toMatchObject({
      errors: { email: '"a year" is no limit for the e-mail. Write a whole number of days from 7 to 3650.' },
    });
    await dewi.fill({ email: "90" });
    expect(await dewi.submit()).toMatchObject({ ok: true });
    await dewi.untilMessage(({ text }) => text.startsWith("✓ From now on: e-mail 90 days · phone 30 days"));
    const log = await suite.ask("dewi", "/crm-admin", "audit settings");
    expect(linesOf(log).join("\n")).toContain(
      "changed after how many days data are stale: email from 320 to 90; phone from 460 to 30",
    );
    expect((await suite.ask("maya", "/crm-admin", "freshness")).text).toContain("Dewi Lestari can.");
  });

  it("is shown to owners in their digest's list, and confirmed there in its place", async () => {
    const { rizky } = people();
    for (const name of ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"])
      await add(
        suite,
        { name: `Pak ${name}`, emails: [`pak@${name.toLowerCase()}.co.id`], valueMinor: 5 },
        { email: longAgo },
      );
    await run(suite, jakarta("2026-12-04", "09:00"), async (ctx) => {
      const due = await listDuePeople(ctx, "daily-digest");
      for (const person of due) if (person.slackUserId === suite.sandbox.user("rizky")) await leaveDigest(ctx, person);
    });
    const digest = await suite.delivered("rizky", (message) =>
      linesOf(message).some((line) => line.includes("may be out of date")),
    );
    expect(linesOf(digest)).toContain("*6 of your customers may be out of date:* 6 e-mail addresses");
    await rizky.press({ message: digest, text: "Show" });
    const list = await rizky.until(() =>
      rizky.inbox().find(({ text }) => text.startsWith("*Still true?* 6 of your customers")),
    );
    expect(labelsOf(list).filter((label) => label === "Yes")).toHaveLength(5);
    await rizky.press({ message: list, text: "Yes" });
    const fewer = await becomes("rizky", list, (lines) => lines.startsWith("*Still true?* 5 of your customers"));
    await rizky.press({ message: fewer, text: "Card" });
    await rizky.until(() => rizky.inbox().find(({ text }) => text.startsWith("Pak ")));
  });
});
