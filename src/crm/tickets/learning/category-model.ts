import { deserialize, serialize } from "node:v8";
import type { Context } from "../../../db/context.ts";
import type { Example, LabelModel } from "./learn-labels.ts";

/** How far a workspace's model has come. */
export interface ModelMark {
  version: number;
  examples: number;
  /** the last solved ticket that it has learned from, in the order of solving */
  learnedTo: Date;
  learnedToId: string;
  rebuiltAt: Date;
}

export interface SolvedExample extends Example {
  id: string;
  solvedAt: Date;
}

/** The models that were read last, so that a suggestion costs no reading; a newer version in the database replaces one. */
const lately = new Map<string, { version: number; model: LabelModel }>();
const mostLately = 16;

export async function findModelMark(ctx: Context): Promise<ModelMark | null> {
  return ctx.tx.categoryModel.findFirst({
    select: { version: true, examples: true, learnedTo: true, learnedToId: true, rebuiltAt: true },
  });
}

/** What this workspace's solved tickets have taught; null before the first lesson. */
export async function readModel(ctx: Context): Promise<LabelModel | null> {
  const mark = await findModelMark(ctx);
  if (!mark) return null;
  const known = lately.get(ctx.workspace.id);
  if (known?.version === mark.version) return known.model;
  const row = await ctx.tx.categoryModel.findFirst({ select: { version: true, state: true } });
  if (!row) return null;
  const model = deserialize(row.state) as LabelModel;
  remember(ctx.workspace.id, row.version, model);
  return model;
}

/** Keeps what was learned, unless another process has kept something since. */
export async function keepModel(
  ctx: Context,
  model: LabelModel,
  before: ModelMark | null,
  mark: Omit<ModelMark, "version">,
): Promise<boolean> {
  const version = (before?.version ?? 0) + 1;
  const data = { ...mark, version, state: new Uint8Array(serialize(model)) };
  const workspaceId = ctx.workspace.id;
  const { count } = before
    ? await ctx.tx.categoryModel.updateMany({ where: { version: before.version }, data })
    : await ctx.tx.categoryModel.createMany({ data: { workspaceId, ...data }, skipDuplicates: true });
  return count === 1;
}

/** Solved tickets with a category that were solved after a mark, in the order of solving. */
export async function listSolvedExamples(
  ctx: Context,
  after: { solvedAt: Date; id: string } | null,
  limit: number,
): Promise<SolvedExample[]> {
  return ctx.tx.$queryRaw<SolvedExample[]>`
    SELECT id, "solvedAt", category AS label, subject || E'\n' || text AS text FROM ticket
    WHERE state IN ('solved', 'closed') AND category IS NOT NULL AND "solvedAt" IS NOT NULL AND "duplicateOfId" IS NULL
      AND (${after?.solvedAt ?? null}::timestamptz IS NULL OR ("solvedAt", id) > (${after?.solvedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    ORDER BY "solvedAt", id LIMIT ${limit}`;
}

/** The newest of them, in the order of solving. */
export async function listNewestExamples(ctx: Context, limit: number): Promise<SolvedExample[]> {
  const newest = await ctx.tx.$queryRaw<SolvedExample[]>`
    SELECT id, "solvedAt", category AS label, subject || E'\n' || text AS text FROM ticket
    WHERE state IN ('solved', 'closed') AND category IS NOT NULL AND "solvedAt" IS NOT NULL AND "duplicateOfId" IS NULL
    ORDER BY "solvedAt" DESC, id DESC LIMIT ${limit}`;
  return newest.reverse();
}

function remember(workspaceId: string, version: number, model: LabelModel): void {
  lately.delete(workspaceId);
  lately.set(workspaceId, { version, model });
  const [oldest] = lately.keys();
  if (lately.size > mostLately && oldest !== undefined) lately.delete(oldest);
}
