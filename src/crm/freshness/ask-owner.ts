import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow, mayRole, type Role } from "../access/permission.ts";
import { followContact } from "../customers/merge/person-ids.ts";
import { Refusal } from "../refusal.ts";

/**
 * Has a customer's owner asked what is still true: it comes first among the questions of their next daily digest, so that it
 * costs them no message of its own.
 * @returns who is asked
 * @throws Refusal not_permitted, contact_not_found, freshness_nobody_to_ask
 */
export async function askOwner(ctx: Context, input: { contactId: string }): Promise<{ name: string }> {
  await allow(ctx, "reports:read");
  if (!ctx.member) throw new Error("Somebody asks");
  // The list may be older than a merge: whoever stayed is meant.
  const contactId = await followContact(ctx, input.contactId);
  const contact = isId(contactId) ? await readOwned(ctx, contactId) : null;
  if (!contact) throw new Refusal("contact_not_found", {});
  const { name, ownerName, roles, less } = contact;
  const why =
    ownerName === null ? "no owner" : !roles.some((role) => mayRole(role, "customers:write")) ? "no access" : null;
  if (why || less || ownerName === null)
    throw new Refusal("freshness_nobody_to_ask", { name, why: why ?? "asked less", owner: ownerName });
  const asked = { askedById: ctx.member.id, askedAt: ctx.now };
  await ctx.tx.freshnessAsk.upsert({
    where: { workspaceId_contactId: { workspaceId: ctx.workspace.id, contactId } },
    create: { workspaceId: ctx.workspace.id, contactId, ...asked },
    update: asked,
  });
  ctx.audit({
    action: "freshness.asked",
    subjectType: "contact",
    subjectId: contactId,
    about: { type: "contact", id: contactId },
    after: { ownerId: contact.ownerId },
  });
  return { name: ownerName };
}

interface Owned {
  name: string;
  ownerId: string | null;
  /** null: nobody, or they have left */
  ownerName: string | null;
  roles: Role[];
  /** they want none of these questions */
  less: boolean;
}

async function readOwned(ctx: Context, contactId: string): Promise<Owned | null> {
  const [owned] = await ctx.tx.$queryRaw<Owned[]>`
    SELECT c.name, c."ownerId", m.name AS "ownerName",
      ARRAY(SELECT g.role FROM access_grant g WHERE g."memberId" = m.id AND m."deactivatedAt" IS NULL AND g."revokedAt" IS NULL
        AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})) AS roles,
      EXISTS (SELECT FROM attention_less s WHERE s."memberId" = m.id AND s.kind = 'digest-fields') AS less
    FROM contact c LEFT JOIN member m ON m.id = c."ownerId"
    WHERE c.id = ${contactId}::uuid AND c."endedAt" IS NULL`;
  return owned ?? null;
}
