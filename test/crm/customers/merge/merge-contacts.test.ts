import { describe, expect, it } from "vitest";
import { changeContact } from "../../../../src/crm/customers/change-contact.ts";
import { createContact, type NewContact } from "../../../../src/crm/customers/create-contact.ts";
import { findCustomers } from "../../../../src/crm/customers/find-customers.ts";
import { getContact } from "../../../../src/crm/customers/get-contact.ts";
import { getContactDetails } from "../../../../src/crm/customers/get-contact-details.ts";
import { compareContacts } from "../../../../src/crm/customers/merge/compare-contacts.ts";
import { findDuplicates } from "../../../../src/crm/customers/merge/find-duplicates.ts";
import { findLastMerge } from "../../../../src/crm/customers/merge/find-merge.ts";
import type { MergeChoices } from "../../../../src/crm/customers/merge/merge-choice.ts";
import { mergeContacts } from "../../../../src/crm/customers/merge/merge-contacts.ts";
import { undoMerge } from "../../../../src/crm/customers/merge/undo-merge.ts";
import { suspendContactPoint } from "../../../../src/crm/customers/suspend-contact-point.ts";
import { changeInteraction, removeInteraction } from "../../../../src/crm/interactions/change-interaction.ts";
import { getCustomerCard } from "../../../../src/crm/interactions/customer-card.ts";
import { listTimeline } from "../../../../src/crm/interactions/list-entries.ts";
import { logInteraction } from "../../../../src/crm/interactions/log-interaction.ts";
import { requestErasure } from "../../../../src/crm/privacy/request-erasure.ts";
import { addTask } from "../../../../src/crm/tasks/add-task.ts";
import { changeTask } from "../../../../src/crm/tasks/change-task.ts";
import { changeTicket } from "../../../../src/crm/tickets/change-ticket.ts";
import { openTicket } from "../../../../src/crm/tickets/open-ticket.ts";
import { takeTicket } from "../../../../src/crm/tickets/take-ticket.ts";
import { testClient } from "../../../support/database.ts";
import { call, minutes, openOffice, refusal } from "../../interactions/interactions-fixture.ts";
import { openDesk } from "../../tickets/tickets-fixture.ts";
import { dumpWorkspace } from "./dump-contacts.ts";

const db = testClient({ poolSize: 8 });

const bob: Partial<NewContact> = {
  companyName: "CV Lain",
  emails: ["bob@lain.example"],
  phones: ["0812-3456-7890"],
  jobTitle: "Buyer",
  stage: "customer",
  customerSince: "2020-05-01",
  interests: "boats",
};

async function openPair() {
  const office = await openOffice(db);
  const goneId = await office.add("Bob Santoso", { ...bob, evenIfKnown: true });
  const merge = (choices: MergeChoices = {}, now = minutes(1)) =>
    office.as("seller", (ctx) => mergeContacts(ctx, { keptId: office.budi, goneId, choices }), { now });
  const undo = (mergeId: string, now = minutes(9)) =>
    office.as("seller", (ctx) => undoMerge(ctx, { mergeId }), { now });
  return { ...office, goneId, merge, undo };
}

describe("mergeContacts", () => {
  it("brings entries, tasks and tickets to the one that stays, and keeps every address with its history", async () => {
    const { as, budi, goneId, merge } = await openPair();
    const entry = await as("colleague", (ctx) => logInteraction(ctx, call(goneId, { note: "wants boats" })));
    await as("colleague", (ctx) => changeInteraction(ctx, { id: entry.id, note: "wants two boats" }));
    await as("colleague", (ctx) =>
      addTask(ctx, { title: "send the boats", contactId: goneId, dueAt: null, interactionId: null }),
    );
    const ticket = await as("seller", (ctx) =>
      openTicket(ctx, { subject: "It leaks", contactId: goneId, department: "support" }),
    );
    await as("seller", (ctx) => changeContact(ctx, { contactId: goneId, emails: ["bob.santoso@lain.example"] }));
    const merged = await merge();
    expect(merged).toMatchObject({
      keptId: budi,
      goneName: "Bob Santoso",
      history: { entries: 1, tasks: 1, tickets: 1 },
    });

    const card = await as("viewer", (ctx) => getCustomerCard(ctx, budi));
    expect(card.timeline.map(({ note }) => note)).toEqual(["wants two boats"]);
    expect(card.tasks.map(({ title }) => title)).toEqual(["send the boats"]);
    expect(card.tickets.open.map(({ id }) => id)).toEqual([ticket.id]);
    expect(card.details.points.email.map(({ typed }) => typed).toSorted()).toEqual([
      ...["bob.santoso@lain.example", "budi.santoso@contoh-makmur.co.id"],
    ]);
    expect(card.details.points.phone).toHaveLength(1);
    expect(card.details.earlierPoints.map(({ typed }) => typed)).toEqual(["bob@lain.example"]);
    expect(card.details).toMatchObject({ stage: "customer", customerSince: { on: "2020-05-01" }, interests: "boats" });
    const versions = await as("steward", (ctx) => ctx.tx.interactionVersion.findMany({ select: { contactId: true } }));
    expect(versions).toEqual([{ contactId: budi }]);
  });

  it("takes what was chosen, keeps the other value as an earlier one and the other name as a spelling", async () => {
    const { as, budi, merge } = await openPair();
    await as("seller", (ctx) => changeContact(ctx, { contactId: budi, jobTitle: "Procurement manager" }));
    await merge({ name: "gone", jobTitle: "gone", company: "kept", stage: "kept" });
    const details = await as("viewer", (ctx) => getContactDetails(ctx, budi));
    expect(details).toMatchObject({
      ...{ name: "Bob Santoso", otherNames: ["Budi Santoso"], stage: "lead", jobTitle: { value: "Buyer" } },
      company: { name: "PT Contoh Makmur" },
    });
    expect(details.earlierFacts.map(({ field, value }) => [field, value]).toSorted()).toEqual([
      ["job_title", "Procurement manager"],
      ["organisation", "CV Lain"],
    ]);
  });

  it("keeps the confirmation of which something was said last, of two equal addresses", async () => {
    const { as, budi, goneId, merge } = await openPair();
    await as(
      "seller",
      (ctx) => suspendContactPoint(ctx, { contactId: goneId, kind: "phone", reason: "wrong number" }),
      {
        now: minutes(-1),
      },
    );
    await merge();
    const details = await as("viewer", (ctx) => getContactDetails(ctx, budi));
    // Budi's own was confirmed when it was typed, after that.
    expect(details.points.phone.map(({ status }) => status)).toEqual(["confirmed"]);
    const { points } = await as("steward", async (ctx) => ({
      points: await ctx.tx.contactPoint.count({ where: { kind: "phone", validTo: null } }),
    }));
    expect(points).toBe(1);
  });

  it("leads from the old id, the old name and the old number to the one that stays", async () => {
    const { as, budi, goneId, merge, add } = await openPair();
    await merge();
    for (const id of [budi, goneId]) {
      expect((await as("viewer", (ctx) => getContact(ctx, id))).id).toBe(budi);
      expect((await as("viewer", (ctx) => getCustomerCard(ctx, id))).details.contactId).toBe(budi);
    }
    for (const text of ["Bob Santoso", "santoso bob", "bob sant", "bob", "bob@lain.example"]) {
      const found = await as("seller", (ctx) => findCustomers(ctx, text));
      expect([text, found.map(({ contactId }) => contactId)]).toEqual([text, [budi]]);
    }
    const [exact] = await as("seller", (ctx) => findCustomers(ctx, "Bob Santoso"));
    expect(exact).toMatchObject({ name: "Budi Santoso", exact: true });
    const again = as("seller", (ctx) =>
      createContact(ctx, { name: "Bob Santoso", companyName: "CV Lain", source: "typed" }),
    );
    await expect(again).rejects.toMatchObject({
      code: "contact_exists",
      details: { contactId: budi, name: "Budi Santoso" },
    });
    const { id } = await as("seller", (ctx) => logInteraction(ctx, call(goneId, { note: "by an old button" })));
    expect(
      (await as("viewer", (ctx) => listTimeline(ctx, { contactId: budi, after: null, limit: 5 }))).rows[0]?.id,
    ).toBe(id);
    await add("Somebody Else");
  });

  it("is found by the name that was not chosen, whichever that is", async () => {
    const { as, budi, goneId, merge } = await openPair();
    const { keptName, goneName } = await merge({ name: "gone", company: "gone" });
    expect([keptName, goneName]).toEqual(["Bob Santoso", "Budi Santoso"]);
    for (const text of ["Budi Santoso", "budi", "Bob Santoso"]) {
      const found = await as("seller", (ctx) => findCustomers(ctx, text));
      expect(found.map(({ contactId, name }) => [contactId, name])).toEqual([[budi, "Bob Santoso"]]);
    }
    const person = { source: "typed", evenIfKnown: false };
    for (const name of ["Budi Santoso", "Bob Santoso"]) {
      for (const companyName of ["PT Contoh Makmur", "CV Lain"]) {
        const again = as("seller", (ctx) => createContact(ctx, { ...person, name, companyName }));
        await expect(again).rejects.toMatchObject({ code: "contact_exists", details: { contactId: budi } });
      }
    }
    expect((await as("viewer", (ctx) => getContact(ctx, goneId))).name).toBe("Bob Santoso");
  });

  it("refuses to change what was merged: its lists would end what came from the other one", async () => {
    const { as, goneId, merge } = await openPair();
    await merge();
    const change = as("seller", (ctx) => changeContact(ctx, { contactId: goneId, emails: ["bob@lain.example"] }));
    expect(await refusal(change)).toBe("merge_outdated");
  });

  it("leaves nothing real with a made-up customer, which would go with the demonstration", async () => {
    const { as, budi, merge, undo } = await openPair();
    await as("steward", (ctx) => ctx.tx.contact.update({ where: { id: budi }, data: { demo: true } }));
    const { mergeId } = await merge();
    const madeUp = () =>
      as("steward", async (ctx) => (await ctx.tx.contact.findMany({ where: { demo: true } })).map(({ id }) => id));
    expect(await madeUp()).toEqual([]);
    await undo(mergeId);
    expect(await madeUp()).toEqual([budi]);
  });

  it("writes an entry under each person's key, which says nothing of the other without it", async () => {
    const { as, budi, goneId, merge } = await openPair();
    await merge();
    const entries = await as("steward", (ctx) =>
      ctx.tx.auditEntry.findMany({ where: { action: { startsWith: "contact.merged" } }, orderBy: { seq: "asc" } }),
    );
    expect(entries.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ["contact.merged", budi],
      ["contact.merged_away", goneId],
    ]);
    expect(JSON.stringify(entries.map(({ before, after }) => [before, after]))).not.toContain("Bob");
    const keys = await as("steward", (ctx) =>
      ctx.tx.personKey.findMany({ where: { personId: { in: [budi, goneId] } } }),
    );
    expect(new Set(entries.map(({ aboutKey }) => aboutKey))).toEqual(new Set(keys.map(({ id }) => id)));
  });

  it("has the cards of the tickets that moved drawn anew, through the outbox", async () => {
    const desk = await openDesk(db);
    const goneId = await desk.add("Bob Santoso", { ...bob, evenIfKnown: true });
    const { id } = await desk.open({ contactId: goneId });
    const before = (await desk.notices()).length;
    const { mergeId } = await desk.as("seller", (ctx) => mergeContacts(ctx, { keptId: desk.budi, goneId }));
    expect((await desk.notices()).slice(before)).toEqual([
      { kind: "ticket-card", recipient: "CTRIAGE", payload: { ticketId: id } },
    ]);
    expect((await desk.show(id)).customer).toMatchObject({ contactId: desk.budi, gone: false });
    await desk.as("seller", (ctx) => undoMerge(ctx, { mergeId }));
    expect((await desk.show(id)).customer).toMatchObject({ contactId: goneId, gone: false });
    expect((await desk.notices()).length).toBe(before + 2);
  });

  it("refuses whoever may not write, a contact with itself, one that is merged, and one that is being erased", async () => {
    const { as, budi, goneId, merge, add } = await openPair();
    const pair = { keptId: budi, goneId };
    expect(await refusal(as("viewer", (ctx) => mergeContacts(ctx, pair)))).toBe("not_permitted");
    expect(await refusal(as("viewer", (ctx) => findDuplicates(ctx, budi)))).toBe("not_permitted");
    expect(await refusal(as("seller", (ctx) => mergeContacts(ctx, { keptId: budi, goneId: budi })))).toBe(
      "merge_with_itself",
    );
    await merge();
    expect(await refusal(merge())).toBe("merged_already");
    const carla = await add("Carla Wijaya");
    expect(await refusal(as("seller", (ctx) => mergeContacts(ctx, { keptId: carla, goneId })))).toBe("merge_outdated");
    await as("steward", (ctx) => requestErasure(ctx, { contactId: carla, typedName: "Carla Wijaya", reason: "asked" }));
    expect(await refusal(as("seller", (ctx) => mergeContacts(ctx, { keptId: budi, goneId: carla })))).toBe(
      "contact_not_found",
    );
  });
});

describe("compareContacts", () => {
  it("asks where both say something else, with what is likelier chosen", async () => {
    const { as, budi, goneId } = await openPair();
    const compared = await as("seller", (ctx) => compareContacts(ctx, { keptId: budi, goneId }));
    expect(compared.differing).toEqual([
      { field: "name", usual: "kept" },
      { field: "company", usual: "kept" },
      { field: "stage", usual: "gone" },
    ]);
    expect(compared).toMatchObject({ points: { email: 2, phone: 1 }, joined: 1 });
  });
});

describe("findDuplicates", () => {
  it("puts whoever shares an address first, then names, and says why [R106]", async () => {
    const { as, budi, goneId, add } = await openPair();
    const namesake = await add("Santoso Budi");
    const colleague = await add("Budi Santosa", { companyName: "PT Contoh Makmur" });
    await add("Hendra Gunawan", { companyName: "PT Contoh Makmur" });
    const found = await as("seller", (ctx) => findDuplicates(ctx, budi));
    expect(found.map(({ contactId, reasons }) => [contactId, reasons])).toEqual([
      [goneId, ["phone"]],
      [colleague, ["like_name"]],
      [namesake, ["name"]],
    ]);
  });
});

describe("undoMerge", () => {
  it("puts every row back as it was", async () => {
    const { as, workspaceId, budi, goneId, merge, undo } = await openPair();
    await as("colleague", (ctx) => logInteraction(ctx, call(goneId, { outcome: "connected", note: "hello" })));
    await as("colleague", (ctx) => logInteraction(ctx, call(budi, { outcome: "wrong_number" })));
    await as("seller", (ctx) => openTicket(ctx, { subject: "It leaks", contactId: goneId, department: "support" }));
    const before = await dumpWorkspace(db, workspaceId);
    const { mergeId } = await merge({ name: "gone", company: "gone" });
    expect(await dumpWorkspace(db, workspaceId)).not.toEqual(before);
    expect(await undo(mergeId)).toMatchObject({
      keptName: "Budi Santoso",
      goneName: "Bob Santoso",
      since: { entries: 0 },
    });
    expect(await dumpWorkspace(db, workspaceId)).toEqual(before);
    const [record] = await as("steward", (ctx) => ctx.tx.contactMerge.findMany());
    expect(record).toMatchObject({ moved: {}, changed: [] });
  });

  it("leaves what was logged and changed since with the one that stayed", async () => {
    const { as, budi, goneId, merge, undo } = await openPair();
    const old = await as("colleague", (ctx) => logInteraction(ctx, call(goneId, { note: "before" })));
    const { mergeId } = await merge();
    await as("colleague", (ctx) => logInteraction(ctx, call(budi, { note: "since" })), { now: minutes(3) });
    await as("seller", (ctx) => changeContact(ctx, { contactId: budi, name: "Budi S.", jobTitle: "Director" }), {
      now: minutes(4),
    });
    await as("colleague", (ctx) => changeInteraction(ctx, { id: old.id, note: "before, put right" }), {
      now: minutes(5),
    });
    expect(await undo(mergeId)).toMatchObject({ since: { entries: 1, tasks: 0, tickets: 0 } });
    const [kept, gone] = await as("viewer", async (ctx) => [
      await getCustomerCard(ctx, budi),
      await getCustomerCard(ctx, goneId),
    ]);
    expect(kept?.details).toMatchObject({ name: "Budi S.", jobTitle: { value: "Director" }, stage: "lead" });
    expect(kept?.timeline.map(({ note }) => note)).toEqual(["since"]);
    expect(gone?.details).toMatchObject({ name: "Bob Santoso", stage: "customer" });
    expect(gone?.timeline.map(({ note }) => note)).toEqual(["before, put right"]);
  });

  it("undoes the last merge first, and once", async () => {
    const { as, budi, goneId, merge, undo, add } = await openPair();
    const carla = await add("Carla Wijaya");
    const dian = await add("Dian Lestari");
    const first = await merge();
    const second = await as("seller", (ctx) => mergeContacts(ctx, { keptId: budi, goneId: carla }), {
      now: minutes(2),
    });
    const third = await as("seller", (ctx) => mergeContacts(ctx, { keptId: dian, goneId: budi }), { now: minutes(3) });
    // Each leads to the one in use.
    for (const id of [budi, goneId, carla]) expect((await as("viewer", (ctx) => getContact(ctx, id))).id).toBe(dian);
    expect(await refusal(undo(first.mergeId))).toBe("merge_followed");
    expect(await as("viewer", (ctx) => findLastMerge(ctx, dian))).toMatchObject({
      mergeId: third.mergeId,
      goneName: "Budi Santoso",
    });
    await undo(third.mergeId);
    expect(await refusal(undo(third.mergeId))).toBe("merge_undone");
    for (const id of [budi, goneId, carla]) expect((await as("viewer", (ctx) => getContact(ctx, id))).id).toBe(budi);
    expect(await refusal(undo(first.mergeId))).toBe("merge_covered");
    await undo(second.mergeId);
    await undo(first.mergeId);
    for (const id of [budi, goneId, carla, dian])
      expect((await as("viewer", (ctx) => getContact(ctx, id))).id).toBe(id);
    expect(await refusal(as("viewer", (ctx) => undoMerge(ctx, { mergeId: first.mergeId })))).toBe("not_permitted");
    expect(await refusal(undo("0199c5d0-0000-7000-8000-000000000000"))).toBe("merge_not_found");
  });

  it("has nothing to undo once the person is being erased", async () => {
    const { as, budi, merge, undo } = await openPair();
    const { mergeId } = await merge();
    await as("steward", (ctx) => requestErasure(ctx, { contactId: budi, typedName: "Budi Santoso", reason: "asked" }));
    expect(await refusal(undo(mergeId))).toBe("merge_not_found");
  });

  it("finds for both what was posted of the one while they were one", async () => {
    const { as, workspaceId, budi, goneId, merge, undo } = await openPair();
    const { mergeId } = await merge();
    await as("steward", async (ctx) => {
      await ctx.tx.postedMessage.create({
        data: {
          id: mergeId,
          workspaceId,
          contactId: budi,
          channel: "C1",
          ts: "1.1",
          kind: "answer",
          postedAt: minutes(2),
        },
      });
    });
    await undo(mergeId);
    const posted = await as("steward", (ctx) =>
      ctx.tx.postedMessage.findMany({ select: { contactId: true, ts: true } }),
    );
    expect(new Set(posted.map(({ contactId }) => contactId))).toEqual(new Set([budi, goneId]));
  });
});

describe("merges at once", () => {
  it("lets one of two merges of the same pair through, whichever way round", async () => {
    for (const turned of [false, true]) {
      const { as, budi, goneId } = await openPair();
      const merge = (keptId: string, otherId: string) =>
        refusal(as("seller", (ctx) => mergeContacts(ctx, { keptId, goneId: otherId })));
      const ends = await Promise.all([merge(budi, goneId), turned ? merge(goneId, budi) : merge(budi, goneId)]);
      expect(ends.toSorted()).toEqual(["done", "merged_already"]);
      const live = await as("viewer", (ctx) => ctx.tx.contact.count({ where: { endedAt: null } }));
      expect(live).toBe(1);
    }
  });

  it("brings a chain to its end: A into B and B into C leave C, or say that B has gone", async () => {
    const { as, budi, goneId, add } = await openPair();
    const carla = await add("Carla Wijaya");
    const ends = await Promise.all([
      refusal(as("seller", (ctx) => mergeContacts(ctx, { keptId: budi, goneId }))),
      refusal(as("colleague", (ctx) => mergeContacts(ctx, { keptId: carla, goneId: budi }))),
    ]);
    expect(["done,done", "merge_outdated,done"]).toContain(ends.join());
    const leads = await as("viewer", async (ctx) => [
      (await getContact(ctx, budi)).id,
      (await getContact(ctx, goneId)).id,
    ]);
    expect(leads).toEqual([carla, ends[0] === "done" ? carla : goneId]);
  });

  it("waits for whatever is in flight about either of them, and is not waited for in turn", async () => {
    const desk = await openDesk(db);
    const goneId = await desk.add("Bob Santoso", { ...bob, evenIfKnown: true });
    const { as, budi } = desk;
    const tickets = await Promise.all([0, 1, 2].map(() => desk.open({ contactId: goneId })));
    const tasks = await Promise.all(
      [0, 1, 2].map((n) =>
        as("colleague", (ctx) =>
          addTask(ctx, { title: `task ${n}`, contactId: goneId, dueAt: null, interactionId: null }),
        ),
      ),
    );
    const work = [
      ...tickets.map(({ id }) => as("seller", (ctx) => takeTicket(ctx, { ticketId: id }))),
      ...tickets.map(({ id }, n) =>
        as("seller", (ctx) => changeTicket(ctx, { ticketId: id, contactId: n % 2 ? budi : goneId })),
      ),
      ...tasks.map(({ id }, n) =>
        as("colleague", (ctx) => changeTask(ctx, { taskId: id, contactId: n % 2 ? goneId : budi })),
      ),
      ...tasks.map(({ id }) => as("colleague", (ctx) => changeTask(ctx, { taskId: id, title: "put right" }))),
      ...[0, 1, 2].map(() => desk.open({ contactId: goneId })),
      as("colleague", (ctx) => addTask(ctx, { title: "late", contactId: goneId, dueAt: null, interactionId: null })),
      as("seller", (ctx) => changeContact(ctx, { contactId: budi, jobTitle: "Director" })),
    ];
    await Promise.all([as("steward", (ctx) => mergeContacts(ctx, { keptId: budi, goneId })), ...work]);
    const left = await as("steward", async (ctx) => [
      await ctx.tx.ticket.count({ where: { contactId: goneId } }),
      await ctx.tx.task.count({ where: { contactId: goneId } }),
      await ctx.tx.ticket.count({ where: { contactId: budi } }),
      await ctx.tx.task.count({ where: { contactId: budi } }),
    ]);
    expect(left).toEqual([0, 0, 6, 4]);
  });

  it("has an entry that is in flight land on the one that stays, and none lost", async () => {
    const { as, budi, goneId, merge } = await openPair();
    const entries = Array.from({ length: 12 }, (_, n) =>
      as("colleague", (ctx) =>
        logInteraction(ctx, call(n % 2 ? goneId : budi, { note: `entry ${n}`, outcome: "connected" })),
      ),
    );
    const changed = entries.slice(0, 4).map(async (entry) => {
      const { id } = await entry;
      await as("colleague", (ctx) => changeInteraction(ctx, { id, note: "changed" }));
      await as("colleague", (ctx) => removeInteraction(ctx, id));
    });
    await Promise.all([merge(), ...entries, ...changed]);
    const rows = await as("viewer", (ctx) => ctx.tx.interaction.findMany({ select: { contactId: true } }));
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map(({ contactId }) => contactId))).toEqual(new Set([budi]));
  });
});
