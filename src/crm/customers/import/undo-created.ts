import type { Context } from "../../../db/context.ts";
import type { KeptReason, UndonePage } from "./undo-import.ts";

interface Page {
  importId: string;
  after: string | null;
  limit: number;
}

/**
 * Ends the contacts that an import made, a page of them in the order of their ids. Whoever was used (talked with, given a
 * task, has a ticket) or changed since by somebody else stays whole: half a customer would help nobody.
 */
export async function takeBackContacts(ctx: Context, { importId, after, limit }: Page): Promise<UndonePage> {
  const { tx, now } = ctx;
  const contacts = await tx.$queryRaw<{ id: string; reason: KeptReason | null }[]>`
    SELECT c.id, CASE
      WHEN EXISTS (SELECT FROM interaction i WHERE i."contactId" = c.id AND i."removedAt" IS NULL)
        OR EXISTS (SELECT FROM task t WHERE t."contactId" = c.id)
        OR EXISTS (SELECT FROM ticket ti WHERE ti."contactId" = c.id) THEN 'used'
      WHEN EXISTS (SELECT FROM contact_point p WHERE p."contactId" = c.id AND (p."importId" IS DISTINCT FROM ${importId}::uuid
          OR p."confirmedAt" IS NOT NULL OR p."suspendedAt" IS NOT NULL
          OR (p."validTo" IS NOT NULL AND p."endedByImportId" IS DISTINCT FROM ${importId}::uuid)))
        OR EXISTS (SELECT FROM contact_fact f WHERE f."contactId" = c.id AND (f."importId" IS DISTINCT FROM ${importId}::uuid
          OR f."confirmedAt" IS NOT NULL
          OR (f."validTo" IS NOT NULL AND f.field <> 'name' AND f."endedByImportId" IS DISTINCT FROM ${importId}::uuid)))
        OR EXISTS (SELECT FROM audit_entry a WHERE a."subjectType" = 'contact' AND a."subjectId" = c.id AND a.action = 'contact.changed'
          AND NOT EXISTS (SELECT FROM import_change h WHERE h."contactId" = c.id AND h."importId" = ${importId}::uuid
            AND h."interactionId" = a."interactionId")) THEN 'changed'
      END AS reason
    FROM contact c
    WHERE c."importId" = ${importId}::uuid AND c."endedAt" IS NULL AND (${after}::uuid IS NULL OR c.id > ${after}::uuid)
    ORDER BY c.id LIMIT ${limit} FOR UPDATE OF c`;
  const gone = contacts.filter(({ reason }) => reason === null).map(({ id }) => id);
  await tx.$executeRaw`UPDATE contact SET "endedAt" = ${now} WHERE id = ANY(${gone}::uuid[])`;
  await tx.$executeRaw`UPDATE contact_point SET "validTo" = ${now} WHERE "contactId" = ANY(${gone}::uuid[]) AND "validTo" IS NULL`;
  await tx.$executeRaw`UPDATE contact_fact SET "validTo" = ${now} WHERE "contactId" = ANY(${gone}::uuid[]) AND "validTo" IS NULL`;
  for (const subjectId of gone)
    ctx.audit({ action: "contact.taken_back", subjectType: "contact", subjectId, after: { importId } });
  return {
    counts: { contacts: gone.length },
    kept: contacts.flatMap(({ id, reason }) => (reason ? [{ contactId: id, companyId: null, reason }] : [])),
    after: contacts.length < limit ? null : (contacts.at(-1)?.id ?? null),
  };
}

/**
 * Ends the companies that an import made, as far as no contact is left in them, no ticket is about them and nobody has added
 * to them.
 */
export async function takeBackCompanies(ctx: Context, { importId, after, limit }: Page): Promise<UndonePage> {
  const { tx, now } = ctx;
  const companies = await tx.$queryRaw<{ id: string; reason: KeptReason | null }[]>`
    SELECT co.id, CASE
      WHEN EXISTS (SELECT FROM contact c WHERE c."companyId" = co.id AND c."endedAt" IS NULL) THEN 'has_contacts'
      WHEN EXISTS (SELECT FROM ticket t WHERE t."companyId" = co.id) THEN 'used'
      WHEN EXISTS (SELECT FROM contact_point p WHERE p."companyId" = co.id AND (p."importId" IS DISTINCT FROM ${importId}::uuid
          OR p."confirmedAt" IS NOT NULL OR p."suspendedAt" IS NOT NULL)) THEN 'changed'
      END AS reason
    FROM company co
    WHERE co."importId" = ${importId}::uuid AND co."endedAt" IS NULL AND (${after}::uuid IS NULL OR co.id > ${after}::uuid)
    ORDER BY co.id LIMIT ${limit} FOR UPDATE OF co`;
  const gone = companies.filter(({ reason }) => reason === null).map(({ id }) => id);
  await tx.$executeRaw`UPDATE company SET "endedAt" = ${now} WHERE id = ANY(${gone}::uuid[])`;
  await tx.$executeRaw`UPDATE contact_point SET "validTo" = ${now} WHERE "companyId" = ANY(${gone}::uuid[]) AND "validTo" IS NULL`;
  for (const subjectId of gone)
    ctx.audit({ action: "company.taken_back", subjectType: "company", subjectId, after: { importId } });
  return {
    counts: { companies: gone.length },
    kept: companies.flatMap(({ id, reason }) => (reason ? [{ contactId: null, companyId: id, reason }] : [])),
    after: companies.length < limit ? null : (companies.at(-1)?.id ?? null),
  };
}
