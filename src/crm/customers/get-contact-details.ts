import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { noteRead } from "../audits/note-read.ts";
import { defaultLimits, type Standing, standingOf } from "../freshness/perishable.ts";
import { Refusal } from "../refusal.ts";
import type { FactField, PointKind, Stage } from "./contact.ts";

/** A point of contact with all that is known of how far it can be relied on. */
export interface ContactPoint {
  id: string;
  kind: PointKind;
  typed: string;
  normal: string;
  status: Standing;
  source: string;
  confirmedAt: Date | null;
  /** the member's name; null for Steward itself */
  confirmedBy: string | null;
  /** "call", "digest", "edit", "list" */
  confirmedHow: string | null;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  validFrom: Date;
  /** when it was replaced; null while it is current */
  validTo: Date | null;
  /** it is the company's, not the person's own */
  ofCompany: boolean;
}

/** One value with when it was learned and last confirmed. */
export interface ContactFact {
  value: string;
  source: string;
  confirmedAt: Date | null;
  validFrom: Date;
  validTo: Date | null;
}

export interface ContactDetails {
  contactId: string;
  name: string;
  /** other spellings under which the contact is known, from imports */
  otherNames: string[];
  jobTitle: ContactFact | null;
  jobFunction: ContactFact | null;
  /** `website` is the one shown first, as typed; it is among `points` too */
  company: { id: string; name: string; website: string | null } | null;
  stage: Stage;
  owner: { memberId: string; name: string } | null;
  /** minor units a year */
  value: { minor: number; currency: string; confirmedAt: Date | null } | null;
  /** `on` is YYYY-MM-DD; `how` says how we know */
  customerSince: { on: string; how: string | null } | null;
  /** YYYY-MM-DD */
  birthDate: string | null;
  source: string;
  sourceAt: Date | null;
  interests: string | null;
  /** the record in the system that the contact was imported from */
  external: { system: string; id: string; url: string | null } | null;
  /** current ones, those in use before the suspended, the newest first: the first of each is the one to use */
  points: Record<PointKind, ContactPoint[]>;
  /** current job title, function, organisation and value that were last confirmed longer ago than their limit */
  ageingFacts: { field: FactField; confirmedAt: Date }[];
  /** replaced ones, the last replaced first */
  earlierPoints: ContactPoint[];
  /** replaced job titles, functions, organisations and values, the last replaced first */
  earlierFacts: (ContactFact & { field: FactField; currency: string | null })[];
}

/**
 * All that is known of a customer itself: who it is, since when and how that is known, where it is reached, with the
 * earlier addresses and when they changed. What was talked about is told by the interactions. An id of one that was merged leads to
 * the one that stayed: what else is read goes by the id that is returned.
 * @throws Refusal not_permitted, contact_not_found
 */
export async function getContactDetails(ctx: Context, contactId: string): Promise<ContactDetails> {
  await allow(ctx, "customers:read");
  const contact = isId(contactId) ? await readContact(ctx, contactId) : null;
  if (!contact) throw new Refusal("contact_not_found", {});
  noteRead(ctx, contact.id);
  const [points, facts] = [await queryPoints(ctx, contact), await queryFacts(ctx, contact.id)];
  const current = points.filter((point) => point.validTo === null);
  const fact = (field: FactField) => facts.find((one) => one.field === field && one.validTo === null) ?? null;
  const websites = current.filter(({ kind }) => kind === "website");
  const value = fact("value");
  return {
    contactId: contact.id,
    name: contact.name,
    otherNames: facts.filter(({ field }) => field === "name").map((one) => one.value),
    jobTitle: asFact(fact("job_title")),
    jobFunction: asFact(fact("job_function")),
    company:
      contact.companyId === null || contact.companyName === null
        ? null
        : {
            id: contact.companyId,
            name: contact.companyName,
            website: websites.find(({ ofCompany }) => ofCompany)?.typed ?? websites[0]?.typed ?? null,
          },
    stage: contact.stage,
    owner:
      contact.ownerId === null || contact.ownerName === null
        ? null
        : { memberId: contact.ownerId, name: contact.ownerName },
    value: value && { minor: Number(value.value), currency: value.currency ?? "", confirmedAt: value.confirmedAt },
    customerSince:
      contact.customerSince === null ? null : { on: contact.customerSince, how: contact.customerSinceSource },
    birthDate: contact.birthDate,
    source: contact.source,
    sourceAt: contact.sourceAt,
    interests: contact.interests,
    external:
      contact.externalSystem && contact.externalId
        ? { system: contact.externalSystem, id: contact.externalId, url: contact.externalUrl }
        : null,
    points: {
      email: current.filter(({ kind }) => kind === "email"),
      phone: current.filter(({ kind }) => kind === "phone"),
      address: current.filter(({ kind }) => kind === "address"),
      website: websites,
    },
    ageingFacts: facts.flatMap(({ field, validTo, confirmedAt, limitDays }) => {
      if (validTo !== null || confirmedAt === null || field === "name") return [];
      const days = limitDays ?? defaultLimits[field];
      const standing = standingOf({ confirmedAt, suspendedAt: null }, { days, now: ctx.now });
      return standing === "ageing" ? [{ field, confirmedAt }] : [];
    }),
    earlierPoints: points.filter((point) => point.validTo !== null),
    earlierFacts: facts
      .filter((one): one is FactRow & { field: FactField } => one.validTo !== null && one.field !== "name")
      .map((one) => ({ field: one.field, currency: one.currency, ...asFact(one) })),
  };
}

interface ContactRow {
  id: string;
  name: string;
  stage: Stage;
  companyId: string | null;
  companyName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  /** YYYY-MM-DD, like `birthDate` */
  customerSince: string | null;
  customerSinceSource: string | null;
  birthDate: string | null;
  source: string;
  sourceAt: Date | null;
  interests: string | null;
  externalSystem: string | null;
  externalId: string | null;
  externalUrl: string | null;
}

async function readContact(ctx: Context, contactId: string): Promise<ContactRow | null> {
  const [contact] = await ctx.tx.$queryRaw<ContactRow[]>`
    SELECT c.id, c.name, c.stage, c."companyId", co.name AS "companyName", c."ownerId", m.name AS "ownerName",
           to_char(c."customerSince", 'YYYY-MM-DD') AS "customerSince", c."customerSinceSource",
           to_char(c."birthDate", 'YYYY-MM-DD') AS "birthDate", c.source, c."sourceAt", c.interests,
           c."externalSystem", c."externalId", c."externalUrl"
    FROM contact named JOIN contact c ON c.id = coalesce(named."mergedIntoId", named.id)
      LEFT JOIN company co ON co.id = c."companyId" LEFT JOIN member m ON m.id = c."ownerId"
    WHERE named.id = ${contactId}::uuid AND c."endedAt" IS NULL`;
  return contact ?? null;
}

type PointRow = Omit<ContactPoint, "status"> & { limitDays: number | null };

async function queryPoints(ctx: Context, contact: { id: string; companyId: string | null }): Promise<ContactPoint[]> {
  const rows = await ctx.tx.$queryRaw<PointRow[]>`
    SELECT p.id, p.kind, p.typed, p.normal, p.source, p."confirmedAt", m.name AS "confirmedBy", p."confirmedHow",
           p."suspendedAt", p."suspendedReason", p."validFrom", p."validTo", p."contactId" IS NULL AS "ofCompany", l.days AS "limitDays"
    FROM contact_point p LEFT JOIN member m ON m.id = p."confirmedById" LEFT JOIN freshness_limit l ON l.field = p.kind
    WHERE p."contactId" = ${contact.id}::uuid OR p."companyId" = ${contact.companyId}::uuid
    ORDER BY p."validTo" DESC NULLS FIRST, p."suspendedAt" IS NOT NULL, p."contactId" IS NULL, p."validFrom" DESC, p.id DESC`;
  return rows.map(({ limitDays, ...row }) => ({
    ...row,
    status: standingOf(row, { days: limitDays ?? defaultLimits[row.kind], now: ctx.now }),
  }));
}

interface FactRow extends ContactFact {
  field: FactField | "name";
  currency: string | null;
  /** what stewards have set; null: the default */
  limitDays: number | null;
}

async function queryFacts(ctx: Context, contactId: string): Promise<FactRow[]> {
  return ctx.tx.$queryRaw<FactRow[]>`
    SELECT f.field, f.value, f.currency, f.source, f."confirmedAt", f."validFrom", f."validTo", l.days AS "limitDays"
    FROM contact_fact f LEFT JOIN freshness_limit l ON l.field = f.field
    WHERE f."contactId" = ${contactId}::uuid ORDER BY f."validTo" DESC NULLS FIRST, f."validFrom" DESC, f.id DESC`;
}

function asFact(row: FactRow): ContactFact;
function asFact(row: FactRow | null): ContactFact | null;
function asFact(row: FactRow | null): ContactFact | null {
  if (!row) return null;
  const { value, source, confirmedAt, validFrom, validTo } = row;
  return { value, source, confirmedAt, validFrom, validTo };
}
