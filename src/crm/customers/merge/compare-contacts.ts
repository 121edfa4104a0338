import type { Context } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { Refusal } from "../../refusal.ts";
import type { PointKind } from "../contact.ts";
import { pointKinds } from "../contact.ts";
import { type ContactDetails, getContactDetails } from "../get-contact-details.ts";
import { differingFields, type MergeField, type Side, usualSide } from "./merge-choice.ts";

/** Two contacts side by side, before they become one. */
export interface Comparison {
  /** the one that stays */
  kept: ContactDetails;
  /** the one that goes into it */
  gone: ContactDetails;
  /** what has to be chosen, with what is chosen unless somebody says otherwise */
  differing: { field: MergeField; usual: Side }[];
  /** current addresses of both together, equal ones counted once */
  points: Record<PointKind, number>;
  /** of those, how many both have */
  joined: number;
  /** what comes along from the one that goes */
  history: History;
}

/** Entries that were not taken back, open tasks, and tickets. */
export interface History {
  entries: number;
  tasks: number;
  tickets: number;
}

/**
 * What merging two contacts would make of them.
 * @throws Refusal not_permitted, contact_not_found, merge_with_itself
 */
export async function compareContacts(ctx: Context, pair: { keptId: string; goneId: string }): Promise<Comparison> {
  await allow(ctx, "customers:write");
  const kept = await getContactDetails(ctx, pair.keptId);
  const gone = await getContactDetails(ctx, pair.goneId);
  if (kept.contactId === gone.contactId) throw new Refusal("merge_with_itself", { name: kept.name });
  const of = (details: ContactDetails, kind: PointKind) =>
    details.points[kind].filter(({ ofCompany }) => !ofCompany).map(({ normal }) => normal);
  const both = pointKinds.map((kind) => ({ kind, ours: of(kept, kind), theirs: of(gone, kind) }));
  const points = Object.fromEntries(
    both.map(({ kind, ours, theirs }) => [kind, new Set([...ours, ...theirs]).size]),
  ) as Record<PointKind, number>;
  return {
    kept,
    gone,
    differing: differingFields(kept, gone).map((field) => ({ field, usual: usualSide(field, kept, gone) })),
    points,
    joined: both.reduce((sum, { ours, theirs }) => sum + theirs.filter((normal) => ours.includes(normal)).length, 0),
    history: await countHistory(ctx, gone.contactId),
  };
}

/** @param since only what was added after this moment */
export async function countHistory(ctx: Context, contactId: string, since?: Date): Promise<History> {
  const added = since ? { createdAt: { gt: since } } : {};
  const opened = since ? { openedAt: { gt: since } } : {};
  return {
    entries: await ctx.tx.interaction.count({ where: { ...added, contactId, removedAt: null } }),
    tasks: await ctx.tx.task.count({ where: { ...added, contactId, doneAt: null, droppedAt: null } }),
    tickets: await ctx.tx.ticket.count({ where: { ...opened, contactId } }),
  };
}
