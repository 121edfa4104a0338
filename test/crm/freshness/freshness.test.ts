import { beforeEach, describe, expect, it } from "vitest";
import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { getContactDetails } from "../../../src/crm/customers/get-contact-details.ts";
import { suspendContactPoint } from "../../../src/crm/customers/suspend-contact-point.ts";
import { keepDigest } from "../../../src/crm/digest/plan-digest.ts";
import {
  confirmAsked,
  pointsToConfirm,
  readConfirmation,
  skipPoint,
} from "../../../src/crm/digest/points-to-confirm.ts";
import { askOwner } from "../../../src/crm/freshness/ask-owner.ts";
import { confirmValue } from "../../../src/crm/freshness/confirm-value.ts";
import { findFigures, listFigures } from "../../../src/crm/freshness/freshness-figures.ts";
import { handOutTasks } from "../../../src/crm/freshness/hand-out-tasks.ts";
import { getFreshnessSettings, readLimits, setFreshnessLimits } from "../../../src/crm/freshness/limits.ts";
import { listStale, ownStale } from "../../../src/crm/freshness/list-stale.ts";
import { defaultLimits, perishableFields } from "../../../src/crm/freshness/perishable.ts";
import { requestFiguresFile, writeFigures } from "../../../src/crm/freshness/request-figures-file.ts";
import { scanFreshness } from "../../../src/crm/freshness/scan-freshness.ts";
import type { Refusal } from "../../../src/crm/refusal.ts";
import type { Context } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Team, today } from "../customers/open-team.ts";
import { addCustomer, daysAgo, setConfirmed } from "./stale-base.ts";

const db = testClient();
let team: Team;
beforeEach(async () => {
  team = await openTeam(db);
});

const dayMs = 86_400_000;
const on = (days: number) => new Date(today.getTime() + days * dayMs);
const scan = (now = today) => team.as(null, scanFreshness, { now });
const refusal = async (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => (error as Refusal).code,
  );
const asSteward = <T>(run: (ctx: Context) => Promise<T>, now = today) => team.as("steward", run, { now });

describe("setFreshnessLimits", () => {
  it("keeps a field's own limit with its entry, and follows the default when set to it again", async () => {
    expect(await asSteward((ctx) => setFreshnessLimits(ctx, { limits: { email: "90", phone: " 200 days " } }))).toBe(
      true,
    );
    expect(await asSteward(readLimits)).toEqual({ ...defaultLimits, email: 90, phone: 200 });
    expect(await asSteward((ctx) => setFreshnessLimits(ctx, { limits: { email: "90" } }))).toBe(false);
    const [email] = await asSteward(getFreshnessSettings);
    expect(email).toMatchObject({ field: "email", days: 90, defaultDays: defaultLimits.email, changedBy: "steward" });
    await asSteward((ctx) => setFreshnessLimits(ctx, { limits: { email: String(defaultLimits.email) } }));
    expect((await asSteward(getFreshnessSettings))[0]).toMatchObject({ days: defaultLimits.email, changedBy: null });
    const entries = await team.as(null, (ctx) =>
      ctx.tx.auditEntry.findMany({ where: { action: "settings.freshness_changed" }, orderBy: { seq: "asc" } }),
    );
    expect(entries.map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { email: defaultLimits.email, phone: defaultLimits.phone }, after: { email: 90, phone: 200 } },
      { before: { email: 90 }, after: { email: defaultLimits.email } },
    ]);
  });

  it("refuses what is no number of days, and keeps nothing of it", async () => {
    for (const typed of ["", "6", "3651", "-1", "soon", "1.5"]) {
      const limits = { phone: "100", email: typed };
      expect(await refusal(asSteward((ctx) => setFreshnessLimits(ctx, { limits })))).toBe("freshness_limit_wrong");
    }
    expect(await asSteward(readLimits)).toEqual(defaultLimits);
  });
});

describe("the card", () => {
  it("goes by the same limits as the scan and the questions", async () => {
    const id = await addCustomer(team, { name: "Budi", confirmedDaysAgo: 100 });
    const card = () => asSteward((ctx) => getContactDetails(ctx, id));
    expect((await card()).points.email[0]?.status).toBe("confirmed");
    expect((await card()).ageingFacts).toEqual([]);
    await asSteward((ctx) => setFreshnessLimits(ctx, { limits: { email: "90", job_title: "90" } }));
    const { points, ageingFacts } = await card();
    expect(points.email[0]?.status).toBe("ageing");
    expect(points.phone[0]?.status).toBe("confirmed");
    expect(ageingFacts).toEqual([{ field: "job_title", confirmedAt: daysAgo(100) }]);
    const { customers } = await asSteward((ctx) => listStale(ctx, { kind: "any", offset: 0, limit: 5 }));
    expect(customers[0]?.values.map(({ field, standing }) => `${field} ${standing}`).toSorted()).toEqual([
      "email ageing",
      "job_title ageing",
    ]);
    expect(await scan()).toMatchObject({ customers: 1, ageing: 2, confirmed: 6, never: 0, suspended: 0 });
  });

  it("and the scan look at the same value where a customer has several", async () => {
    const id = await addCustomer(team, {
      name: "Budi",
      emails: ["a@contoh.example", "b@contoh.example"],
      confirmedDaysAgo: 10,
    });
    await asSteward(async (ctx) => {
      const { points } = await getContactDetails(ctx, id);
      await suspendContactPoint(ctx, { pointId: points.email[0]?.id ?? "", reason: "bounced" });
    });
    const { points } = await asSteward((ctx) => getContactDetails(ctx, id));
    expect(points.email.map(({ status }) => status)).toEqual(["confirmed", "suspended"]);
    expect(await scan()).toMatchObject({ confirmed: 8, suspended: 0 });
    await asSteward((ctx) => suspendContactPoint(ctx, { pointId: points.email[0]?.id ?? "", reason: "bounced" }));
    expect(await scan()).toMatchObject({ confirmed: 7, suspended: 1 });
  });
});

describe("pointsToConfirm", () => {
  const ask = (now = today) => team.as("seller", (ctx) => pointsToConfirm(ctx, team.memberIds.seller), { now });
  const fieldsOf = (ids: string[]) =>
    team.as("seller", async (ctx) => {
      const asked = { memberId: team.memberIds.seller, skippedIds: [], createdAt: today };
      const fields = [];
      for (const id of ids) fields.push((await readConfirmation(ctx, { ...asked, pointIds: [id] }))?.question?.field);
      return fields;
    });

  it.each(perishableFields)("asks about a stale %s, and keeps who confirmed it and when [R33-R40]", async (field) => {
    const id = await addCustomer(team, { name: "Hendra", confirmedDaysAgo: 1 });
    await team.as(null, (ctx) => setConfirmed(ctx, id, daysAgo(defaultLimits[field] + 1), field));
    const asked = await ask();
    expect(await fieldsOf(asked)).toEqual([field]);
    const [pointId = ""] = asked;
    await team.as("seller", (ctx) => confirmAsked(ctx, { pointId }));
    expect(await ask()).toEqual([]);
    const kept = await team.as(null, async (ctx) => {
      const select = { confirmedAt: true, confirmedById: true, confirmedHow: true };
      return (
        (await ctx.tx.contactPoint.findFirst({ where: { id: pointId }, select })) ??
        (await ctx.tx.contactFact.findFirst({ where: { id: pointId }, select }))
      );
    });
    expect(kept).toEqual({ confirmedAt: today, confirmedById: team.memberIds.seller, confirmedHow: "digest" });
    const entries = await team.as(null, (ctx) => ctx.tx.auditEntry.findMany({ orderBy: { seq: "desc" }, take: 1 }));
    expect(entries[0]?.action).toMatch(/^(?:point|fact)\.confirmed$/u);
  });

  it("asks about one value a customer, at most three customers, those worth most first", async () => {
    const worths = [5, 900, 70, 8000];
    for (const [n, valueMinor] of worths.entries())
      await addCustomer(team, { name: `Customer ${"abcd"[n]}`, valueMinor });
    const ids = await ask();
    const names = await team.as("seller", async (ctx) => {
      const asked = { memberId: team.memberIds.seller, skippedIds: [], createdAt: today };
      const all = [];
      for (const id of ids)
        all.push((await readConfirmation(ctx, { ...asked, pointIds: [id] }))?.question?.contactName);
      return all;
    });
    expect(names).toEqual(["Customer d", "Customer b", "Customer c"]);
  });

  it("asks for what was never confirmed before what is old, and for what is furthest beyond its limit before the rest", async () => {
    const id = await addCustomer(team, { name: "Hendra", confirmedDaysAgo: 1 });
    const set = (field: string, days: number | null) =>
      team.as(null, (ctx) => setConfirmed(ctx, id, days === null ? null : daysAgo(days), field));
    await set("website", 800);
    await set("email", 700);
    expect(await fieldsOf(await ask())).toEqual(["email"]);
    await set("address", null);
    expect(await fieldsOf(await ask())).toEqual(["address"]);
  });

  it("leaves out what was passed over for a month, former customers, and those of others", async () => {
    const id = await addCustomer(team, { name: "Hendra", confirmedDaysAgo: 1 });
    await team.as(null, (ctx) => setConfirmed(ctx, id, null, "job_title"));
    await addCustomer(team, { name: "Gone", stage: "former" });
    await addCustomer(team, { name: "Other", owner: "colleague" });
    const [pointId = ""] = await ask();
    await team.as("seller", async (ctx) => {
      await keepDigest(ctx, { memberId: team.memberIds.seller, day: "2026-11-24", heldIds: [], less: [] });
      await skipPoint(ctx, { pointId });
    });
    expect(await ask()).toEqual([]);
    expect(await ask(on(29))).toEqual([]);
    expect(await ask(on(31))).toEqual([pointId]);
    const actions = await team.as(null, (ctx) => ctx.tx.auditEntry.findMany({ orderBy: { seq: "desc" }, take: 1 }));
    expect(actions[0]?.action).toBe("fact.skipped");
  });

  it("asks of a company's website once, whoever of its people are mine", async () => {
    const one = await addCustomer(team, { name: "Hendra", companyName: "PT Satu", confirmedDaysAgo: 1 });
    const two = await addCustomer(team, { name: "Lia", companyName: "PT Satu", websites: [], confirmedDaysAgo: 1 });
    await team.as(null, (ctx) => setConfirmed(ctx, one, null, "website"));
    expect(await fieldsOf(await ask())).toEqual(["website"]);
    const { points } = await asSteward((ctx) => getContactDetails(ctx, two));
    expect(points.website[0]).toMatchObject({ ofCompany: true, status: "never" });
  });

  it("asks first where a steward wants to know, then of what does not work as well", async () => {
    await addCustomer(team, { name: "Rich", valueMinor: 9_000_000 });
    const id = await addCustomer(team, { name: "Hendra", valueMinor: 1, confirmedDaysAgo: 1 });
    await asSteward((ctx) => suspendContactPoint(ctx, { contactId: id, kind: "email", reason: "bounced" }));
    expect(await ask()).toHaveLength(1);
    expect(await asSteward((ctx) => askOwner(ctx, { contactId: id }))).toEqual({ name: "seller" });
    const ids = await ask();
    expect(ids).toHaveLength(2);
    const confirmation = await team.as("seller", (ctx) =>
      readConfirmation(ctx, { memberId: team.memberIds.seller, pointIds: ids, skippedIds: [], createdAt: today }),
    );
    expect(confirmation?.question).toMatchObject({
      contactName: "Hendra",
      field: "email",
      askedBy: "steward",
      suspendedReason: "bounced",
    });
    expect(confirmation).toMatchObject({ nth: 1, of: 2 });
    await team.as("seller", (ctx) => confirmAsked(ctx, { pointId: ids[0] ?? "" }));
    expect(await ask()).toHaveLength(1);
  });
});

describe("askOwner", () => {
  it("asks about whoever stayed, where the list is older than a merge", async () => {
    const [stayed, gone] = [await addCustomer(team, { name: "Stayed" }), await addCustomer(team, { name: "Gone" })];
    await team.as(null, ({ tx }) =>
      tx.contact.update({ where: { id: gone }, data: { endedAt: today, mergedIntoId: stayed } }),
    );
    expect(await asSteward((ctx) => askOwner(ctx, { contactId: gone }))).toEqual({ name: "seller" });
    const asked = await team.as(null, ({ tx }) => tx.freshnessAsk.findMany({ select: { contactId: true } }));
    expect(asked).toEqual([{ contactId: stayed }]);
  });

  it("refuses where nobody owns the customer, or the owner can't or won't be asked", async () => {
    const nobodys = await addCustomer(team, { name: "Nobodys", owner: null });
    expect(await refusal(asSteward((ctx) => askOwner(ctx, { contactId: nobodys })))).toBe("freshness_nobody_to_ask");
    const viewers = await addCustomer(team, { name: "Viewers", owner: "viewer" });
    expect(await refusal(asSteward((ctx) => askOwner(ctx, { contactId: viewers })))).toBe("freshness_nobody_to_ask");
    const sellers = await addCustomer(team, { name: "Sellers" });
    await team.as("seller", (ctx) =>
      ctx.tx.attentionLess.create({
        data: { workspaceId: ctx.workspace.id, memberId: team.memberIds.seller, kind: "digest-fields", at: today },
      }),
    );
    expect(await refusal(asSteward((ctx) => askOwner(ctx, { contactId: sellers })))).toBe("freshness_nobody_to_ask");
    expect(await refusal(asSteward((ctx) => askOwner(ctx, { contactId: "nobody" })))).toBe("contact_not_found");
  });
});

describe("scanFreshness", () => {
  it("counts each field of each customer once, by owner and department, with the value at stake", async () => {
    await addCustomer(team, { name: "Fine", confirmedDaysAgo: 1, valueMinor: 100 });
    const old = await addCustomer(team, { name: "Old", confirmedDaysAgo: 1, valueMinor: 40 });
    await team.as(null, (ctx) => setConfirmed(ctx, old, daysAgo(500), "phone"));
    const bounced = await addCustomer(team, { name: "Bounced", confirmedDaysAgo: 1, valueMinor: 7, owner: null });
    await asSteward((ctx) => suspendContactPoint(ctx, { contactId: bounced, kind: "email", reason: "bounced" }));
    await addCustomer(team, { name: "Bare", emails: [], owner: "colleague", valueMinor: null, confirmedDaysAgo: 1 });
    await addCustomer(team, { name: "Dollars", currency: "USD", valueMinor: 5_000, owner: "colleague" });
    await addCustomer(team, { name: "Gone", stage: "former" });
    await asSteward((ctx) =>
      ctx.tx.accessGrant.updateMany({ where: { memberId: team.memberIds.seller }, data: { department: "sales" } }),
    );
    expect(await scan()).toEqual({
      ...{ customers: 5, confirmed: 8 + 7 + 7 + 6, ageing: 1, never: 8, suspended: 1 },
      ...{ reconfirmed: 0, changed: 0 },
    });
    const figures = await asSteward((ctx) => findFigures(ctx));
    expect(figures).toMatchObject({
      ...{ day: "2026-11-24", beforeDay: null, customers: 5, customersBefore: null, toSeeTo: 3, toSeeToBefore: null },
      ...{ unreachable: 2, unreachableBefore: null, value: 147, valueAtStake: 47, handedOut: null },
    });
    expect(figures?.departments).toEqual([
      { department: "sales", customers: 2, toSeeTo: 1, before: null, valueAtStake: 40 },
      { department: null, customers: 3, toSeeTo: 2, before: null, valueAtStake: 7 },
    ]);
    expect(figures?.owners).toEqual([
      { memberId: team.memberIds.seller, name: "seller", customers: 2, toSeeTo: 1, before: null, valueAtStake: 40 },
      { memberId: null, name: null, customers: 1, toSeeTo: 1, before: null, valueAtStake: 7 },
      {
        memberId: team.memberIds.colleague,
        name: "colleague",
        customers: 2,
        toSeeTo: 1,
        before: null,
        valueAtStake: 0,
      },
    ]);
    expect(figures?.fields.find(({ field }) => field === "email")).toEqual({
      ...{ field: "email", confirmed: 2, ageing: 0, never: 1, suspended: 1, missing: 1, toSeeTo: 2, before: null },
    });
    for (const { confirmed, ageing, never, suspended, missing } of figures?.fields ?? [])
      expect(confirmed + ageing + never + suspended + missing).toBe(5);
  });

  it("repeated for a day says the same, and counts what was confirmed and what was replaced since the day before", async () => {
    const id = await addCustomer(team, { name: "Budi" });
    await scan(on(0));
    await scan(on(0));
    expect(await team.as(null, (ctx) => ctx.tx.freshnessDay.count())).toBe(9);
    await team.as(
      "seller",
      async (ctx) => {
        const { customers } = await listStale(ctx, { kind: "phone", offset: 0, limit: 1 });
        await confirmValue(ctx, { valueId: customers[0]?.values[0]?.valueId ?? "", how: "list" });
        await changeContact(ctx, {
          contactId: id,
          emails: ["new@contoh.example"],
          jobTitle: "Director",
          jobFunction: null,
        });
      },
      { now: on(0.5) },
    );
    expect(await scan(on(1))).toMatchObject({ reconfirmed: 1, changed: 2, confirmed: 3, never: 4 });
    expect(await scan(on(2))).toMatchObject({ reconfirmed: 0, changed: 0 });
    expect(await asSteward((ctx) => findFigures(ctx), on(2))).toMatchObject({
      reconfirmed: 1,
      changed: 2,
      day: "2026-11-26",
    });
  });

  it("is set beside the week before", async () => {
    const id = await addCustomer(team, { name: "Budi" });
    await addCustomer(team, { name: "Ana", confirmedDaysAgo: 1 });
    await scan(on(0));
    await team.as(null, (ctx) => setConfirmed(ctx, id, on(3)));
    await scan(on(7));
    expect(await asSteward((ctx) => findFigures(ctx), on(7))).toMatchObject({
      ...{ day: "2026-12-01", beforeDay: "2026-11-24", customers: 2, customersBefore: 2, toSeeTo: 0, toSeeToBefore: 1 },
    });
    expect(await asSteward((ctx) => findFigures(ctx, { day: "2026-11-24" }), on(7))).toMatchObject({
      toSeeTo: 1,
      beforeDay: null,
    });
    expect(await asSteward((ctx) => findFigures(ctx, { day: "2026-11-20" }))).toBeNull();
  });

  it("sees nothing of another workspace", async () => {
    const other = await openTeam(db);
    await addCustomer(other, { name: "Theirs" });
    await other.as(null, scanFreshness);
    expect(await scan()).toMatchObject({ customers: 0 });
    expect(await asSteward((ctx) => findFigures(ctx))).toBeNull();
    expect((await asSteward((ctx) => listStale(ctx, { kind: "any", offset: 0, limit: 5 }))).total).toBe(0);
    const theirs = await other.as("steward", (ctx) => ctx.tx.contact.findFirstOrThrow({ select: { id: true } }));
    expect(await refusal(asSteward((ctx) => askOwner(ctx, { contactId: theirs.id })))).toBe("contact_not_found");
  });
});

describe("listStale", () => {
  it("pages through those worth most first, by field, and those whom no e-mail reaches", async () => {
    for (const [n, valueMinor] of [10, 30, 20].entries())
      await addCustomer(team, { name: `Customer ${"abc"[n]}`, valueMinor });
    const without = await addCustomer(team, { name: "Without", emails: [], valueMinor: null, confirmedDaysAgo: 1 });
    const list = (kind: "any" | "email" | "unreachable", offset: number) =>
      asSteward((ctx) => listStale(ctx, { kind, offset, limit: 2 }));
    const names = ({ customers }: { customers: { name: string }[] }) => customers.map(({ name }) => name);
    expect(names(await list("any", 0))).toEqual(["Customer b", "Customer c"]);
    expect(names(await list("any", 2))).toEqual(["Customer a"]);
    expect((await list("any", 0)).total).toBe(3);
    const emails = await list("email", 0);
    expect(emails.customers.map(({ values }) => values.map(({ field }) => field))).toEqual([["email"], ["email"]]);
    const unreachable = await list("unreachable", 0);
    expect(unreachable.customers).toMatchObject([
      { contactId: without, values: [{ standing: "missing", field: "email" }] },
    ]);
    expect(unreachable.total).toBe(1);
  });
});

describe("ownStale", () => {
  it("counts one's customers past a limit or suspended, not those only never confirmed", async () => {
    await addCustomer(team, { name: "Never" });
    await addCustomer(team, { name: "Old", confirmedDaysAgo: 400 });
    const bounced = await addCustomer(team, { name: "Bounced", confirmedDaysAgo: 1 });
    await addCustomer(team, { name: "Theirs", confirmedDaysAgo: 900, owner: "colleague" });
    await asSteward((ctx) => suspendContactPoint(ctx, { contactId: bounced, kind: "email", reason: "bounced" }));
    const own = await team.as("seller", (ctx) => ownStale(ctx, team.memberIds.seller));
    expect(own).toEqual({
      customers: 2,
      fields: [
        { field: "email", customers: 2 },
        { field: "value", customers: 1 },
      ],
    });
    const wanted = { kind: "any", ownerId: team.memberIds.seller, overdueOnly: true, offset: 0, limit: 5 } as const;
    const { customers, total } = await team.as("seller", (ctx) => listStale(ctx, wanted));
    expect(total).toBe(2);
    expect(customers.map(({ name, values }) => [name, values.map(({ field }) => field)]).toSorted()).toEqual([
      ["Bounced", ["email"]],
      ["Old", ["email", "value"]],
    ]);
  });
});

describe("handOutTasks", () => {
  const title = ({ customers }: { customers: number }) => `Look at ${customers}`;

  it("gives each owner who can act one task, once, and says who did", async () => {
    await addCustomer(team, { name: "One" });
    await addCustomer(team, { name: "Two" });
    await addCustomer(team, { name: "Three", owner: "colleague" });
    await addCustomer(team, { name: "Four", owner: "viewer" });
    await addCustomer(team, { name: "Five", owner: null });
    await scan();
    const day = "2026-11-24";
    expect(await asSteward((ctx) => handOutTasks(ctx, { day, title }))).toEqual({ owners: 2 });
    const tasks = await team.as(null, (ctx) => ctx.tx.task.findMany({ orderBy: { title: "asc" } }));
    expect(tasks.map(({ title: words, assigneeId }) => [words, assigneeId])).toEqual([
      ["Look at 1", team.memberIds.colleague],
      ["Look at 2", team.memberIds.seller],
    ]);
    const told = await team.as(null, (ctx) => ctx.tx.delivery.count({ where: { kind: "task-given" } }));
    expect(told).toBe(2);
    expect(await refusal(asSteward((ctx) => handOutTasks(ctx, { day, title })))).toBe("freshness_handed_out");
    expect((await asSteward((ctx) => findFigures(ctx)))?.handedOut).toEqual({ by: "steward", at: today, owners: 2 });
  });

  it("refuses a day without figures", async () => {
    for (const day of ["2026-11-24", "2026-02-30", "x", ""])
      expect(await refusal(asSteward((ctx) => handOutTasks(ctx, { day, title })))).toBe("freshness_no_figures");
  });
});

describe("requestFiguresFile", () => {
  it("makes a file of every figure that no spreadsheet takes for a formula", async () => {
    await asSteward((ctx) =>
      ctx.tx.member.updateMany({ where: { id: team.memberIds.seller }, data: { name: "=HYPERLINK(1)" } }),
    );
    await addCustomer(team, { name: "One", confirmedDaysAgo: 1 });
    await scan();
    await asSteward((ctx) => requestFiguresFile(ctx, { day: "2026-11-24" }));
    const parts: string[] = [];
    const open = <T>(run: (ctx: Context) => Promise<T>) => team.as(null, run);
    for await (const part of writeFigures(open, { day: "2026-11-24" })) parts.push(part);
    const lines = parts.join("").split("\r\n").filter(Boolean);
    expect(lines).toHaveLength(9);
    expect(lines.filter((line) => line.includes(`"'=HYPERLINK(1)"`))).toHaveLength(8);
    expect(lines.find((line) => line.startsWith('"email"'))).toBe(
      `"email",,"'=HYPERLINK(1)","1","1","0","0","0","0","1000000","0","0","0"`,
    );
    for (const day of ["2026-11-01", "2026-02-30", "x"])
      expect(await refusal(asSteward((ctx) => requestFiguresFile(ctx, { day })))).toBe("freshness_no_figures");
    expect(await asSteward((ctx) => listFigures(ctx, { day: "2026-11-24", after: null, limit: 3 }))).toHaveLength(3);
  });
});
