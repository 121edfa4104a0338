import type { Context, Prisma } from "../../db/context.ts";
import { foldName } from "../customers/fold-name.ts";
import { personIds } from "../customers/merge/person-ids.ts";
import { collectQuotes } from "../quotes/quotes-of-person.ts";
import { tasksOfPerson } from "../tasks/tasks-of-person.ts";
import { collectTickets, ticketsOfPerson } from "../tickets/tickets-of-person.ts";
import { mentionsPerson, type PersonWords, readPersonWords } from "./person-words.ts";

/** Everything that the CRM holds about one person, by kind, each row whole. */
export interface PersonData {
  /** the contact, and those that were merged into it */
  contact: Row[];
  /** its merges, with what moved */
  merges: Row[];
  contactPoints: Row[];
  contactFacts: Row[];
  interactions: Row[];
  interactionVersions: Row[];
  tasks: Row[];
  quotes: Row[];
  quoteVersions: Row[];
  /** when they became prospect, customer, former customer, and by what */
  stageChanges: Row[];
  tickets: Row[];
  ticketEvents: Row[];
  ticketNotes: Row[];
  ticketAttempts: Row[];
  drafts: Row[];
  /** imports that brought the person, or whose remarks name them */
  imports: Row[];
  /** what later imports changed of them */
  importChanges: Row[];
  /** what the audit log says of them, opened */
  auditEntries: Row[];
  /** what Steward sent about them, and where it stands in Slack */
  deliveries: Row[];
  postedMessages: Row[];
  dataExports: Row[];
}

export type Row = Record<string, unknown>;

/** Gathers it all, in the open transaction. Rows that only name other people are left out; colleagues are told by name. */
export async function collectPerson(ctx: Context, contactId: string): Promise<PersonData> {
  const { tx } = ctx;
  const words = await readPersonWords(ctx, contactId);
  const ids = await personIds(ctx, contactId);
  const where = { contactId: { in: ids } };
  const contacts = await tx.contact.findMany({
    where: { id: { in: ids } },
    include: { company: { select: { name: true } }, owner: { select: { name: true } } },
  });
  const interactions = await tx.interaction.findMany({
    where,
    include: { member: { select: { name: true } } },
    orderBy: { happenedAt: "asc" },
  });
  const interactionIds = interactions.map(({ id }) => id);
  // An entry that was put on somebody else first, or since, has versions that were about this person.
  const versions = await tx.interactionVersion.findMany({
    where: { OR: [where, { interactionId: { in: interactionIds } }] },
    orderBy: [{ interactionId: "asc" }, { version: "asc" }],
  });
  const taskIds = await tasksOfPerson(ctx, contactId, (text) => mentionsPerson(text, words));
  const tasks = await tx.task.findMany({ where: { id: { in: taskIds } }, orderBy: { createdAt: "asc" } });
  const quotes = await collectQuotes(ctx, ids);
  const quoteIds = quotes.quotes.map(({ id }) => String(id));
  const ticketIds = await ticketsOfPerson(ctx, contactId, (text) => mentionsPerson(text, words));
  return {
    contact: contacts.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
    merges: await tx.contactMerge.findMany({
      where: { OR: [{ keptId: { in: ids } }, { goneId: { in: ids } }] },
      orderBy: { id: "asc" },
    }),
    contactPoints: await tx.contactPoint.findMany({ where, orderBy: { validFrom: "asc" } }),
    contactFacts: await tx.contactFact.findMany({ where, orderBy: { validFrom: "asc" } }),
    interactions,
    interactionVersions: versions,
    tasks,
    ...quotes,
    ...(await collectTickets(ctx, ticketIds)),
    drafts: await findDrafts(ctx, words),
    imports: await findImports(ctx, new Set(contacts.flatMap(({ importId }) => importId ?? [])), words),
    importChanges: await tx.importChange.findMany({ where, orderBy: { id: "asc" } }),
    auditEntries: await readEntries(ctx, ids, [...[...interactionIds, ...taskIds], ...quoteIds, ...ticketIds]),
    deliveries: await findDeliveries(ctx, ids, [...interactionIds, ...taskIds, ...quoteIds, ...ticketIds]),
    postedMessages: await tx.postedMessage.findMany({ where, orderBy: { postedAt: "asc" } }),
    dataExports: await tx.dataExport.findMany({ where, orderBy: { startedAt: "asc" } }),
  };
}

export async function findDrafts(ctx: Context, words: PersonWords) {
  const drafts = await ctx.tx.draft.findMany({ orderBy: { createdAt: "asc" } });
  return drafts.filter(({ text, entry }) => mentionsPerson(`${text} ${JSON.stringify(entry)}`, words));
}

export interface KeptRemark {
  line: number;
  field: string | null;
  value: string;
  reason: string;
}

/** Whether a remark's value is this person's: an address, or their name as it stood in the file. */
export function remarkNames({ value }: KeptRemark, words: PersonWords): boolean {
  if (value.trim() === "") return false;
  const folded = foldName(value);
  return (
    mentionsPerson(value, words) ||
    words.names.some((name) => foldName(name) === folded) ||
    words.points.some(({ normal, typed }) => typed === value || normal === value || foldName(typed) === folded)
  );
}

export function remarksOf(kept: Prisma.JsonValue): KeptRemark[] {
  return Array.isArray(kept) ? (kept as unknown as KeptRemark[]) : [];
}

async function findImports(ctx: Context, importIds: ReadonlySet<string>, words: PersonWords): Promise<Row[]> {
  const runs = await ctx.tx.importRun.findMany({ orderBy: { startedAt: "asc" } });
  return runs.flatMap(({ rejections, notices, leftOut: _, ...run }) => {
    const named = [...remarksOf(rejections), ...remarksOf(notices)].filter((remark) => remarkNames(remark, words));
    return importIds.has(run.id) || named.length > 0 ? [{ ...run, remarks: named }] : [];
  });
}

/** Entries whose subject is the person or something of theirs, and those sealed under their key. */
export async function readEntries(
  ctx: Context,
  personIds: readonly string[],
  subjects: readonly string[],
): Promise<Row[]> {
  const keys = await ctx.tx.personKey.findMany({
    where: { personType: "contact", personId: { in: [...personIds] } },
  });
  const entries = await ctx.tx.auditEntry.findMany({
    where: {
      OR: [{ aboutKey: { in: keys.map(({ id }) => id) } }, { subjectId: { in: [...personIds, ...subjects] } }],
    },
    select: {
      ...{ id: true, seq: true, at: true, actorId: true, action: true, surface: true },
      ...{ subjectType: true, subjectId: true, before: true, after: true },
    },
    orderBy: { seq: "asc" },
  });
  const opened = await ctx.unseal(entries);
  return entries.map((entry, index) => ({ ...entry, seq: String(entry.seq), ...opened[index] }));
}

/** A delivery holds ids: those with this person's, or with that of something of theirs, were about them. */
export async function findDeliveries(ctx: Context, personIds: readonly string[], subjects: readonly string[]) {
  const ids = [...personIds, ...subjects];
  return ctx.tx.$queryRaw<
    { id: string; kind: string; recipient: string; state: string; channel: string | null; ts: string | null }[]
  >`
    SELECT id, kind, recipient, state, channel, ts, "createdAt", "settledAt" FROM delivery
    WHERE EXISTS (SELECT FROM unnest(${ids}::text[]) AS one WHERE position(one in payload::text) > 0)
    ORDER BY "createdAt", id`;
}
