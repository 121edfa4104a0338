import { describe, expect, it } from "vitest";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import {
  type AuditExport,
  type AuditFormat,
  requestAuditExport,
  writeAudit,
} from "../../../src/crm/audits/export-audit.ts";
import { verifyAudit } from "../../../src/crm/audits/verify-audit.ts";
import { createContact } from "../../../src/crm/customers/create-contact.ts";
import { readCsv } from "../../../src/crm/customers/import/read-csv.ts";
import type { Context } from "../../../src/db/context.ts";
import { auditSentence } from "../../../src/slack/views/audit-actions.text.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, maya, rizky } from "../access/enrolled-workspace.ts";

const db = testClient();
const [saturday, sunday] = [new Date("2026-11-21T07:00:00Z"), new Date("2026-11-22T07:00:00Z")] as const;

interface JsonEntry {
  number: number;
  who: string;
  what: string;
  action: string;
  about: { name: string | null };
  erased: boolean;
  after: object | null;
  hash: string;
}

/** Budi was added on Saturday, Ani with a name that a spreadsheet would reckon with on Sunday. */
async function lived(): Promise<EnrolledWorkspace & { budi: string }> {
  const workspace = await enrolled(db);
  await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [maya], role: "member", departments: ["sales"] }));
  const add = (name: string) => (ctx: Context) =>
    createContact(ctx, { name, emails: [`${name.length}@contoh.example`], source: "test" });
  const { id: budi } = await workspace.as(maya, add('Budi "Pak" Santoso'), saturday);
  await workspace.as(maya, add("=Ani Wijaya"), sunday);
  return { ...workspace, budi };
}

type Asked = Partial<Parameters<typeof requestAuditExport>[1]>;

function ask(workspace: EnrolledWorkspace, asked: Asked = {}, who = dewi): Promise<AuditExport> {
  const input = { reason: "the auditors ask", format: "csv", from: null, to: null, ...asked } as const;
  return workspace.as(who, (ctx) => requestAuditExport(ctx, input), sunday);
}

async function write(workspace: EnrolledWorkspace, order: AuditExport): Promise<{ text: string; pieces: string[] }> {
  const pieces: string[] = [];
  for await (const piece of writeAudit((run) => workspace.as(null, run), order, auditSentence)) pieces.push(piece);
  return { text: pieces.join(""), pieces };
}

async function exported(workspace: EnrolledWorkspace, asked: Asked = {}): Promise<string> {
  return (await write(workspace, await ask(workspace, asked))).text;
}

async function rowsOf(csv: string): Promise<Record<string, string>[]> {
  const read = await readCsv([Buffer.from(csv)]);
  if (!read) throw new Error("The file cannot be read");
  const rows: Record<string, string>[] = [];
  for await (const row of read.rows) {
    if (!("cells" in row)) throw new Error("A line cannot be read");
    rows.push(Object.fromEntries(read.header.map((name, index) => [name, row.cells[index] ?? ""])));
  }
  return rows;
}

const entriesOf = (json: string) => (JSON.parse(json) as { entries: JsonEntry[] }).entries;

describe("the export of the audit log", () => {
  it("has a line for each entry, oldest first, in words and with its values", async () => {
    const workspace = await lived();
    const csv = await exported(workspace);
    const rows = await rowsOf(csv);
    expect(rows.map(({ What }) => What).slice(-3)).toEqual([
      "gave Maya Putri access (member, sales)",
      'added Budi "Pak" Santoso',
      "added =Ani Wijaya",
    ]);
    expect(rows.map(({ Number: number }) => Number(number))).toEqual(rows.map((_, index) => index + 1));
    const last = rows.at(-1);
    expect(last).toMatchObject({ Who: "Maya Putri", Action: "contact.created", "Time (UTC)": sunday.toISOString() });
    expect(JSON.parse(last?.["After"] ?? "")).toMatchObject({ name: "=Ani Wijaya", email: ["11@contoh.example"] });
  });

  it("lets no cell be a formula", async () => {
    const csv = await exported(await lived());
    expect(csv).toContain(`"'=Ani Wijaya"`);
    const cells = csv.match(/(?<=^|,)"(?:[^"]|"")*"/gmu) ?? [];
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.filter((cell) => /^"[=+\-@\t\r]/u.test(cell))).toEqual([]);
  });

  it("is one JSON document with the same entries, each with the hash by which it is found in the log", async () => {
    const workspace = await lived();
    const document = JSON.parse(await exported(workspace, { format: "json" })) as { entries: JsonEntry[] };
    expect(document).toMatchObject({ workspace: "Contoh", from: null, before: null });
    const last = document.entries.at(-1);
    expect(last).toMatchObject({ who: "Maya Putri", about: { name: "=Ani Wijaya" }, erased: false });
    const kept = { seq: BigInt(last?.number ?? 0), hash: last?.hash ?? "" };
    const verdict = await workspace.as(dewi, (ctx) => verifyAudit(ctx, { kept }));
    expect(verdict.faultCount).toBe(0);
  });

  it("holds the days that were asked for, by the clock of whoever asked", async () => {
    const workspace = await lived();
    const actions = async (from: string | null, to: string | null) =>
      entriesOf(await exported(workspace, { format: "json", from, to })).map(({ what }) => what);
    expect(await actions("2026-11-21", "2026-11-21")).toEqual(['added Budi "Pak" Santoso']);
    expect((await actions("2026-11-22", null))[0]).toBe("added =Ani Wijaya");
    expect((await actions(null, "2026-11-21")).at(-1)).toBe('added Budi "Pak" Santoso');
  });

  it("holds what else it was narrowed to", async () => {
    const workspace = await lived();
    const filter = { contactIds: [workspace.budi], from: new Date(0), to: new Date(1) };
    const [only, ...more] = entriesOf(await exported(workspace, { format: "json", filter }));
    expect(only?.what).toBe('added Budi "Pak" Santoso');
    expect(more).toEqual([]);
  });

  it.each(["csv", "json"] as const)("says of an erased person that they are, as %s", async (format: AuditFormat) => {
    const workspace = await lived();
    await workspace.as(dewi, async (ctx) => {
      const destroyed = { wrapped: null, masterKeyId: null, destroyedAt: ctx.now };
      await ctx.tx.personKey.updateMany({ where: { personId: workspace.budi }, data: destroyed });
      await ctx.tx.contact.update({ where: { id: workspace.budi }, data: { name: "Erased person" } });
    });
    const text = await exported(workspace, { format });
    expect(text).not.toContain("Budi");
    if (format === "json") {
      expect(entriesOf(text).filter(({ erased }) => erased)).toMatchObject([
        { what: "added Erased person", after: null },
      ]);
    } else {
      expect((await rowsOf(text)).filter(({ After }) => After === "erased")).toMatchObject([
        { What: "added Erased person", Before: "erased" },
      ]);
    }
  });

  it("goes page by page, and leaves out what was written after it was asked for", async () => {
    const workspace = await lived();
    await workspace.as(null, async (ctx) => {
      for (let number = 0; number < 1100; number++) {
        ctx.audit({ action: "task.added", subjectType: "task", subjectId: null, after: { title: `task ${number}` } });
      }
    });
    const order = await ask(workspace, { format: "json" });
    await workspace.as(null, async (ctx) => ctx.audit({ action: "demo.seeded", subjectType: "task", subjectId: null }));
    const { text, pieces } = await write(workspace, order);
    const entries = entriesOf(text);
    expect(entries).toHaveLength(order.entries);
    expect(entries.map(({ action }) => action)).not.toContain("demo.seeded");
    // Opening, three pages, closing.
    expect(pieces).toHaveLength(5);
  });

  it("is taken down with its reason, and announced to the other stewards", async () => {
    const workspace = await lived();
    await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [rizky], role: "steward", departments: [] }));
    const order = await ask(workspace, { from: "2026-11-21", filter: { action: "contact" } });
    await write(workspace, order);
    const entry = (await workspace.audit()).findLast(({ action }) => action === "audit.exported");
    expect(entry?.after).toMatchObject({
      ...{ exportId: order.exportId, rows: 2, reason: "the auditors ask", format: "csv", action: "contact" },
      from: "2026-11-20T17:00:00.000Z",
    });
    const notices = await workspace.notices();
    expect(notices.filter(({ kind }) => kind === "audit-export")).toMatchObject([{ recipient: dewi.slackUserId }]);
    expect(notices.filter(({ kind }) => kind === "data-exported")).toMatchObject([
      { recipient: rizky.slackUserId, payload: { exportId: order.exportId } },
    ]);
    const kept = await workspace.as(null, (ctx) => ctx.tx.dataExport.findMany());
    expect(kept).toMatchObject([{ scope: "audit", rows: 2, reason: "the auditors ask", finishedAt: expect.any(Date) }]);
  });

  it("refuses who is no steward, and to go without a reason, a day that is one, or anything to export", async () => {
    const workspace = await lived();
    const refused = (asked: Asked, who = dewi) =>
      ask(workspace, asked, who).then(
        () => "done",
        (error: { code?: string }) => error.code,
      );
    expect(await refused({}, maya)).toBe("not_permitted");
    expect(await refused({ reason: " \n " })).toBe("reason_missing");
    expect(await refused({ reason: "x".repeat(301) })).toBe("reason_too_long");
    expect(await refused({ from: "2026-02-30" })).toBe("audit_day_unreadable");
    expect(await refused({ to: "yesterday" })).toBe("audit_day_unreadable");
    expect(await refused({ from: "2026-11-22", to: "2026-11-21" })).toBe("audit_period_backwards");
    expect(await refused({ from: "2027-01-01" })).toBe("audit_period_empty");
    expect(await refused({ to: "2020-01-01" })).toBe("audit_period_empty");
    expect((await workspace.audit()).map(({ action }) => action)).not.toContain("audit.exported");
  });
});
