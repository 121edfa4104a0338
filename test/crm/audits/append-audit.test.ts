import { v7 as newId } from "uuid";
import { describe, expect, it } from "vitest";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import type { Context } from "../../../src/db/context.ts";
import { createKeyRing, masterKeyIdOf } from "../../../src/db/key-ring.ts";
import { findMissingMasterKeys } from "../../../src/db/master-keys.ts";
import { testClient } from "../../support/database.ts";
import { testKeyRing } from "../../support/key-ring.ts";
import { dewi, enrolled } from "../access/enrolled-workspace.ts";

const db = testClient();

async function addBudi(ctx: Context): Promise<string> {
  const { id } = await createContact(ctx, { name: "Budi Santoso", phones: ["0812 3456 7890"], source: "test" });
  return id;
}

function entriesOf(ctx: Context, action: string) {
  return ctx.tx.auditEntry.findMany({ where: { action }, orderBy: { seq: "asc" } });
}

describe("appendAudit", () => {
  it("keeps what is said about a person under that person's own key", async () => {
    const workspace = await enrolled(db);
    const contactId = await workspace.as(dewi, addBudi);
    await workspace.as(dewi, (ctx) =>
      logInteraction(ctx, {
        contactId,
        type: "call",
        outcome: "connected",
        happenedAt: ctx.now,
        durationMinutes: null,
        note: "Wants the offer by May",
        link: null,
        tasks: [{ title: "send the offer to Budi", dueAt: null }],
      }),
    );
    const stored = JSON.stringify(await workspace.audit());
    for (const secret of ["Budi", "0812", "81234567890", "offer", "May"]) expect(stored).not.toContain(secret);

    await workspace.as(dewi, async (ctx) => {
      const [created] = await entriesOf(ctx, "contact.created");
      const [logged] = await entriesOf(ctx, "interaction.logged");
      const [added] = await entriesOf(ctx, "task.added");
      if (!created || !logged || !added) throw new Error("An entry is missing");
      const opened = await ctx.unseal([created, logged, added]);
      expect(opened[0]?.after).toMatchObject({ name: "Budi Santoso" });
      expect(opened[1]?.after).toMatchObject({ contactId, note: "Wants the offer by May" });
      expect(opened[2]?.after).toMatchObject({ title: "send the offer to Budi" });
      const keys = await ctx.tx.personKey.findMany();
      expect(keys).toHaveLength(1);
      expect(new Set([created, logged, added].map(({ aboutKey }) => aboutKey))).toEqual(new Set([keys[0]?.id]));
    });
  });

  it("says that it was erased once the key is destroyed, and nothing else", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, addBudi);
    await workspace.as(dewi, async (ctx) => {
      await ctx.tx.personKey.updateMany({ data: { wrapped: null, masterKeyId: null, destroyedAt: ctx.now } });
    });
    const opened = await workspace.as(dewi, async (ctx) => ctx.unseal(await entriesOf(ctx, "contact.created")));
    expect(opened).toEqual([{ erased: true, before: null, after: null }]);
  });

  it("binds what is sealed to its entry: copied to another, it does not open", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, addBudi);
    await workspace.as(dewi, async (ctx) => {
      const [created] = await entriesOf(ctx, "contact.created");
      if (!created) throw new Error("The entry is missing");
      await expect(ctx.unseal([{ ...created, id: newId() }])).rejects.toThrow();
    });
  });

  it("makes one key for somebody whom several interactions begin to speak of at one moment", async () => {
    const workspace = await enrolled(db);
    const id = newId();
    await workspace.as(dewi, async () => {});
    const speak = () =>
      workspace.as(dewi, async (ctx) => {
        ctx.audit({
          action: "contact.changed",
          subjectType: "contact",
          subjectId: id,
          about: { type: "contact", id },
          after: { name: "Budi" },
        });
      });
    await Promise.all([speak(), speak(), speak(), speak()]);
    await workspace.as(dewi, async (ctx) => {
      expect(await ctx.tx.personKey.count()).toBe(1);
      const opened = await ctx.unseal(await entriesOf(ctx, "contact.changed"));
      expect(opened.map(({ after }) => after)).toEqual(Array(4).fill({ name: "Budi" }));
    });
  });
});

describe("findMissingMasterKeys", () => {
  it("names the operator's key that wraps keys here and is not in the ring", async () => {
    const workspace = await enrolled(db);
    await workspace.as(dewi, addBudi);
    const other = Buffer.alloc(32, "another key");
    expect(await findMissingMasterKeys(db, createKeyRing(other))).toContain(testKeyRing.currentId);
    expect(await findMissingMasterKeys(db, testKeyRing)).not.toContain(testKeyRing.currentId);
    expect(testKeyRing.currentId).toBe(masterKeyIdOf(Buffer.alloc(32, "a key of the tests")));
  });
});
