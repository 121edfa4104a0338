import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";

/** Something about customers that Steward posted or uploaded in Slack. */
export interface PostedThing {
  kind: "answer" | "notice" | "file";
  channel: string;
  /** of a message */
  ts?: string;
  /** of a file */
  fileId?: string;
  /** null: about every customer */
  about: readonly (string | null)[];
}

/** Keeps where it stands, so that it can be taken back when one of them is erased. */
export async function recordPosted(ctx: Context, { about, ts, fileId, ...posted }: PostedThing): Promise<void> {
  await ctx.tx.postedMessage.createMany({
    data: [...new Set(about)].map((contactId) => ({
      ...posted,
      id: newId(),
      workspaceId: ctx.workspace.id,
      contactId,
      ts: ts ?? null,
      fileId: fileId ?? null,
      postedAt: ctx.now,
    })),
  });
}
