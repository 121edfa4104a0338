import { validate as isId, v7 as newId } from "uuid";
import { z } from "zod";
import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { type EntryFields, interactionTypes, outcomes } from "./interaction.ts";
import type { Reading } from "./parse-entry.ts";

const entrySchema = z.object({
  type: z.enum(interactionTypes),
  outcome: z.enum(outcomes).nullable(),
  happenedAt: z.coerce.date().nullable(),
  durationMinutes: z.number().int().nullable(),
  note: z.string(),
  task: z.object({ title: z.string(), dueAt: z.coerce.date().nullable() }).nullable(),
  customer: z.string(),
  link: z.string().nullable(),
});

/** What was typed and has still to find its customer. */
export interface Draft extends EntryFields {
  id: string;
  typed: string;
  customer: string;
  link: string | null;
  createdAt: Date;
}

/** Keeps what was typed until the question about it is answered. */
export async function keepDraft(
  ctx: Context,
  typed: string,
  reading: Omit<Reading, "guessed">,
  link: string | null = null,
): Promise<string> {
  if (!ctx.member) throw new Error("A draft needs a person");
  const id = newId();
  const { customer, type, outcome, happenedAt, durationMinutes, note, task } = reading;
  const entry = {
    type,
    outcome,
    happenedAt: happenedAt?.toISOString() ?? null,
    durationMinutes,
    note,
    task: task && { title: task.title, dueAt: task.dueAt?.toISOString() ?? null },
    customer,
    link,
  };
  await ctx.tx.draft.create({
    data: { id, workspaceId: ctx.workspace.id, memberId: ctx.member.id, text: typed, entry, createdAt: ctx.now },
  });
  return id;
}

/**
 * One's own draft, its row locked: two presses cannot both use it.
 * @throws Refusal draft_gone
 */
export async function getDraft(ctx: Context, id: string): Promise<Draft> {
  const [row] = isId(id)
    ? await ctx.tx.$queryRaw<{ id: string; text: string; entry: unknown; createdAt: Date }[]>`
        SELECT id, text, entry, "createdAt" FROM draft
        WHERE id = ${id}::uuid AND "memberId" = ${ctx.member?.id ?? null}::uuid FOR UPDATE`
    : [];
  if (!row) throw new Refusal("draft_gone", {});
  return { ...entrySchema.parse(row.entry), id: row.id, typed: row.text, createdAt: row.createdAt };
}

export async function dropDraft(ctx: Context, id: string): Promise<void> {
  await ctx.tx.draft.deleteMany({ where: { id, memberId: ctx.member?.id ?? "" } });
}
