import { findFigures } from "../crm/freshness/freshness-figures.ts";
import { listStale, type StaleKind, staleKinds } from "../crm/freshness/list-stale.ts";
import { perishableFields } from "../crm/freshness/perishable.ts";
import type { Context, Member } from "../db/context.ts";
import { literalWithin } from "./mrkdwn.ts";
import { readerOf } from "./reader.ts";
import type { Message } from "./reply.ts";
import type { Reader } from "./views/dates.ts";
import { fieldNames, freshnessText as text } from "./views/freshness.text.ts";
import { figuresMessage } from "./views/freshness.ts";
import { ownStaleMessage, staleListMessage, staleOnPage } from "./views/freshness-list.ts";
import { sentenceMessage } from "./views/sentence-message.ts";

/** Customers named beneath the figures. */
const worstNamed = 3;
const longestRepeated = 60;

export function isStaleKind(word: string): word is StaleKind {
  return (staleKinds as readonly string[]).includes(word);
}

/** One page of the customers of whom something is to be seen to. */
export async function stalePage(ctx: Context, kind: StaleKind, from: number): Promise<Message> {
  return staleListMessage(kind, await pageFrom(ctx, { kind }, from), readerOf(ctx));
}

/** The same of one's own customers, with what is past its limit. */
export async function ownStalePage(ctx: Context, from: number): Promise<Message> {
  const own = { kind: "any", ownerId: ctx.member?.id ?? "", overdueOnly: true } as const;
  return ownStaleMessage(await pageFrom(ctx, own, from), readerOf(ctx));
}

type Wanted = Omit<Parameters<typeof listStale>[1], "offset" | "limit">;

/** A page, or the one before it that has anything: a list grows shorter while it is gone through. */
async function pageFrom(ctx: Context, wanted: Wanted, from: number) {
  const page = await listStale(ctx, { ...wanted, offset: from, limit: staleOnPage });
  if (page.total === 0 && from > 0) return pageFrom(ctx, wanted, Math.max(0, from - staleOnPage));
  return { ...page, from };
}

interface Asked {
  /** null: the newest */
  day: string | null;
  reader: Reader;
  role: Member["role"];
  kind: string | null;
}

/** The figures of a day with the customers worth most; as a report, or as what a steward is told each week. */
export async function figuresOf(ctx: Context, { day, reader, role, kind }: Asked): Promise<Message> {
  const figures = await findFigures(ctx, day === null ? {} : { day });
  const wanted = figures && figures.unreachable > 0 ? "unreachable" : "any";
  const worst = figures ? (await listStale(ctx, { kind: wanted, offset: 0, limit: worstNamed })).customers : [];
  return figuresMessage(figures, worst, { ...reader, currency: ctx.workspace.currency, role, kind });
}

/** `/crm-report data`, and `/crm-report data e-mail`: the customers behind one field's figure. */
export async function dataReport(ctx: Context, typed: string): Promise<Message> {
  const word = typed.trim().toLowerCase();
  if (word === "")
    return figuresOf(ctx, { day: null, reader: readerOf(ctx), role: ctx.member?.role ?? null, kind: null });
  const plain = (name: string) => name.replace(/[^\p{L}]/gu, "");
  const field = perishableFields.find((each) => [plain(each), plain(fieldNames[each])].includes(plain(word)));
  if (field) return stalePage(ctx, field, 0);
  const known = perishableFields.map((each) => fieldNames[each]);
  return sentenceMessage(text.unknownField(literalWithin(typed, longestRepeated), known));
}
