import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { v7 as newId } from "uuid";
import type { Context, Prisma } from "../../db/context.ts";
import { listStewardNames } from "../access/permission.ts";
import { emptyRecord } from "../customers/merge/merge-record.ts";
import { personIds } from "../customers/merge/person-ids.ts";
import { emptyQuotes } from "../quotes/quotes-of-person.ts";
import { emptyTasks, tasksOfPerson } from "../tasks/tasks-of-person.ts";
import { emptyTickets, ticketsOfPerson } from "../tickets/tickets-of-person.ts";
import { findDrafts, remarksOf } from "./collect-person.ts";
import { type ErasureCounts, type ErasureStep, erasedName, erasureStep, erasureSteps, keptCounts } from "./erasure.ts";
import { mentionsPerson, readPersonWords } from "./person-words.ts";
import { namedRemarks } from "./plan-erasure.ts";
import { noteMessages } from "./request-erasure.ts";

type InTransaction = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/** Tries to take one message back before it counts as out of reach; each is many attempts of the outbox. */
const mostRounds = 3;

/**
 * Goes on with every erasure that is not done, one transaction a step, until only Slack is waited for. It may be killed
 * anywhere and called by several at once: a step that was saved is not done again.
 * @returns steps that were done
 */
export async function continueErasures(transaction: InTransaction, aborted = () => false): Promise<number> {
  const open = await transaction((ctx) =>
    ctx.tx.erasure.findMany({
      where: { step: { not: "done" } },
      select: { id: true },
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    }),
  );
  let steps = 0;
  for (const { id } of open) {
    while (!aborted() && (await transaction((ctx) => continueErasure(ctx, id)))) steps += 1;
  }
  return steps;
}

/** Does the next step of one erasure. False when there is none, or it has to wait for Slack. */
export async function continueErasure(ctx: Context, erasureId: string): Promise<boolean> {
  const [row] = await ctx.tx.$queryRaw<{ contactId: string; step: string; counts: unknown }[]>`
    SELECT "contactId", step, counts FROM erasure WHERE id = ${erasureId}::uuid FOR UPDATE`;
  if (!row || row.step === "done") return false;
  const step = erasureStep.exclude(["done"]).parse(row.step);
  const done = await doStep[step](ctx, { erasureId, contactId: row.contactId });
  if (done === null) return false;
  const counts = { ...keptCounts.parse(row.counts), ...done };
  const next: ErasureStep = erasureSteps[erasureSteps.indexOf(step) + 1] ?? "done";
  await ctx.tx.erasure.update({ where: { id: erasureId }, data: { step: next, counts } });
  if (next === "done") await certify(ctx, erasureId);
  return true;
}

interface Erasing {
  erasureId: string;
  contactId: string;
}

/** What each step removes; null: not yet. Each may find that it was done already, and finds nothing then. */
const doStep: Record<
  Exclude<ErasureStep, "done">,
  (ctx: Context, erasing: Erasing) => Promise<ErasureCounts | null>
> = {
  async drafts(ctx, { contactId }) {
    const drafts = await findDrafts(ctx, await readPersonWords(ctx, contactId));
    const { count } = await ctx.tx.draft.deleteMany({ where: { id: { in: drafts.map(({ id }) => id) } } });
    return { drafts: count };
  },
  async tasks(ctx, { contactId, erasureId }) {
    // What Steward sent about tasks without a customer is known by their words alone: it is looked for before those go.
    await noteMessages(ctx, erasureId, contactId);
    const words = await readPersonWords(ctx, contactId);
    const ids = await tasksOfPerson(ctx, contactId, (text) => mentionsPerson(text, words));
    return { tasks: await emptyTasks(ctx, ids) };
  },
  async tickets(ctx, { contactId, erasureId }) {
    // What Steward sent about tickets without a customer is known by their words alone: it is looked for before those go.
    await noteMessages(ctx, erasureId, contactId);
    const words = await readPersonWords(ctx, contactId);
    const ids = await ticketsOfPerson(ctx, contactId, (text) => mentionsPerson(text, words));
    return { tickets: await emptyTickets(ctx, ids) };
  },
  async interactions(ctx, { contactId }) {
    const of = await rowsOf(ctx, contactId);
    const own = await ctx.tx.interaction.findMany({ where: of, select: { id: true } });
    const versions = await ctx.tx.interactionVersion.deleteMany({
      where: { OR: [of, { interactionId: { in: own.map(({ id }) => id) } }] },
    });
    const { count } = await ctx.tx.interaction.updateMany({ where: of, data: { note: "", link: null } });
    const quotes = await emptyQuotes(ctx, await personIds(ctx, contactId));
    return { interactions: count, interactionVersions: versions.count, ...quotes };
  },
  async facts(ctx, { contactId, erasureId }) {
    // The names and addresses that imports and drafts are searched for go with the next steps: what needs them comes first.
    await noteMessages(ctx, erasureId, contactId);
    const remarks = await removeRemarks(ctx, contactId);
    const drafts = await findDrafts(ctx, await readPersonWords(ctx, contactId));
    await ctx.tx.draft.deleteMany({ where: { id: { in: drafts.map(({ id }) => id) } } });
    const of = await rowsOf(ctx, contactId);
    const { count } = await ctx.tx.contactFact.deleteMany({ where: of });
    const changes = await ctx.tx.importChange.deleteMany({ where: of });
    // What it would take to undo their merges goes too: there is nothing left to be two again.
    await ctx.tx.contactMerge.updateMany({
      where: { OR: [{ keptId: of.contactId }, { goneId: of.contactId }] },
      data: emptyRecord,
    });
    return { contactFacts: count, importRemarks: remarks + changes.count };
  },
  async points(ctx, { contactId }) {
    const { count } = await ctx.tx.contactPoint.deleteMany({ where: await rowsOf(ctx, contactId) });
    return { contactPoints: count };
  },
  async imports(ctx, { contactId }) {
    const { count } = await ctx.tx.dataExport.updateMany({ where: await rowsOf(ctx, contactId), data: { reason: "" } });
    return { exportReasons: count };
  },
  async contact(ctx, { contactId }) {
    const { count } = await ctx.tx.contact.updateMany({
      where: { id: { in: await personIds(ctx, contactId) } },
      data: {
        ...{ name: erasedName, searchKey: "", nameKey: "", companyId: null, ownerId: null, birthDate: null },
        ...{ customerSince: null, customerSinceSource: null, source: "erased", sourceAt: null, interests: null },
        ...{ externalSystem: null, externalId: null, externalUrl: null, importId: null },
      },
    });
    return { contact: count };
  },
  async key(ctx, { contactId }) {
    await ctx.tx.personKey.updateMany({
      where: { personType: "contact", personId: { in: await personIds(ctx, contactId) }, destroyedAt: null },
      data: { destroyedAt: ctx.now, wrapped: null, masterKeyId: null },
    });
    return {};
  },
  async messages(ctx, { erasureId, contactId }) {
    // What was on its way to Slack when the erasure began has arrived meanwhile.
    await noteMessages(ctx, erasureId, contactId);
    const pending = await askToTakeBack(ctx, erasureId);
    if (pending > 0) return null;
    const all = await ctx.tx.erasureMessage.findMany({ where: { erasureId } });
    return {
      messages: all.filter(({ ts }) => ts !== null).length,
      files: all.filter(({ fileId }) => fileId !== null).length,
    };
  },
};

/** The rows of a person, those that still stand under a contact that was merged into theirs included. */
async function rowsOf(ctx: Context, contactId: string): Promise<{ contactId: { in: string[] } }> {
  return { contactId: { in: await personIds(ctx, contactId) } };
}

async function removeRemarks(ctx: Context, contactId: string): Promise<number> {
  const words = await readPersonWords(ctx, contactId);
  const runs = await ctx.tx.importRun.findMany({ select: { id: true, rejections: true, notices: true } });
  let removed = 0;
  for (const { id, rejections, notices } of runs) {
    const without = (kept: Prisma.JsonValue) => {
      const named = new Set(namedRemarks(remarksOf(kept), words));
      removed += named.size;
      return remarksOf(kept).filter((remark) => !named.has(remark)) as unknown as Prisma.InputJsonArray;
    };
    const before = removed;
    const data = { rejections: without(rejections), notices: without(notices) };
    if (removed > before) await ctx.tx.importRun.update({ where: { id }, data });
  }
  return removed;
}

/** Leaves each message that still stands to the outbox, which paces and repeats; says how many there are. */
async function askToTakeBack(ctx: Context, erasureId: string): Promise<number> {
  const pending = await ctx.tx.erasureMessage.findMany({ where: { erasureId, state: "pending" } });
  const deliveryIds = pending.flatMap(({ deliveryId }) => deliveryId ?? []);
  const under = await ctx.tx.delivery.findMany({
    where: { id: { in: deliveryIds }, state: { in: ["pending", "sending"] } },
    select: { id: true },
  });
  const underWay = new Set(under.map(({ id }) => id));
  let left = 0;
  for (const { id, deliveryId, rounds, channel, fileId } of pending) {
    if (deliveryId && underWay.has(deliveryId)) {
      left += 1;
    } else if (rounds >= mostRounds) {
      const data = { state: "unreachable", failure: "no answer", settledAt: ctx.now };
      await ctx.tx.erasureMessage.update({ where: { id }, data });
    } else {
      left += 1;
      const next = newId();
      const at = ctx.now;
      await ctx.tx.delivery.create({
        data: {
          ...{ id: next, workspaceId: ctx.workspace.id, kind: "take-back", recipient: channel },
          payload: { erasureMessageId: id },
          method: fileId === null ? "chat.delete" : "files.delete",
          ...{ state: "pending", nextAttemptAt: at, createdAt: at },
        },
      });
      await ctx.tx.erasureMessage.update({ where: { id }, data: { deliveryId: next, rounds: rounds + 1 } });
    }
  }
  return left;
}

/** The certificate: what was done, with a hash over all of it, and word to the stewards. */
async function certify(ctx: Context, erasureId: string): Promise<void> {
  const erasure = await ctx.tx.erasure.findFirstOrThrow({ where: { id: erasureId } });
  const messages = await ctx.tx.erasureMessage.groupBy({ by: ["state"], where: { erasureId }, _count: true });
  const list = canonicalize({
    erasureId,
    contactId: erasure.contactId,
    requestedById: erasure.requestedById,
    requestedAt: erasure.requestedAt.toISOString(),
    finishedAt: ctx.now.toISOString(),
    counts: erasure.counts,
    messages: Object.fromEntries(messages.map(({ state, _count }) => [state, _count])),
  });
  const listHash = new Uint8Array(
    createHash("sha256")
      .update(list ?? "", "utf8")
      .digest(),
  );
  await ctx.tx.erasure.update({ where: { id: erasureId }, data: { finishedAt: ctx.now, listHash } });
  ctx.audit({
    action: "erasure.finished",
    subjectType: "erasure",
    subjectId: erasureId,
    after: { counts: erasure.counts as Prisma.InputJsonObject, listHash: Buffer.from(listHash).toString("hex") },
  });
  for (const { slackUserId } of await listStewardNames(ctx))
    ctx.notify({ kind: "erasure-finished", recipient: slackUserId, payload: { erasureId } });
}
