import type { Context } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";

/** A merge that can be undone. */
export interface StandingMerge {
  mergeId: string;
  goneName: string;
  mergedAt: Date;
  /** null: Steward itself */
  mergedBy: string | null;
}

/** The last merge into a contact, as long as it stands: the one that is undone first. @throws Refusal not_permitted */
export async function findLastMerge(ctx: Context, contactId: string): Promise<StandingMerge | null> {
  await allow(ctx, "customers:read");
  const [merge] = await ctx.tx.$queryRaw<StandingMerge[]>`
    SELECT m.id AS "mergeId", g.name AS "goneName", m."mergedAt", by.name AS "mergedBy"
    FROM contact_merge m JOIN contact g ON g.id = m."goneId" LEFT JOIN member by ON by.id = m."mergedById"
    WHERE m."workspaceId" = ${ctx.workspace.id}::uuid AND m."keptId" = ${contactId}::uuid AND m."undoneAt" IS NULL
      AND g."mergedIntoId" = m."keptId"
    ORDER BY m.id DESC LIMIT 1`;
  return merge ?? null;
}
