import type { Context } from "../../src/db/context.ts";
import type { DemoCounts } from "./seed-demo.ts";

export interface Cleared extends DemoCounts {
  /** made-up customers with whom somebody has really worked since: they stay, with what that somebody wrote */
  kept: number;
}

/**
 * Removes the made-up customers and everything made up about them. One whom a person has logged something with, made a task
 * for, changed or imported over is kept as an ordinary customer, without its made-up history: nothing that anybody typed is lost.
 * @returns null when there are none
 */
export async function clearDemo(ctx: Context): Promise<Cleared | null> {
  const { tx, workspace } = ctx;
  const [row] = await tx.$queryRaw<{ demo: boolean }[]>`SELECT demo FROM workspace FOR UPDATE`;
  if (!row?.demo) return null;
  // What a person has corrected or decided is that person's: an entry with its quote, a quote with its entry.
  await tx.$executeRaw`
    UPDATE quote q SET demo = false FROM interaction i
    WHERE q.demo AND i."workspaceId" = q."workspaceId" AND i.id = q."interactionId" AND (q.version > 1 OR i.version > 1)`;
  await tx.$executeRaw`
    UPDATE interaction i SET demo = false WHERE demo
      AND (version > 1 OR EXISTS (SELECT FROM quote q WHERE q."workspaceId" = i."workspaceId" AND q."interactionId" = i.id AND NOT q.demo))`;
  const kept = await tx.$executeRaw`
    UPDATE contact c SET demo = false
    WHERE demo AND (
      "importId" IS NOT NULL
      OR EXISTS (SELECT FROM interaction i WHERE i."workspaceId" = c."workspaceId" AND i."contactId" = c.id AND NOT i.demo AND i."removedAt" IS NULL)
      OR EXISTS (SELECT FROM task t WHERE t."workspaceId" = c."workspaceId" AND t."contactId" = c.id AND NOT t.demo)
      OR EXISTS (SELECT FROM ticket k WHERE k."workspaceId" = c."workspaceId" AND k."contactId" = c.id AND NOT k.demo)
      OR EXISTS (SELECT FROM audit_entry a WHERE a."workspaceId" = c."workspaceId" AND a."subjectType" = 'contact' AND a."subjectId" = c.id))`;
  await tx.$executeRaw`DELETE FROM ticket WHERE demo`;
  // Of a customer who stays as well: nobody bought by a quote that never was.
  await tx.$executeRaw`
    DELETE FROM stage_change s USING quote q WHERE q.demo AND q."workspaceId" = s."workspaceId" AND q.id = s."quoteId"`;
  const quotes = await tx.$executeRaw`DELETE FROM quote WHERE demo`;
  const tasks = await tx.$executeRaw`DELETE FROM task WHERE demo`;
  const interactions = await tx.$executeRaw`DELETE FROM interaction WHERE demo`;
  const contacts = await tx.$executeRaw`DELETE FROM contact WHERE demo`;
  const companies = await tx.$executeRaw`
    DELETE FROM company co WHERE demo
      AND NOT EXISTS (SELECT FROM contact c WHERE c."workspaceId" = co."workspaceId" AND c."companyId" = co.id)
      AND NOT EXISTS (SELECT FROM ticket k WHERE k."workspaceId" = co."workspaceId" AND k."companyId" = co.id)`;
  await tx.$executeRaw`UPDATE company SET demo = false WHERE demo`;
  await tx.workspace.update({ where: { id: workspace.id }, data: { demo: false } });
  const counts = { companies, contacts, interactions, tasks, quotes, kept };
  ctx.audit({ action: "demo.cleared", subjectType: "workspace", subjectId: workspace.id, before: counts });
  return counts;
}
