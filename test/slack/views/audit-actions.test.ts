import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AuditLine } from "../../../src/crm/audits/list-audit.ts";
import { ticketEventKinds } from "../../../src/crm/tickets/ticket.ts";
import { auditSentence, auditSentences } from "../../../src/slack/views/audit-actions.text.ts";
import { hostileTexts } from "../../support/fixture.ts";

const root = join(import.meta.dirname, "..", "..", "..");

const folders = ["src/crm", "src/db", "src/scheduler", "src/slack", "prisma/demo"];
const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("generated"))
    .map((file) => ({ file: `${folder}/${file}`, source: readFileSync(join(root, folder, file), "utf8") })),
);

/** Every action that an entry is written with, by where that is. */
function writtenActions(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { file, source } of sources) {
    // Up to the end of the value: one string, or one of two by a condition.
    for (const [, value = ""] of source.matchAll(/\baction:\s*((?:"[^"]*"|`[^`]*`|[^,"`}])+)/gu)) {
      for (const [, action = ""] of value.matchAll(/"([a-z_]+\.[a-z_]+)"/gu)) found.set(action, file);
      for (const [, area = "", name = ""] of value.matchAll(/`([a-z_]+)\.\$\{(\w+)\}`/gu)) {
        for (const end of valuesOf(name, dirname(file))) {
          // In that folder clocks have kinds as well.
          if (area !== "ticket" || ticketEventKinds.some((kind) => kind === end)) found.set(`${area}.${end}`, file);
        }
      }
    }
    // Or as the argument of whatever writes the entry in one file.
    for (const [, action = ""] of source.matchAll(/\b(?:note|auditNote)\(ctx, "([a-z_]+\.[a-z_]+)"/gu))
      found.set(action, file);
  }
  return found;
}

/** What the files of a folder give to a name that actions are put together of: one string, or one of two by a condition. */
function valuesOf(name: string, folder: string): string[] {
  const given = new RegExp(`\\b${name}: (?:\\w+ \\? "([a-z_]+)" : )?"([a-z_]+)"`, "gu");
  // Elsewhere in the folder the same name may stand for something that no entry is made of.
  const inFolder = sources.filter(
    ({ file, source }) => dirname(file) === folder && /\baudit\(|\bkeepChanges?\(/u.test(source),
  );
  const values = inFolder.flatMap(({ source }) =>
    [...source.matchAll(given)].flatMap((found) => found.slice(1).filter((value) => value !== undefined)),
  );
  return values.filter((value) => value !== "asc" && value !== "desc");
}

const line = (more: Partial<AuditLine>): AuditLine => ({
  ...{ id: "1", seq: 1n, at: new Date(0), action: "", surface: "slack-command", interactionId: "1" },
  ...{ actorId: null, actorName: null, subjectType: "contact", subjectId: null, subjectName: "Budi Santoso" },
  ...{ erased: false, before: null, after: null, hash: "00" },
  ...more,
});

describe("the sentences of the audit log", () => {
  const written = writtenActions();

  it("are there for every action that the code writes", () => {
    // One of each way in which an action stands in the code.
    const known = ["workspace.uninstalled", "access_review.decided", "ownership.changed", "access.granted"];
    const chosen = ["member.deactivated", "member.reactivated", "contact.changed", "workspace.reinstalled"];
    expect([...written.keys()]).toEqual(expect.arrayContaining([...known, ...chosen, "demo.seeded", "customer.read"]));
    const missing = [...written].filter(([action]) => !(action in auditSentences));
    expect(missing, "add these to src/slack/views/audit-actions.text.ts").toEqual([]);
  });

  it("are there for no action that nothing writes", () => {
    expect(Object.keys(auditSentences).filter((action) => !written.has(action))).toEqual([]);
  });

  it.each(Object.keys(auditSentences))("%s goes on after a name, with and without its values", (action) => {
    const values = { name: "Budi", reason: "asked for it", subject: "crm", memberId: "1", title: "send it", rows: 2 };
    const told = [
      line({ action }),
      line({ action, before: values, after: values }),
      line({ action, erased: true, subjectName: "Erased person" }),
      line({ action, erased: true, subjectName: null }),
    ];
    const hostile = [
      ...hostileTexts.map((text) => line({ action, subjectName: text, before: { note: text }, after: { note: text } })),
    ];
    for (const said of [...told, ...hostile].map(auditSentence)) {
      expect(said).toMatch(/^[a-z]/u);
      expect(said).not.toMatch(/undefined|\bnull\b|NaN|\[object/u);
    }
    for (const said of told.map(auditSentence)) expect(said).toMatch(/[^\s:(]$/u);
  });

  it("names who was made the owner of what", () => {
    const made = line({
      action: "ownership.changed",
      subjectName: "Maya Putri",
      after: { subject: "reports", memberId: "1" },
    });
    expect(auditSentence(made)).toBe('made Maya Putri owner of "Who runs reports"');
    const left = line({ action: "ownership.changed", after: { subject: "crm", memberId: null }, subjectName: null });
    expect(auditSentence(left)).toBe('left "The CRM itself" without an owner');
  });
});
