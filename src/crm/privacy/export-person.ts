import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow, listStewardNames } from "../access/permission.ts";
import { getContact } from "../customers/get-contact.ts";
import { followContact } from "../customers/merge/person-ids.ts";
import { collectPerson } from "./collect-person.ts";
import { readReason } from "./read-reason.ts";
import { writePersonText } from "./write-person-text.ts";

/** The two files of one person's export. */
export interface PersonFiles {
  /** as the person is called, for a heading */
  name: string;
  json: string;
  text: string;
}

/**
 * Takes down that a steward wants everything about one person, and tells the other stewards. From Slack the files follow
 * as a message (`person-export`).
 * @returns the export's id
 * @throws Refusal not_permitted, contact_not_found, reason_missing, reason_too_long
 */
export async function requestPersonExport(
  ctx: Context,
  { contactId, reason }: { contactId: string; reason: string },
): Promise<string> {
  await allow(ctx, "privacy:manage");
  const contact = await getContact(ctx, contactId);
  const id = newId();
  const why = readReason(reason);
  await ctx.tx.dataExport.create({
    data: {
      id,
      workspaceId: ctx.workspace.id,
      scope: "person",
      contactId: contact.id,
      memberId: ctx.member?.id ?? null,
      surface: ctx.surface === "cli" ? "cli" : "slack",
      reason: why,
      startedAt: ctx.now,
    },
  });
  ctx.audit({
    action: "privacy.exported",
    subjectType: "contact",
    subjectId: contact.id,
    about: { type: "contact", id: contact.id },
    after: { exportId: id, scope: "person", reason: why },
  });
  const payload = { exportId: id, contactId: contact.id };
  if (ctx.member) ctx.notify({ kind: "person-export", recipient: ctx.member.slackUserId, payload });
  await announceExport(ctx, payload);
  return id;
}

/** Tells every steward but the one who did it. */
export async function announceExport(ctx: Context, payload: { exportId: string; contactId?: string }): Promise<void> {
  for (const { slackUserId } of await listStewardNames(ctx)) {
    if (slackUserId !== ctx.member?.slackUserId) ctx.notify({ kind: "data-exported", recipient: slackUserId, payload });
  }
}

/** The files of an export that was asked for; null when the person has been erased since. */
export async function makePersonFiles(ctx: Context, exportId: string): Promise<PersonFiles | null> {
  const asked = await ctx.tx.dataExport.findFirst({ where: { id: exportId, scope: "person" } });
  if (!asked?.contactId) return null;
  // Merged since it was asked for, the person stands under the one that stayed.
  const contactId = await followContact(ctx, asked.contactId);
  const contact = await ctx.tx.contact.findFirst({ where: { id: contactId, endedAt: null } });
  if (!contact) return null;
  const data = await collectPerson(ctx, contact.id);
  const rows = Object.values(data).reduce((total, { length }) => total + length, 0);
  await ctx.tx.dataExport.update({ where: { id: exportId }, data: { finishedAt: ctx.now, rows } });
  const { name: workspace, zone } = ctx.workspace;
  return {
    name: contact.name,
    json: `${JSON.stringify({ about: contact.name, workspace, madeAt: ctx.now, ...data }, jsonValue, 2)}\n`,
    text: writePersonText(data, { workspace, zone, at: ctx.now }),
  };
}

function jsonValue(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
