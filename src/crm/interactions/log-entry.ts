import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import type { CustomerMatch } from "../customers/customer-match.ts";
import { getContact } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";
import { changeDraft, type Draft, dropDraft, getDraft, keepDraft } from "./draft.ts";
import type { EntryFields, OpenDay } from "./interaction.ts";
import { checkEntry, isRepeated, logInteraction, type NewEntry } from "./log-interaction.ts";
import type { ParsedEntry, Reading } from "./parse-entry.ts";
import { getReceipt, type Receipt } from "./receipt.ts";
import { type Resolution, resolveCustomer } from "./resolve-customer.ts";

/** Whom an entry is about, as far as questions name them. */
type Named = Pick<CustomerMatch, "contactId" | "name">;

/** What came of an entry whose customer is known. */
export type Placed =
  | { kind: "logged"; receipt: Receipt }
  | { kind: "repeated"; draftId: string; match: Named }
  /** a day that may be one or another has to be asked */
  | { kind: "day"; draftId: string; match: Named; reading: EntryFields; open: OpenDay };

/** What came of an entry: saved, or kept while one question is asked. */
export type LogOutcome =
  | Placed
  | { kind: "probable"; draftId: string; reading: Reading; match: CustomerMatch }
  | { kind: "several"; draftId: string; reading: Reading; matches: CustomerMatch[] }
  | { kind: "none"; draftId: string; reading: Reading };

export interface Origin {
  /** permalink of the message it was made from */
  link?: string | null;
  /** when the person began, as far as we can know [R27] */
  begunAt?: Date | null;
  /** the lines that it was sent with */
  batchId?: string | null;
  /** its words were said where not everybody reads: only who, what, when and the link are kept */
  linkOnly?: boolean;
}

/**
 * Logs a typed entry when it is certain whom it is about; otherwise keeps it and says what has to be asked.
 * @throws Refusal not_permitted, customer_missing, note_too_long, date_in_future
 */
export async function logEntry(ctx: Context, entry: ParsedEntry, origin: Origin = {}): Promise<LogOutcome> {
  await allow(ctx, "interactions:write");
  const resolution = await resolveCustomer(ctx, entry);
  if (!resolution) throw new Refusal("customer_missing", {});
  return logResolved(ctx, entry, resolution, origin);
}

/** The same for an entry whose customer has been looked for already. */
export async function logResolved(
  ctx: Context,
  { typed }: ParsedEntry,
  resolution: Resolution,
  { link = null, begunAt = null, batchId = null, linkOnly = false }: Origin,
): Promise<LogOutcome> {
  const { kind } = resolution;
  const said = saidAt(resolution.reading, ctx, begunAt);
  const reading = linkOnly ? withoutWords(said) : said;
  checkEntry(ctx, reading);
  const keep = () => keepDraft(ctx, typed, reading, link);
  if (kind === "none") return { kind, draftId: await keep(), reading };
  if (kind === "several") return { kind, draftId: await keep(), reading, matches: resolution.matches };
  if (kind === "probable") return { kind, draftId: await keep(), reading, match: resolution.match };

  const { match } = resolution;
  const [open] = reading.openDays;
  if (open) return { kind: "day", draftId: await keep(), match, reading, open };
  const entryMs = begunAt ? ctx.now.getTime() - begunAt.getTime() : null;
  const fields: NewEntry = { ...fieldsOf(reading), contactId: match.contactId, link, entryMs, batchId };
  if (await isRepeated(ctx, fields)) return { kind: "repeated", draftId: await keep(), match };
  const { id } = await logInteraction(ctx, { ...fields, evenIfRepeated: true });
  return { kind: "logged", receipt: await getReceipt(ctx, id) };
}

function withoutWords(reading: Reading): Reading {
  return {
    ...reading,
    note: "",
    amount: null,
    tasks: [],
    openDays: reading.openDays.filter(({ of }) => of === "entry"),
  };
}

/** "Now" is when it was said, which an entry that waited in a queue tells apart from when it is saved. */
function saidAt(reading: Reading, ctx: Context, begunAt: Date | null): Reading {
  return reading.happenedAt === null && begunAt !== null && begunAt < ctx.now
    ? { ...reading, happenedAt: begunAt }
    : reading;
}

interface Choice {
  draftId: string;
  contactId: string;
  evenIfRepeated?: boolean;
}

/** Takes a kept entry as far as it goes with the customer who was chosen for it: one more question, or the log. */
export async function placeDraft(ctx: Context, choice: Choice): Promise<Placed> {
  return place(ctx, await getDraft(ctx, choice.draftId), choice);
}

/**
 * Answers which day was meant.
 * @param of the day that was asked about, so that a second press of the button answers no other question
 * @throws Refusal draft_gone
 */
export async function chooseDay(
  ctx: Context,
  { of, choice, ...placing }: Choice & { of: string; choice: string },
): Promise<Placed> {
  const draft = await getDraft(ctx, placing.draftId);
  const [open, ...others] = draft.openDays;
  const day = open && String(open.of) === of ? open.choices[Number(choice)] : undefined;
  if (!open || !day) throw new Refusal("draft_gone", {});
  const tasks = draft.tasks.map((task, index) => (index === open.of ? { ...task, dueAt: day } : task));
  const answered: Draft = {
    ...draft,
    tasks,
    happenedAt: open.of === "entry" ? day : draft.happenedAt,
    openDays: others,
  };
  await changeDraft(ctx, answered);
  return place(ctx, answered, placing);
}

async function place(ctx: Context, draft: Draft, { contactId, evenIfRepeated = false }: Choice): Promise<Placed> {
  const { id, name } = await getContact(ctx, contactId);
  const match: Named = { contactId: id, name };
  const [open] = draft.openDays;
  if (open) return { kind: "day", draftId: draft.id, match, reading: draft, open };
  if (!evenIfRepeated && (await isRepeated(ctx, { ...draft, contactId: id })))
    return { kind: "repeated", draftId: draft.id, match };
  return { kind: "logged", receipt: await logDraft(ctx, { draftId: draft.id, contactId: id, evenIfRepeated: true }) };
}

/** Logs a kept entry on the customer who was chosen for it. */
export async function logDraft(ctx: Context, { draftId, contactId, evenIfRepeated = false }: Choice): Promise<Receipt> {
  const draft = await getDraft(ctx, draftId);
  const entryMs = ctx.now.getTime() - draft.createdAt.getTime();
  // "Now" was said when it was typed, not when the question was answered.
  const happenedAt = draft.happenedAt ?? draft.createdAt;
  const { id } = await logInteraction(ctx, {
    ...fieldsOf(draft),
    happenedAt,
    contactId,
    link: draft.link,
    entryMs,
    evenIfRepeated,
  });
  await dropDraft(ctx, draftId);
  return getReceipt(ctx, id);
}

function fieldsOf({ type, outcome, happenedAt, durationMinutes, note, tasks, amount }: EntryFields): EntryFields {
  return { type, outcome, happenedAt, durationMinutes, note, tasks, amount };
}
