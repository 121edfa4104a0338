import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { refuseErased } from "../privacy/erased-people.ts";
import { Refusal } from "../refusal.ts";
import { type PointKind, pointKinds } from "./contact.ts";
import { ensureCompany, lockIdentities } from "./ensure-company.ts";
import { getCompany } from "./get-company.ts";
import { type Contact, getContact } from "./get-contact.ts";
import { keepFact } from "./keep-fact.ts";
import { keepPoints } from "./keep-points.ts";
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
import { type ReadPoint, readPoints } from "./read-point.ts";

/** A lead, unless a stage is said. */
export interface NewContact extends ContactFields {
  name: string;
  /** where the contact came from: "typed", "webinar “Digital procurement”" */
  source: string;
  sourceAt?: Date | null;
  /** make it although somebody has the address, or the name at the same company, already */
  evenIfKnown?: boolean;
}

/**
 * Makes a contact with everything known of it. What a person types in is taken for confirmed by that person.
 * @throws Refusal not_permitted, person_erased, contact_exists unless `evenIfKnown`, and one for each field that cannot be read
 */
export async function createContact(ctx: Context, input: NewContact): Promise<Contact> {
  await allow(ctx, "customers:write");
  const named = readName(input.name);
  const points = readAllPoints(ctx, input);
  const jobTitle = readLine("jobTitle", input.jobTitle ?? null);
  const jobFunction = readLine("jobFunction", input.jobFunction ?? null);
  const value = input.valueMinor == null ? null : readValue(input.valueMinor, input.currency || ctx.workspace.currency);
  const stage = readStage(input.stage ?? "lead");
  const interests = readInterests(input.interests ?? null);
  const source = readLine("source", input.source) ?? "typed";
  const customerSince = input.customerSince ? readPastDay(input.customerSince, ctx.now) : null;
  if (input.ownerId) await checkOwner(ctx, input.ownerId);
  const company = input.companyId
    ? await getCompany(ctx, input.companyId)
    : await ensureCompany(ctx, input.companyName ?? "", source);

  await lockIdentities(ctx, [
    `name ${named.nameKey}`,
    ...[...points.email, ...points.phone].map(({ kind, normal }) => `${kind} ${normal}`),
  ]);
  await refuseErased(ctx, {
    names: [named.name],
    companies: company ? [company.name] : [],
    points: [...points.email, ...points.phone],
  });
  if (!input.evenIfKnown) await refuseKnown(ctx, { nameKey: named.nameKey, companyId: company?.id ?? null, points });

  const id = newId();
  await ctx.tx.contact.create({
    data: {
      ...named,
      id,
      workspaceId: ctx.workspace.id,
      companyId: company?.id ?? null,
      stage,
      ownerId: input.ownerId ?? null,
      customerSince,
      customerSinceSource: customerSince && (input.customerSinceSource ?? source),
      interests,
      source,
      sourceAt: input.sourceAt ?? ctx.now,
      createdAt: ctx.now,
      createdById: ctx.member?.id ?? null,
    },
  });
  const how = { source, confirmed: ctx.member !== null };
  for (const kind of pointKinds) {
    // A website belongs to the company where there is one.
    const holder = kind === "website" && company ? { companyId: company.id } : { contactId: id };
    if (points[kind].length > 0)
      await keepPoints(ctx, holder, kind, await withCurrentWebsites(ctx, holder, points[kind]), how);
  }
  if (company) await keepFact(ctx, id, "organisation", { value: company.name }, how);
  if (jobTitle) await keepFact(ctx, id, "job_title", { value: jobTitle }, how);
  if (jobFunction) await keepFact(ctx, id, "job_function", { value: jobFunction }, how);
  if (value) await keepFact(ctx, id, "value", value, how);
  ctx.audit({
    action: "contact.created",
    subjectType: "contact",
    subjectId: id,
    about: { type: "contact", id },
    after: {
      name: named.name,
      stage,
      source,
      ...(company && { company: company.name }),
      ...(jobTitle && { jobTitle }),
      ...(jobFunction && { jobFunction }),
      ...(value && { value: `${value.value} ${value.currency}` }),
      ...(input.ownerId && { ownerId: input.ownerId }),
      ...(customerSince && { customerSince: customerSince.toISOString().slice(0, 10) }),
      ...(interests && { interests }),
      ...Object.fromEntries(
        pointKinds
          .filter((kind) => points[kind].length > 0)
          .map((kind) => [kind, points[kind].map(({ typed }) => typed)]),
      ),
    },
  });
  return getContact(ctx, id);
}

function readAllPoints(ctx: Context, input: NewContact): Record<PointKind, ReadPoint[]> {
  return {
    email: readPoints("email", input.emails ?? [], ctx.workspace),
    phone: readPoints("phone", input.phones ?? [], ctx.workspace),
    address: readPoints("address", input.addresses ?? [], ctx.workspace),
    website: readPoints("website", input.websites ?? [], ctx.workspace),
  };
}

/** A new contact adds to what a company's websites are; only a change takes one away. */
async function withCurrentWebsites(
  ctx: Context,
  holder: { companyId: string } | { contactId: string },
  added: ReadPoint[],
): Promise<ReadPoint[]> {
  if (!("companyId" in holder)) return added;
  const current = await ctx.tx.contactPoint.findMany({
    where: { ...holder, kind: "website", validTo: null },
    select: { normal: true, typed: true },
  });
  const known = new Set(current.map(({ normal }) => normal));
  return [
    ...current.map((point) => ({ ...point, kind: "website" as const })),
    ...added.filter(({ normal }) => !known.has(normal)),
  ];
}

async function refuseKnown(
  ctx: Context,
  contact: { nameKey: string; companyId: string | null; points: Record<PointKind, ReadPoint[]> },
): Promise<void> {
  const emails = contact.points.email.map(({ normal }) => normal);
  const phones = contact.points.phone.map(({ normal }) => normal);
  const [known] = await ctx.tx.$queryRaw<{ id: string; name: string; by: "email" | "phone" | "name" }[]>`
    SELECT c.id, c.name, p.kind AS by FROM contact_point p JOIN contact c ON c.id = p."contactId"
    WHERE ((p.kind = 'email' AND p.normal = ANY(${emails}::text[])) OR (p.kind = 'phone' AND p.normal = ANY(${phones}::text[])))
      AND p."validTo" IS NULL AND c."endedAt" IS NULL
    UNION ALL
    SELECT id, name, 'name' FROM contact
    WHERE "nameKey" = ${contact.nameKey} AND "companyId" IS NOT DISTINCT FROM ${contact.companyId}::uuid AND "endedAt" IS NULL
    UNION ALL
    SELECT stayed.id, stayed.name, 'name' FROM contact merged JOIN contact stayed ON stayed.id = merged."mergedIntoId"
    WHERE merged."nameKey" = ${contact.nameKey} AND stayed."endedAt" IS NULL
      AND (merged."companyId" IS NOT DISTINCT FROM ${contact.companyId}::uuid
        OR stayed."companyId" IS NOT DISTINCT FROM ${contact.companyId}::uuid)
    UNION ALL
    SELECT stayed.id, stayed.name, 'name' FROM contact stayed JOIN contact merged ON merged."mergedIntoId" = stayed.id
    WHERE stayed."nameKey" = ${contact.nameKey} AND stayed."endedAt" IS NULL
      AND merged."companyId" IS NOT DISTINCT FROM ${contact.companyId}::uuid
    ORDER BY by LIMIT 1`;
  if (known) throw new Refusal("contact_exists", { contactId: known.id, name: known.name, by: known.by });
}
