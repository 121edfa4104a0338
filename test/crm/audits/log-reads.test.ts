import { describe, expect, it } from "vitest";
import { noteRead } from "../../../src/crm/audits/note-read.ts";
import { setLogReads } from "../../../src/crm/audits/set-log-reads.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { getContactDetails } from "../../../src/crm/customers/get-contact-details.ts";
import { getCustomerCard } from "../../../src/crm/interactions/customer-card.ts";
import { listTimeline } from "../../../src/crm/interactions/list-entries.ts";
import { testClient } from "../../support/database.ts";
import { openTeam, type Person, type Team, talk, today } from "../customers/open-team.ts";

const db = testClient();

async function opened(reads: boolean): Promise<{ team: Team; budi: string; ani: string }> {
  const team = await openTeam(db);
  const [budi, ani] = await team.as("steward", async (ctx) => {
    const first = await createContact(ctx, { name: "Budi Santoso", source: "typed" });
    const second = await createContact(ctx, { name: "Ani Wijaya", source: "typed" });
    await talk(ctx, first.id, { happenedAt: today });
    return [first.id, second.id];
  });
  if (!budi || !ani) throw new Error("There are no customers");
  if (reads) await team.as("steward", (ctx) => setLogReads(ctx, { on: true }));
  return { team, budi, ani };
}

/** Who opened whose card, as the log has it. */
async function reads(team: Team): Promise<{ actorId: string | null; subjectId: string | null }[]> {
  return team.as(null, (ctx) =>
    ctx.tx.auditEntry.findMany({
      where: { action: "customer.read" },
      select: { actorId: true, subjectId: true },
      orderBy: { seq: "asc" },
    }),
  );
}

describe("the log of opened cards", () => {
  it("has nothing as long as nobody has switched it on", async () => {
    const { team, budi } = await opened(false);
    await team.as("viewer", (ctx) => getCustomerCard(ctx, budi));
    expect(await reads(team)).toEqual([]);
  });

  it("has who opened whose card or history, or the form with all that is on it", async () => {
    const { team, budi, ani } = await opened(true);
    await team.as("viewer", (ctx) => getCustomerCard(ctx, budi));
    await team.as("seller", (ctx) => listTimeline(ctx, { contactId: budi, after: null, limit: 5 }));
    await team.as("seller", (ctx) => getContactDetails(ctx, ani));
    const by = (person: Person, subjectId: string) => ({ actorId: team.memberIds[person], subjectId });
    expect(await reads(team)).toEqual([by("viewer", budi), by("seller", budi), by("seller", ani)]);
  });

  it("has one entry an interaction for each customer, however many of their pages it opens", async () => {
    const { team, budi, ani } = await opened(true);
    await team.as("seller", async (ctx) => {
      await getCustomerCard(ctx, budi);
      await listTimeline(ctx, { contactId: budi, after: null, limit: 5 });
      await listTimeline({ ...ctx }, { contactId: budi, after: null, limit: 1 });
      await getCustomerCard(ctx, ani);
    });
    expect((await reads(team)).map(({ subjectId }) => subjectId)).toEqual([budi, ani]);
    await team.as("seller", (ctx) => getCustomerCard(ctx, budi));
    expect(await reads(team)).toHaveLength(3);
  });

  it("has nothing of Steward's own work, of who was refused, or of customers who are not there", async () => {
    const { team, budi } = await opened(true);
    await team.as(null, (ctx) => getCustomerCard(ctx, budi));
    await expect(team.as("stranger", (ctx) => getCustomerCard(ctx, budi))).rejects.toMatchObject({ code: "no_access" });
    const nobody = "0199c5d0-0000-7000-8000-000000000000";
    await expect(team.as("seller", (ctx) => getCustomerCard(ctx, nobody))).rejects.toThrow();
    await team.as("seller", (ctx) => listTimeline(ctx, { contactId: nobody, after: null, limit: 5 }));
    expect(await reads(team)).toEqual([]);
  });

  it("is kept with what was done, or not at all", async () => {
    const { team, budi } = await opened(true);
    const failed = team.as("seller", async (ctx) => {
      noteRead(ctx, budi);
      throw new Error("the rest failed");
    });
    await expect(failed).rejects.toThrow("the rest failed");
    expect(await reads(team)).toEqual([]);
  });
});

describe("setLogReads", () => {
  it("leaves an entry for each change, and none where it was so already", async () => {
    const { team } = await opened(false);
    const set = (on: boolean) => team.as("steward", (ctx) => setLogReads(ctx, { on }));
    expect([await set(false), await set(true), await set(true), await set(false)]).toEqual([false, true, false, true]);
    const entries = await team.as(null, (ctx) =>
      ctx.tx.auditEntry.findMany({ where: { action: "settings.log_reads_changed" }, orderBy: { seq: "asc" } }),
    );
    expect(entries).toMatchObject([
      { before: { logReads: false }, after: { logReads: true }, actorId: team.memberIds.steward },
      { before: { logReads: true }, after: { logReads: false } },
    ]);
  });

  it("is written once where two stewards switch it at the same moment", async () => {
    const { team } = await opened(false);
    const both = await Promise.all([1, 2].map(() => team.as("steward", (ctx) => setLogReads(ctx, { on: true }))));
    expect(both.toSorted()).toEqual([false, true]);
  });

  it("is for stewards", async () => {
    const { team } = await opened(false);
    for (const person of ["seller", "viewer"] as const) {
      await expect(team.as(person, (ctx) => setLogReads(ctx, { on: true }))).rejects.toMatchObject({
        code: "not_permitted",
      });
    }
  });
});
