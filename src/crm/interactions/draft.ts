import { validate as isId, v7 as newId } from "uuid";
import { z } from "zod";
import type { Context } from "../../db/context.ts";
import { Refusal } from "../refusal.ts";
import { type EntryFields, interactionTypes, type OpenDay, outcomes } from "./interaction.ts";
import type { Reading } from "./parse-entry.ts";

const entryNow = z.object({
  type: z.enum(interactionTypes),
  outcome: z.enum(outcomes).nullable(),
  happenedAt: z.coerce.date().nullable(),
  durationMinutes: z.number().int().nullable(),
  note: z.string(),
  amount: z.string().nullish(),
  tasks: z.array(z.object({ title: z.string(), dueAt: z.coerce.date().nullable(), timed: z.boolean().optional() })),
  openDays: z.array(
    z.object({
      of: z.union([z.literal("entry"), z.number().int()]),
      typed: z.string(),
      choices: z.array(z.coerce.date()),
    }),
  ),
  customer: z.string(),
  link: z.string().nullable(),
});

/** Drafts are kept for 30 days, so some are from before an entry could have several next steps: they have one, or none. */
const entrySchema = z.preprocess((kept) => {
  const { task, ...entry } = kept as { task?: unknown; tasks?: unknown };
  return entry.tasks === undefined ? { openDays: [], ...entry, tasks: task ? [task] : [] } : entry;
}, entryNow);

/** What was typed and has still to find its customer. */
export interface Draft extends EntryFields {
  openDays: OpenDay[];
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
  const { guessed: _, ...said } = { guessed: false, ...reading };
  // Through JSON, in which it is kept: dates become text.
  const entry = JSON.parse(JSON.stringify({ ...said, link }));
  await ctx.tx.draft.create({
    data: { id, workspaceId: ctx.workspace.id, memberId: ctx.member.id, text: typed, entry, createdAt: ctx.now },
  });
  return id;
}

/** Changes what a kept entry says, once a question about it is answered. */
export async function changeDraft(ctx: Context, { id, typed: _, createdAt: __, ...entry }: Draft): Promise<void> {
  await ctx.tx.draft.update({ where: { id }, data: { entry: JSON.parse(JSON.stringify(entry)) } });
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
  const { text: typed, entry, ...kept } = row;
  return { ...entrySchema.parse(entry), ...kept, typed };
}

export async function dropDraft(ctx: Context, id: string): Promise<void> {
  await ctx.tx.draft.deleteMany({ where: { id, memberId: ctx.member?.id ?? "" } });
}
