import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import type { Stage } from "./contact.ts";

/** What changed a stage: somebody by hand, a list, a quote that was won, two contacts joined, or one of these taken back. */
export type StageCause = "edit" | "import" | "quote" | "merge" | "undo";

export interface StageStep {
  contactId: string;
  from: Stage | null;
  to: Stage;
  cause: StageCause;
  /** that was won, or is no longer */
  quoteId?: string | null;
}

/**
 * Keeps that a stage changed. Whoever changes `contact.stage` calls this in the same transaction, so that leads that became
 * customers can be counted [R126]; what a contact began with is told by the contact itself. A step to where one is already is none.
 */
export async function noteStageChanges(ctx: Context, steps: readonly StageStep[]): Promise<void> {
  const data = steps
    .filter(({ from, to }) => from !== to)
    .map(({ contactId, from, to, cause, quoteId = null }) => ({
      ...{ id: newId(), workspaceId: ctx.workspace.id, contactId, fromStage: from, toStage: to },
      ...{ at: ctx.now, byId: ctx.member?.id ?? null, cause, quoteId },
    }));
  if (data.length > 0) await ctx.tx.stageChange.createMany({ data });
}
