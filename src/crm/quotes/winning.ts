import { DateTime } from "luxon";
import { z } from "zod";
import { type Context, sql } from "../../db/context.ts";
import { type Stage, stages } from "../customers/contact.ts";
import { noteStageChanges } from "../customers/note-stage-change.ts";

/** How it is said on the card since when somebody is a customer. */
const wonSource = "first won quote";

/** What a customer was before a quote was won, of what winning it may change. */
const contactBefore = z.object({
  stage: z.enum(stages),
  /** YYYY-MM-DD */
  customerSince: z.string().nullable(),
  customerSinceSource: z.string().nullable(),
});
type ContactBefore = z.infer<typeof contactBefore>;

/**
 * The lock of whatever decides quotes or moves them, once it has the entry: their customers, always in the same order, before the
 * quotes themselves.
 * @returns those that are there and have not ended
 */
export async function lockCustomers(ctx: Context, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM contact WHERE id = ANY(${[...new Set(contactIds)]}::uuid[]) AND "endedAt" IS NULL
    ORDER BY id FOR NO KEY UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Makes whoever a won quote is for a customer, a former one again, since the day of the decision where that is not known.
 * What they were before is kept with the quote. Their row is locked already.
 */
export async function makeCustomer(
  ctx: Context,
  quote: { id: string; contactId: string; decidedAt: Date },
): Promise<void> {
  const before = await readContact(ctx, quote.contactId);
  if (before.stage === "customer" && before.customerSince !== null) return;
  const since = dayOf(ctx, quote.decidedAt);
  const after: ContactBefore =
    before.customerSince === null
      ? { stage: "customer", customerSince: since, customerSinceSource: wonSource }
      : { ...before, stage: "customer" };
  await writeContact(ctx, quote.contactId, before, after);
  await ctx.tx.quote.update({ where: { id: quote.id }, data: { contactBefore: before } });
  await noteStageChanges(ctx, [
    { contactId: quote.contactId, from: before.stage, to: "customer", cause: "quote", quoteId: quote.id },
  ]);
}

/**
 * Takes back what winning a quote made of its customer, as far as nobody has changed it since. Where they won another one
 * meanwhile, it was that one that made them a customer.
 */
export async function unmakeCustomer(ctx: Context, quote: { id: string; contactId: string }): Promise<void> {
  const [kept] = await ctx.tx.$queryRaw<{ contactBefore: unknown }[]>`
    SELECT "contactBefore" FROM quote WHERE id = ${quote.id}::uuid AND "contactBefore" IS NOT NULL`;
  if (!kept) return;
  await ctx.tx.quote.update({ where: { id: quote.id }, data: { contactBefore: sql.DbNull } });
  const before = contactBefore.parse(kept.contactBefore);
  const now = await readContact(ctx, quote.contactId);
  const setSince = before.customerSince === null && now.customerSinceSource === wonSource;
  const heir = await findHeir(ctx, quote);
  if (heir) {
    const own = heir.contactBefore === null ? null : contactBefore.parse(heir.contactBefore);
    const { customerSince, customerSinceSource } = before;
    const handed = own && setSince ? { ...own, customerSince, customerSinceSource } : (own ?? before);
    await ctx.tx.quote.update({ where: { id: heir.id }, data: { contactBefore: handed } });
    if (setSince) await writeContact(ctx, quote.contactId, now, { ...now, customerSince: dayOf(ctx, heir.decidedAt) });
    if (!own)
      await ctx.tx.stageChange.updateMany({
        where: { quoteId: quote.id, cause: "quote", contactId: quote.contactId },
        data: { quoteId: heir.id, at: heir.decidedAt },
      });
    return;
  }
  const setStage = before.stage !== "customer" && (await isLastStep(ctx, quote));
  const after: ContactBefore = {
    stage: setStage ? before.stage : now.stage,
    ...(setSince
      ? { customerSince: before.customerSince, customerSinceSource: before.customerSinceSource }
      : { customerSince: now.customerSince, customerSinceSource: now.customerSinceSource }),
  };
  await writeContact(ctx, quote.contactId, now, after);
  await noteStageChanges(ctx, [
    { contactId: quote.contactId, from: now.stage, to: after.stage, cause: "undo", quoteId: quote.id },
  ]);
}

async function readContact(ctx: Context, contactId: string): Promise<ContactBefore> {
  const [row] = await ctx.tx.$queryRaw<
    { stage: Stage; customerSince: string | null; customerSinceSource: string | null }[]
  >`
    SELECT stage, to_char("customerSince", 'YYYY-MM-DD') AS "customerSince", "customerSinceSource"
    FROM contact WHERE id = ${contactId}::uuid`;
  if (!row) throw new Error("A quote's customer has gone while it was being decided");
  return row;
}

async function writeContact(ctx: Context, id: string, before: ContactBefore, after: ContactBefore): Promise<void> {
  const changed = (["stage", "customerSince", "customerSinceSource"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (changed.length === 0) return;
  const { stage, customerSince, customerSinceSource } = after;
  await ctx.tx.contact.update({
    where: { id },
    data: { stage, customerSince: customerSince && new Date(`${customerSince}T00:00:00Z`), customerSinceSource },
  });
  const only = (values: ContactBefore) => Object.fromEntries(changed.map((field) => [field, values[field]]));
  ctx.audit({
    action: "contact.changed",
    ...{ subjectType: "contact", subjectId: id, about: { type: "contact", id } },
    ...{ before: only(before), after: only(after) },
  });
}

/** The earliest of the others that they won. */
async function findHeir(ctx: Context, { id, contactId }: { id: string; contactId: string }) {
  const [heir] = await ctx.tx.$queryRaw<{ id: string; decidedAt: Date; contactBefore: unknown }[]>`
    SELECT id, "decidedAt", "contactBefore" FROM quote
    WHERE "contactId" = ${contactId}::uuid AND id <> ${id}::uuid AND state = 'won' AND "removedAt" IS NULL
    ORDER BY "decidedAt", number LIMIT 1 FOR UPDATE`;
  return heir;
}

/** Nobody has changed the stage since this quote did: what was said last counts. */
async function isLastStep(ctx: Context, { id, contactId }: { id: string; contactId: string }): Promise<boolean> {
  const [last] = await ctx.tx.$queryRaw<{ quoteId: string | null; cause: string }[]>`
    SELECT "quoteId", cause FROM stage_change WHERE "contactId" = ${contactId}::uuid ORDER BY at DESC, id DESC LIMIT 1`;
  return last?.quoteId === id && last.cause === "quote";
}

function dayOf({ member, workspace }: Context, at: Date): string {
  return DateTime.fromJSDate(at, { zone: member?.zone ?? workspace.zone }).toFormat("yyyy-MM-dd");
}
