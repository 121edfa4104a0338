import { v7 as newId } from "uuid";
import { type Context, type Prisma, sql } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { Refusal } from "../../refusal.ts";
import { redrawTickets } from "../../tickets/redraw-tickets.ts";
import { type FactField, longest } from "../contact.ts";
import { type ContactDetails, getContactDetails } from "../get-contact-details.ts";
import { noteStageChanges } from "../note-stage-change.ts";
import { countHistory, type History } from "./compare-contacts.ts";
import { listColumns, movedColumns, singleColumns } from "./contact-columns.ts";
import { joinFacts, joinPoints, keepOtherName } from "./join-values.ts";
import { lockPair } from "./lock-pair.ts";
import { decideSides, type MergeChoices, type MergeField, type Side, sinceSide } from "./merge-choice.ts";
import { asJson, type Change, changedColumns, type Moved } from "./merge-record.ts";

export interface MergedContacts {
  mergeId: string;
  keptId: string;
  /** as it is called from now on */
  keptName: string;
  /** the name that was not chosen */
  goneName: string;
  /** what came along */
  history: History;
}

/**
 * Makes two contacts one: everything of the one that goes comes to the one that stays, and whatever leads to the one that goes leads
 * there from now on. Nothing is deleted; `undoMerge` makes them two again.
 * @param pair.choices whose value counts where both say something, and not the same; what is left out is decided by `usualSide`
 * @throws Refusal not_permitted, contact_not_found, merge_with_itself, merged_already, merge_outdated
 */
export async function mergeContacts(
  ctx: Context,
  pair: { keptId: string; goneId: string; choices?: MergeChoices },
): Promise<MergedContacts> {
  await allow(ctx, "customers:write");
  const { keptId, goneId, choices = {} } = pair;
  await lockBoth(ctx, keptId, goneId);
  const kept = await getContactDetails(ctx, keptId);
  const gone = await getContactDetails(ctx, goneId);
  const chosen = decideSides(kept, gone, choices);
  const history = await countHistory(ctx, goneId);

  const moved = await moveRows(ctx, keptId, goneId);
  const changed: Change[] = [
    ...(await joinPoints(ctx, { keptId, goneId })),
    ...(await joinFacts(ctx, { keptId, goneId }, (field, ours, theirs) => {
      const asked = fieldOfFact[field];
      if (asked) return chosen[asked];
      return (theirs.confirmedAt?.getTime() ?? 0) > (ours.confirmedAt?.getTime() ?? 0) ? "gone" : "kept";
    })),
  ];
  const rows = await changeRows(ctx, { kept, gone, chosen });
  const [chosenName, otherName] = chosen.name === "kept" ? [kept.name, gone.name] : [gone.name, kept.name];
  changed.push(...rows, ...(await keepOtherName(ctx, keptId, otherName, chosenName)));
  await noteStageChanges(ctx, [
    { contactId: keptId, from: kept.stage, to: pick(chosen.stage, kept, gone).stage, cause: "merge" },
  ]);

  const mergeId = newId();
  await ctx.tx.contactMerge.create({
    data: {
      ...{ id: mergeId, workspaceId: ctx.workspace.id, keptId, goneId },
      ...{ mergedAt: ctx.now, mergedById: ctx.member?.id ?? null, ...asJson({ moved, changed }) },
    },
  });
  noteMerge(ctx, { mergeId, kept, gone, chosen });
  const looksOther = chosen.name === "gone" || kept.company?.id !== pick(chosen.company, kept, gone).company?.id;
  await redrawTickets(ctx, looksOther ? { contactId: keptId } : { ticketIds: moved["ticket.contactId"] ?? [] });
  return { mergeId, keptId, keptName: chosenName, goneName: otherName, history };
}

const fieldOfFact: Partial<Record<FactField, MergeField>> = {
  ...{ job_title: "jobTitle", organisation: "company", value: "value" },
};

function pick<T>(side: Side, kept: T, gone: T): T {
  return side === "kept" ? kept : gone;
}

async function lockBoth(ctx: Context, keptId: string, goneId: string): Promise<void> {
  const [kept, gone] = await lockPair(ctx, [keptId, goneId]);
  if (!kept || !gone) throw new Refusal("contact_not_found", {});
  if (keptId === goneId) throw new Refusal("merge_with_itself", { name: kept.name });
  const [keptNow, goneNow] = [kept.mergedIntoId ?? kept.id, gone.mergedIntoId ?? gone.id];
  if (keptNow === goneNow) {
    const { name } = await ctx.tx.contact.findFirstOrThrow({ where: { id: keptNow }, select: { name: true } });
    throw new Refusal("merged_already", { name });
  }
  // Somebody merged one of them into a third meanwhile: what was chosen was chosen for another.
  const elsewhere = kept.mergedIntoId ?? gone.mergedIntoId;
  if (elsewhere) {
    const { name } = await ctx.tx.contact.findFirstOrThrow({ where: { id: elsewhere }, select: { name: true } });
    throw new Refusal("merge_outdated", { name: kept.mergedIntoId ? kept.name : gone.name, into: name });
  }
  if (kept.endedAt || gone.endedAt) throw new Refusal("contact_not_found", {});
}

/** Puts every row that names the one that goes under the one that stays, one table after the other in one order. */
async function moveRows(ctx: Context, keptId: string, goneId: string): Promise<Moved> {
  const moved: Moved = {};
  for (const { key, table, column } of movedColumns) {
    const [into, named] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`)];
    const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
      UPDATE ${into} SET ${named} = ${keptId}::uuid
      WHERE id IN (SELECT id FROM ${into} WHERE ${named} = ${goneId}::uuid ORDER BY id FOR NO KEY UPDATE) RETURNING id`;
    if (rows.length > 0) moved[key] = rows.map(({ id }) => id);
  }
  for (const { key, table, column } of singleColumns) {
    const [into, named] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`)];
    const count = await ctx.tx.$executeRaw`
      UPDATE ${into} SET ${named} = ${keptId}::uuid
      WHERE ${named} = ${goneId}::uuid AND NOT EXISTS (SELECT FROM ${into} WHERE ${named} = ${keptId}::uuid)`;
    if (count > 0) moved[key] = [goneId];
  }
  for (const { key, table, column } of listColumns) {
    const [into, named] = [sql.raw(`"${table}"`), sql.raw(`"${column}"`)];
    const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
      UPDATE ${into} SET ${named} = array_replace(${named}, ${goneId}::uuid, ${keptId}::uuid) WHERE id IN (
        SELECT id FROM ${into} WHERE "workspaceId" = ${ctx.workspace.id}::uuid AND ${goneId}::uuid = ANY(${named})
          AND ${keptId}::uuid <> ALL(${named}) ORDER BY id FOR NO KEY UPDATE) RETURNING id`;
    if (rows.length > 0) moved[key] = rows.map(({ id }) => id);
  }
  return moved;
}

interface Deciding {
  kept: ContactDetails;
  gone: ContactDetails;
  chosen: Record<MergeField, Side>;
}

/** The two contacts' own rows: the one that stays takes what was chosen and what it lacks, the other one ends. */
async function changeRows(ctx: Context, { kept, gone, chosen }: Deciding): Promise<Change[]> {
  const ours = await readRow(ctx, kept.contactId);
  const theirs = await readRow(ctx, gone.contactId);
  const of = (field: MergeField) => pick(chosen[field], ours, theirs);
  const since = pick(sinceSide(kept, gone), ours, theirs);
  const external = ours["externalId"] === null ? theirs : ours;
  const wanted: Row = {
    ...pickColumns(of("name"), ["name", "searchKey", "nameKey"]),
    ...pickColumns(of("company"), ["companyId"]),
    ...pickColumns(of("stage"), ["stage"]),
    ...pickColumns(of("owner"), ["ownerId"]),
    ...pickColumns(since, ["customerSince", "customerSinceSource"]),
    ...pickColumns(external, ["externalSystem", "externalId", "externalUrl"]),
    birthDate: ours["birthDate"] ?? theirs["birthDate"] ?? null,
    interests: joinTexts(ours["interests"] ?? null, theirs["interests"] ?? null),
    // Nothing real goes when the made-up customers do.
    demo: ours["demo"] === "true" && theirs["demo"] === "true" ? "true" : "false",
  };
  // It has the name and the company that are not chosen: by those too the one that stays is found.
  const other = (field: MergeField) => (chosen[field] === "kept" ? theirs : ours);
  const end = {
    ...pickColumns(other("name"), ["name", "searchKey", "nameKey"]),
    ...pickColumns(other("company"), ["companyId"]),
    ...{ endedAt: ctx.now.toISOString(), mergedIntoId: kept.contactId },
  };
  return [
    ...(await writeRow(ctx, kept.contactId, ours, wanted)),
    ...(await writeRow(ctx, gone.contactId, { ...theirs, endedAt: null, mergedIntoId: null }, end)),
  ];
}

type Row = Record<string, string | null>;

/** A contact's columns that merging may change, each as text. */
async function readRow(ctx: Context, contactId: string): Promise<Row> {
  const columns = Object.keys(changedColumns.contact).map((name) => `"${name}"::text AS "${name}"`);
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    SELECT ${sql.raw(columns.join(", "))} FROM contact WHERE id = ${contactId}::uuid`;
  if (!row) throw new Error("A contact has gone while it was being merged");
  return row;
}

function pickColumns(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** One under the other, as far as they fit; what the other says already is not said twice. */
function joinTexts(ours: string | null, theirs: string | null): string | null {
  if (!ours || !theirs || ours.includes(theirs)) return ours ?? theirs;
  const both = `${ours}\n${theirs}`;
  return both.length > longest.interests ? ours : both;
}

async function writeRow(ctx: Context, contactId: string, before: Row, wanted: Row): Promise<Change[]> {
  const changed = Object.keys(wanted).filter((column) => (wanted[column] ?? null) !== (before[column] ?? null));
  if (changed.length === 0) return [];
  const types: Record<string, string> = changedColumns.contact;
  const sets = changed.map(
    (column) =>
      sql.sql`${sql.raw(`"${column}"`)} = CAST(${wanted[column] ?? null}::text AS ${sql.raw(types[column] ?? "text")})`,
  );
  await ctx.tx.$executeRaw`UPDATE contact SET ${sql.join(sets)} WHERE id = ${contactId}::uuid`;
  return [
    {
      ...{ table: "contact", id: contactId },
      ...{ before: pickColumns(before, changed), after: pickColumns(wanted, changed) },
    },
  ];
}

/** Two entries, each under the key of the person whose values it holds. */
function noteMerge(ctx: Context, { mergeId, kept, gone, chosen }: Deciding & { mergeId: string }): void {
  const [keptRef, goneRef] = [kept, gone].map(({ contactId: id }) => ({ type: "contact" as const, id }));
  if (!keptRef || !goneRef) return;
  const differs = (Object.keys(chosen) as MergeField[]).filter((field) => chosen[field] === "gone");
  const said = (details: ContactDetails): Prisma.InputJsonObject =>
    Object.fromEntries(differs.map((field) => [field, shown(details, field)]));
  ctx.audit({
    ...{ action: "contact.merged", subjectType: "contact", subjectId: kept.contactId, about: keptRef },
    before: said(kept),
    after: { ...said(gone), mergeId, contactId: gone.contactId, mergedName: gone.name },
  });
  ctx.audit({
    ...{ action: "contact.merged_away", subjectType: "contact", subjectId: gone.contactId, about: goneRef },
    before: { name: gone.name, ...(gone.company && { company: gone.company.name }), stage: gone.stage },
    after: { mergeId, contactId: kept.contactId },
  });
}

function shown(details: ContactDetails, field: MergeField): string | null {
  const { name, jobTitle, company, stage, owner, value } = details;
  const all: Record<MergeField, string | null> = {
    ...{ name, stage, jobTitle: jobTitle?.value ?? null, company: company?.name ?? null },
    ...{ owner: owner?.name ?? null, value: value && `${value.minor} ${value.currency}` },
  };
  return all[field];
}
