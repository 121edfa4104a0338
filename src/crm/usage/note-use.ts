import type { Context } from "../../db/context.ts";
import { localMoment } from "../attention/attention.ts";

/** What became of one use of Steward. */
export type Use = "answers" | "refusals" | "faults";

/**
 * Counts one use of Steward by whoever acts, on their own day: whether a person who records nothing has never tried, or was
 * refused each time, is told from it [R122]. A count a person and day, nothing of what was said or asked.
 */
export async function noteUse({ tx, workspace, member, now }: Context, use: Use): Promise<void> {
  if (!member?.role) return;
  const { day } = localMoment(now, member.zone);
  const count = (of: Use) => (use === of ? 1 : 0);
  await tx.$executeRaw`
    INSERT INTO usage_try AS t ("workspaceId", "memberId", day, answers, refusals, faults)
    VALUES (${workspace.id}::uuid, ${member.id}::uuid, ${day}::date, ${count("answers")}, ${count("refusals")}, ${count("faults")})
    ON CONFLICT ("workspaceId", "memberId", day) DO UPDATE
    SET answers = t.answers + excluded.answers, refusals = t.refusals + excluded.refusals, faults = t.faults + excluded.faults`;
}

/** Counts that somebody was looked for and nobody found: who meets that often has no use for a CRM [R122]. */
export async function noteMiss({ tx, workspace, member, now }: Context): Promise<void> {
  if (!member?.role) return;
  const { day } = localMoment(now, member.zone);
  await tx.$executeRaw`
    INSERT INTO usage_try AS t ("workspaceId", "memberId", day, misses)
    VALUES (${workspace.id}::uuid, ${member.id}::uuid, ${day}::date, 1)
    ON CONFLICT ("workspaceId", "memberId", day) DO UPDATE SET misses = t.misses + 1`;
}
