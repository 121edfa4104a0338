import { describe, expect, it } from "vitest";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { listAudit, listAuditForward } from "../../../src/crm/audits/list-audit.ts";
import { readAuditQuery } from "../../../src/crm/audits/read-audit-query.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { suspendContactPoint } from "../../../src/crm/customers/suspend-contact-point.ts";
import type { Context } from "../../../src/db/context.ts";
import { auditSentence } from "../../../src/slack/views/audit-actions.text.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, maya } from "../access/enrolled-workspace.ts";

const db = testClient();

/** Friday 20 November, Saturday 21 and Sunday 22, at two in the afternoon in Jakarta. */
const [friday, saturday, sunday] = [20, 21, 22].map((day) => new Date(`2026-11-${day}T07:00:00Z`)) as [
  Date,
  Date,
  Date,
];

async function lived(): Promise<EnrolledWorkspace & { budi: string; ani: string }> {
  const workspace = await enrolled(db);
  const add = (name: string) => (ctx: Context) =>
    createContact(ctx, {
      name,
      phones: [name === "Budi Santoso" ? "0812 3456 7890" : "0812 9999 1111"],
      source: "test",
    });
  await workspace.as(
    dewi,
    (ctx) =>
      grantAccess(ctx, {
        people: [maya],
        throughChannel: [],

        role: "member",
        departments: ["support"],
      }),
    friday,
  );
  const { id: budi } = await workspace.as(dewi, add("Budi Santoso"), saturday);
  const { id: ani } = await workspace.as(maya, add("Ani Wijaya"), sunday);
  await workspace.as(
    maya,
    (ctx) => suspendContactPoint(ctx, { contactId: budi, kind: "phone", reason: "wrong number" }),
    sunday,
  );
  return { ...workspace, budi, ani };
}

async function found(workspace: EnrolledWorkspace, text: string, slackUserIds: string[] = []): Promise<string[]> {
  return workspace.as(
    dewi,
    async (ctx) => {
      const filter = await readAuditQuery(ctx, { text, slackUserIds });
      const { lines } = await listAudit(ctx, { filter, limit: 20 });
      return lines.map((line) => `${line.actorName ?? "Steward"} ${auditSentence(line)}`);
    },
    sunday,
  );
}

describe("listAudit", () => {
  it("reads newest first, in sentences, with names as they are today", async () => {
    const workspace = await lived();
    expect((await found(workspace, "")).slice(0, 4)).toEqual([
      "Maya Putri noted that 0812 3456 7890 of Budi Santoso reaches nobody: wrong number",
      "Maya Putri added Ani Wijaya",
      "Dewi Lestari added Budi Santoso",
      "Dewi Lestari gave Maya Putri access (member, support)",
    ]);
  });

  it("finds by who acted, by customer, by area and by period, also together", async () => {
    const workspace = await lived();
    expect(await found(workspace, "", ["UMAYA"])).toHaveLength(2);
    expect(await found(workspace, "@maya")).toHaveLength(2);
    expect(await found(workspace, "budi")).toEqual([
      "Maya Putri noted that 0812 3456 7890 of Budi Santoso reaches nobody: wrong number",
      "Dewi Lestari added Budi Santoso",
    ]);
    expect(await found(workspace, "access maya")).toEqual([]);
    expect(await found(workspace, "access dewi")).toEqual(["Dewi Lestari gave Maya Putri access (member, support)"]);
    expect(await found(workspace, "yesterday")).toEqual(["Dewi Lestari added Budi Santoso"]);
    expect(await found(workspace, "contacts from 21 Nov to 22 Nov")).toHaveLength(2);
    // One that leads two figures is read as an hour by whoever looks for times: "from 21".
    expect(await found(workspace, "from 21 Nov until 22 Nov contacts")).toHaveLength(2);
    expect(await found(workspace, "contacts from 12 Nov to 14 Nov")).toHaveLength(0);
    expect(await found(workspace, "contacts between 12 Nov and 22 Nov")).toHaveLength(2);
    expect(await found(workspace, "since 21 Nov")).toHaveLength(3);
    expect(await found(workspace, "dewi 22 Nov")).toEqual([]);
  });

  it("refuses words that are nobody's", async () => {
    const workspace = await lived();
    await expect(found(workspace, "xyzzy plugh")).rejects.toMatchObject({ code: "audit_words_unknown" });
    await expect(found(workspace, "@nobody")).rejects.toMatchObject({ code: "audit_words_unknown" });
  });

  it("goes on where the page before ended, and forward for an export", async () => {
    const workspace = await lived();
    await workspace.as(dewi, async (ctx) => {
      const first = await listAudit(ctx, { limit: 3 });
      expect(first.lines).toHaveLength(3);
      const second = await listAudit(ctx, { before: first.next, limit: 100 });
      expect(second.next).toBeNull();
      const all = [...first.lines, ...second.lines].map(({ seq }) => seq);
      expect(all).toEqual(all.toSorted((a, b) => Number(b - a)));
      const forward = await listAuditForward(ctx, { filter: {}, after: 1n, limit: 2 });
      expect(forward.map(({ seq }) => seq)).toEqual([2n, 3n]);
    });
  });

  it("says erased where the person's key is destroyed", async () => {
    const workspace = await lived();
    await workspace.as(dewi, async (ctx) => {
      await ctx.tx.personKey.updateMany({
        where: { personId: workspace.budi },
        data: { wrapped: null, masterKeyId: null, destroyedAt: ctx.now },
      });
      await ctx.tx.contact.update({ where: { id: workspace.budi }, data: { name: "Erased" } });
    });
    expect((await found(workspace, ""))[0]).toBe("Maya Putri noted that erased of Erased reaches nobody");
  });

  it("is for stewards", async () => {
    const workspace = await lived();
    await expect(workspace.as(maya, (ctx) => listAudit(ctx, { limit: 1 }))).rejects.toMatchObject({
      code: "not_permitted",
    });
  });
});
