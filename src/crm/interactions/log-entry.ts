import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import type { CustomerMatch } from "../customers/customer-match.ts";
import { Refusal } from "../refusal.ts";
import { dropDraft, getDraft, keepDraft } from "./draft.ts";
import { checkEntry, isRepeated, type LoggedEntry, logInteraction, type NewEntry } from "./log-interaction.ts";
import type { ParsedEntry, Reading } from "./parse-entry.ts";
import { getReceipt, type Receipt } from "./receipt.ts";
import { resolveCustomer } from "./resolve-customer.ts";

/** What came of an entry: saved, or kept while one question is asked. */
export type LogOutcome =
  | { kind: "logged"; receipt: Receipt }
  | { kind: "repeated"; draftId: string; match: CustomerMatch }
  | { kind: "probable"; draftId: string; reading: Reading; match: CustomerMatch }
  | { kind: "several"; draftId: string; reading: Reading; matches: CustomerMatch[] }
  | { kind: "none"; draftId: string; reading: Reading };

interface Origin {
  /** permalink of the message it was made from */
  link?: string | null;
  /** when the person began, as far as we can know [R27] */
  begunAt?: Date | null;
}

/**
 * Logs a typed entry when it is certain whom it is about; otherwise keeps it and says what has to be asked.
 * @throws Refusal not_permitted, customer_missing, note_too_long, date_in_future
 */
export async function logEntry(ctx: Context, entry: ParsedEntry, origin: Origin = {}): Promise<LogOutcome> {
  await allow(ctx, "interactions:write");
  const resolution = await resolveCustomer(ctx, entry);
  if (!resolution) throw new Refusal("customer_missing", {});
  const { kind } = resolution;
  const reading = saidAt(resolution.reading, ctx, origin.begunAt ?? null);
  checkEntry(ctx, reading);
  const link = origin.link ?? null;
  const keep = () => keepDraft(ctx, entry.typed, reading, link);
  if (kind === "none") return { kind, draftId: await keep(), reading };
  if (kind === "several") return { kind, draftId: await keep(), reading, matches: resolution.matches };
  if (kind === "probable") return { kind, draftId: await keep(), reading, match: resolution.match };

  const { match } = resolution;
  const entryMs = origin.begunAt ? ctx.now.getTime() - origin.begunAt.getTime() : null;
  const fields: NewEntry = { ...fieldsOf(reading), contactId: match.contactId, link, entryMs };
  if (await isRepeated(ctx, fields)) return { kind: "repeated", draftId: await keep(), match };
  return {
    kind: "logged",
    receipt: await receiptFor(ctx, await logInteraction(ctx, { ...fields, evenIfRepeated: true })),
  };
}

/** "Now" is when it was said, which an entry that waited in a queue tells apart from when it is saved. */
function saidAt(reading: Reading, ctx: Context, begunAt: Date | null): Reading {
  return reading.happenedAt === null && begunAt !== null && begunAt < ctx.now
    ? { ...reading, happenedAt: begunAt }
    : reading;
}

/** Logs a kept entry on the customer who was chosen for it. */
export async function logDraft(
  ctx: Context,
  { draftId, contactId, evenIfRepeated = false }: { draftId: string; contactId: string; evenIfRepeated?: boolean },
): Promise<Receipt> {
  const draft = await getDraft(ctx, draftId);
  const entryMs = ctx.now.getTime() - draft.createdAt.getTime();
  // "Now" was said when it was typed, not when the question was answered.
  const happenedAt = draft.happenedAt ?? draft.createdAt;
  const logged = await logInteraction(ctx, {
    ...fieldsOf(draft),
    happenedAt,
    contactId,
    link: draft.link,
    entryMs,
    evenIfRepeated,
  });
  await dropDraft(ctx, draftId);
  return receiptFor(ctx, logged);
}

function fieldsOf(from: Omit<NewEntry, "contactId">): Omit<NewEntry, "contactId"> {
  const { type, outcome, happenedAt, durationMinutes, note, task } = from;
  return { type, outcome, happenedAt, durationMinutes, note, task };
}

async function receiptFor(ctx: Context, logged: LoggedEntry): Promise<Receipt> {
  return { ...(await getReceipt(ctx, logged.id)), evidence: logged.evidence };
}
