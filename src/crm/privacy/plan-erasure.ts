import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type Contact, getContact } from "../customers/get-contact.ts";
import { personIds } from "../customers/merge/person-ids.ts";
import { tasksOfPerson } from "../tasks/tasks-of-person.ts";
import { ticketsOfPerson } from "../tickets/tickets-of-person.ts";
import { collectPerson, findDeliveries, type KeptRemark, remarkNames, remarksOf } from "./collect-person.ts";
import type { ErasureCounts } from "./erasure.ts";
import { mentionsPerson, type PersonWords, readPersonWords } from "./person-words.ts";

/** One message or file of Steward's own about somebody. */
export interface OwnMessage {
  channel: string;
  ts: string | null;
  fileId: string | null;
}

export interface ErasurePlan {
  contact: Contact;
  counts: ErasureCounts;
  messages: OwnMessage[];
}

/**
 * What an erasure would remove, without removing anything.
 * @throws Refusal not_permitted, contact_not_found
 */
export async function planErasure(ctx: Context, contactId: string): Promise<ErasurePlan> {
  await allow(ctx, "privacy:manage");
  const contact = await getContact(ctx, contactId);
  const words = await readPersonWords(ctx, contact.id);
  const data = await collectPerson(ctx, contact.id);
  const messages = await findOwnMessages(ctx, contact.id);
  const entries = data.auditEntries.filter(({ before, after }) => before !== null || after !== null);
  const sealed = await countSealed(ctx, contact.id);
  const runs = await ctx.tx.importRun.findMany({ select: { rejections: true, notices: true } });
  const counts: ErasureCounts = {
    contact: data.contact.length,
    contactPoints: data.contactPoints.length,
    contactFacts: data.contactFacts.length,
    interactions: data.interactions.length,
    interactionVersions: data.interactionVersions.length,
    tasks: data.tasks.length,
    quotes: data.quotes.length,
    quoteVersions: data.quoteVersions.length,
    tickets: data.tickets.length,
    drafts: data.drafts.length,
    importRemarks: runs.reduce(
      (total, { rejections, notices }) =>
        total + namedRemarks([...remarksOf(rejections), ...remarksOf(notices)], words).length,
      data.importChanges.length,
    ),
    exportReasons: data.dataExports.length,
    auditEntries: sealed,
    openAuditEntries: Math.max(0, entries.length - sealed),
    messages: messages.filter(({ ts }) => ts !== null).length,
    files: messages.filter(({ fileId }) => fileId !== null).length,
  };
  return { contact, counts, messages };
}

export function namedRemarks(remarks: readonly KeptRemark[], words: PersonWords): KeptRemark[] {
  return remarks.filter((remark) => remarkNames(remark, words));
}

async function countSealed(ctx: Context, contactId: string): Promise<number> {
  const keys = await ctx.tx.personKey.findMany({
    where: { personType: "contact", personId: { in: await personIds(ctx, contactId) } },
  });
  return ctx.tx.auditEntry.count({ where: { aboutKey: { in: keys.map(({ id }) => id) } } });
}

/**
 * Where Steward's messages and files about somebody stand: its answers and notices as far as Slack gave them an address,
 * and files with every customer in them, if they were made before.
 */
export async function findOwnMessages(ctx: Context, contactId: string, before = ctx.now): Promise<OwnMessage[]> {
  const ids = await personIds(ctx, contactId);
  const of = { contactId: { in: ids } };
  const interactions = await ctx.tx.interaction.findMany({ where: of, select: { id: true } });
  const words = await readPersonWords(ctx, contactId);
  const tasks = await tasksOfPerson(ctx, contactId, (text) => mentionsPerson(text, words));
  const tickets = await ticketsOfPerson(ctx, contactId, (text) => mentionsPerson(text, words));
  const sent = await findDeliveries(ctx, ids, [...interactions.map(({ id }) => id), ...tasks, ...tickets]);
  const posted = await ctx.tx.postedMessage.findMany({
    where: { OR: [of, { contactId: null, postedAt: { lte: before } }] },
  });
  const uploads = await findImportNotices(ctx, contactId);
  const all = [
    ...posted.map(({ channel, ts, fileId }) => ({ channel, ts, fileId })),
    ...[...sent, ...uploads].flatMap(({ channel, ts }) => (channel && ts ? [{ channel, ts, fileId: null }] : [])),
  ];
  return [...new Map(all.map((one) => [`${one.channel} ${one.ts} ${one.fileId}`, one])).values()];
}

/** Word of an import shows the first rows that were not taken, with what stood in them. */
async function findImportNotices(
  ctx: Context,
  contactId: string,
): Promise<{ channel: string | null; ts: string | null }[]> {
  const words = await readPersonWords(ctx, contactId);
  const runs = await ctx.tx.importRun.findMany({ select: { id: true, rejections: true } });
  const named = runs.filter(({ rejections }) => namedRemarks(remarksOf(rejections), words).length > 0);
  if (named.length === 0) return [];
  const started = await ctx.tx.auditEntry.findMany({
    where: { action: "import.started", subjectId: { in: named.map(({ id }) => id) } },
    select: { interactionId: true },
  });
  const uploadIds = started.map(({ interactionId }) => interactionId.replace(/^upload:/u, ""));
  const deliveries = await ctx.tx.delivery.findMany({ where: { kind: "import-finished" } });
  return deliveries.filter(({ payload }) =>
    uploadIds.includes(String((payload as { uploadId?: unknown } | null)?.uploadId)),
  );
}
