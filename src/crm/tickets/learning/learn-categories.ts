import type { Context } from "../../../db/context.ts";
import {
  findModelMark,
  keepModel,
  listNewestExamples,
  listSolvedExamples,
  type ModelMark,
  readModel,
  type SolvedExample,
} from "./category-model.ts";
import { type LabelModel, learnLabels, learnMore } from "./learn-labels.ts";

type InTransaction = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** Whoever has solved fewer gets no suggestion from them. */
const fewestExamples = 20;
/** What is older says little about today's categories. */
const mostExamples = 10_000;
/** New ones that are learned one by one; more than this, and everything is learned anew. */
const mostNew = 500;
/** Of what was learned before, this many times as many as are new are gone over with them. */
const replayed = 3;
const dayMs = 86_400_000;

export interface Lesson {
  /** tickets that were learned from this time */
  learned: number;
}

/**
 * Learns what categories mean here, from tickets that people have solved: a few new ones at a time, and once a day
 * everything from the beginning, so that what was changed, renamed or erased since counts no more. No transaction is open
 * while it learns.
 */
export async function learnCategories(transaction: InTransaction): Promise<Lesson> {
  const known = await transaction(async (ctx) => {
    const mark = await findModelMark(ctx);
    const after = mark && { solvedAt: mark.learnedTo, id: mark.learnedToId };
    return { mark, now: ctx.now, fresh: await listSolvedExamples(ctx, after, mostNew + 1) };
  });
  const { mark, now, fresh } = known;
  const isOld = mark !== null && now.getTime() - mark.rebuiltAt.getTime() >= dayMs;
  if (mark && !isOld && fresh.length === 0) return { learned: 0 };
  if (!mark || isOld || fresh.length > mostNew) return learnAnew(transaction, mark, now);
  return learnNew(transaction, mark, fresh);
}

async function learnAnew(transaction: InTransaction, mark: ModelMark | null, now: Date): Promise<Lesson> {
  const examples = await transaction((ctx) => listNewestExamples(ctx, mostExamples));
  const last = examples.at(-1);
  if (!last || (examples.length < fewestExamples && !mark)) return { learned: 0 };
  const model = await learnLabels(examples);
  return save(transaction, model, mark, { examples, last, total: examples.length, rebuiltAt: now });
}

async function learnNew(transaction: InTransaction, mark: ModelMark, fresh: SolvedExample[]): Promise<Lesson> {
  const before = await transaction(async (ctx) => ({
    model: await readModel(ctx),
    earlier: await listNewestExamples(ctx, fresh.length * (1 + replayed)),
  }));
  const last = fresh.at(-1);
  if (!before.model || !last) return { learned: 0 };
  const isFresh = new Set(fresh.map(({ id }) => id));
  const earlier = before.earlier.filter(({ id }) => !isFresh.has(id));
  // Learning changes what it is given, and suggestions may be reading it.
  const model = await learnMore(structuredClone(before.model), fresh, earlier);
  const { rebuiltAt, examples } = mark;
  return save(transaction, model, mark, { examples: fresh, last, total: examples + fresh.length, rebuiltAt });
}

async function save(
  transaction: InTransaction,
  model: LabelModel,
  before: ModelMark | null,
  lesson: { examples: readonly SolvedExample[]; last: SolvedExample; total: number; rebuiltAt: Date },
): Promise<Lesson> {
  const { examples, last, total, rebuiltAt } = lesson;
  const kept = await transaction((ctx) =>
    keepModel(ctx, model, before, {
      examples: total,
      learnedTo: last.solvedAt,
      learnedToId: last.id,
      rebuiltAt,
    }),
  );
  return { learned: kept ? examples.length : 0 };
}
