import type { Context, Prisma } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { type PointKind, pointKinds } from "./contact.ts";
import { ensureCompany } from "./ensure-company.ts";
import { getCompany } from "./get-company.ts";
import { type Contact, getContact, getContactToChange } from "./get-contact.ts";
import { keepFact } from "./keep-fact.ts";
import { keepPoints } from "./keep-points.ts";
import { noteStageChanges } from "./note-stage-change.ts";
import {
  type ContactFields,
  checkOwner,
  readInterests,
  readLine,
  readName,
  readPastDay,
  readStage,
  readValue,
} from "./read-contact-fields.ts";
import { readPoints } from "./read-point.ts";

/** What is left out stays as it is; null or an empty list takes the value away, a list is the whole one from now on. */
export interface ContactChange extends ContactFields {
  contactId: string;
  name?: string;
  /** where the new values come from; "edited" unless said otherwise */
  source?: string;
}

/**
 * Changes what is said of a contact. Points of contact, job title, function, organisation and value keep their history:
 * the old value ends, the new one begins. Nothing is written when nothing differs.
 * @throws Refusal not_permitted, contact_not_found, merge_outdated, and one for each field that cannot be read
 */
export async function changeContact(ctx: Context, input: ContactChange): Promise<Contact> {
  const contact = await getContactToChange(ctx, input.contactId);
  await refuseMerged(ctx, input.contactId);
  const source = readLine("source", input.source ?? null) ?? "edited";
  const how = { source, confirmed: ctx.member !== null };
  const before: Record<string, Prisma.InputJsonValue | null> = {};
  const after: Record<string, Prisma.InputJsonValue | null> = {};
  const note = (
    field: string,
    change: { before: Prisma.InputJsonValue | null; after: Prisma.InputJsonValue | null } | null,
  ) => {
    if (!change) return;
    before[field] = change.before;
    after[field] = change.after;
  };

  const company = await readCompany(ctx, input, source);
  for (const [field, change] of Object.entries(await changeRow(ctx, contact, input, company))) note(field, change);
  const companyId = company === undefined ? contact.companyId : (company?.id ?? null);
  const lists: Record<PointKind, string[] | undefined> = {
    email: input.emails,
    phone: input.phones,
    address: input.addresses,
    website: input.websites,
  };
  for (const kind of pointKinds) {
    const typed = lists[kind];
    if (!typed) continue;
    const holder = kind === "website" && companyId ? { companyId } : { contactId: contact.id };
    note(kind, await keepPoints(ctx, holder, kind, readPoints(kind, typed, ctx.workspace), how));
  }
  const facts = {
    ...(company !== undefined && { organisation: company && { value: company.name } }),
    ...(input.jobTitle !== undefined && { job_title: asFact(readLine("jobTitle", input.jobTitle)) }),
    ...(input.jobFunction !== undefined && { job_function: asFact(readLine("jobFunction", input.jobFunction)) }),
    ...(input.valueMinor !== undefined && {
      value: input.valueMinor === null ? null : readValue(input.valueMinor, input.currency || ctx.workspace.currency),
    }),
  };
  for (const field of ["organisation", "job_title", "job_function", "value"] as const) {
    const wanted = facts[field];
    if (wanted === undefined) continue;
    const change = await keepFact(ctx, contact.id, field, wanted, how);
    if (change !== "unchanged") note(field, change);
  }
  if (Object.keys(after).length > 0) {
    const about = { type: "contact" as const, id: contact.id };
    ctx.audit({ action: "contact.changed", subjectType: "contact", subjectId: contact.id, about, before, after });
  }
  return getContact(ctx, contact.id);
}

/**
 * What somebody saw of a contact that was merged meanwhile is not to be written over the one that stayed: its lists would end what
 * came from the other one.
 * @throws Refusal contact_not_found, merge_outdated
 */
export async function refuseMerged(ctx: Context, contactId: string): Promise<void> {
  const { id, name: into } = await getContact(ctx, contactId);
  if (id === contactId) return;
  const { name } = await ctx.tx.contact.findFirstOrThrow({ where: { id: contactId }, select: { name: true } });
  throw new Refusal("merge_outdated", { name, into });
}

function asFact(value: string | null): { value: string } | null {
  return value === null ? null : { value };
}

/** undefined: not spoken of; null: none */
async function readCompany(ctx: Context, input: ContactChange, source: string) {
  if (input.companyId) return getCompany(ctx, input.companyId);
  if (input.companyName) return ensureCompany(ctx, input.companyName, source);
  return input.companyId === null || input.companyName === null || input.companyName === "" ? null : undefined;
}

/** The contact's own row, of which the audit log is the history. Returns what differs. */
async function changeRow(
  ctx: Context,
  contact: Contact,
  input: ContactChange,
  company: { id: string } | null | undefined,
): Promise<Record<string, { before: Prisma.InputJsonValue | null; after: Prisma.InputJsonValue | null }>> {
  const row = await ctx.tx.contact.findUniqueOrThrow({ where: { id: contact.id } });
  if (input.ownerId && input.ownerId !== row.ownerId) await checkOwner(ctx, input.ownerId);
  const since = input.customerSince ? readPastDay(input.customerSince, ctx.now) : null;
  const wanted = {
    ...(input.name !== undefined && readName(input.name)),
    ...(company !== undefined && { companyId: company?.id ?? null }),
    ...(input.stage !== undefined && { stage: readStage(input.stage) }),
    ...(input.ownerId !== undefined && { ownerId: input.ownerId }),
    ...(input.interests !== undefined && { interests: readInterests(input.interests) }),
    ...(input.customerSince !== undefined && { customerSince: since }),
    ...((input.customerSinceSource !== undefined || input.customerSince !== undefined) && {
      customerSinceSource:
        input.customerSince === null
          ? null
          : (readLine("source", input.customerSinceSource ?? null) ?? row.customerSinceSource ?? "edited"),
    }),
  };
  const changed = Object.entries(wanted).filter(
    ([field, value]) => asJson(value) !== asJson(row[field as keyof typeof wanted]),
  );
  if (changed.length === 0) return {};
  await ctx.tx.contact.update({ where: { id: contact.id }, data: Object.fromEntries(changed) });
  if (wanted.stage)
    await noteStageChanges(ctx, [{ contactId: contact.id, from: contact.stage, to: wanted.stage, cause: "edit" }]);
  return Object.fromEntries(
    changed
      .filter(([field]) => !["searchKey", "nameKey", "companyId"].includes(field))
      .map(([field, value]) => [field, { before: asJson(row[field as keyof typeof wanted]), after: asJson(value) }]),
  );
}

function asJson(value: string | Date | null | undefined): string | null {
  return value instanceof Date ? value.toISOString().slice(0, 10) : (value ?? null);
}
