import { type Context, sql } from "../../db/context.ts";

/** What was offered to one person, with earlier versions and the stages that they went through, whole. */
export interface QuotesOfPerson {
  quotes: Record<string, unknown>[];
  quoteVersions: Record<string, unknown>[];
  stageChanges: Record<string, unknown>[];
}

/** @param contactIds under which the person is known */
export async function collectQuotes({ tx }: Context, contactIds: readonly string[]): Promise<QuotesOfPerson> {
  const contactId = { in: [...contactIds] };
  const quotes = await tx.quote.findMany({
    where: { contactId },
    include: { member: { select: { name: true } } },
    orderBy: { number: "asc" },
  });
  // One that was put on somebody else first, or since, has versions that were about this person.
  const versions = await tx.quoteVersion.findMany({
    where: { OR: [{ contactId }, { quoteId: { in: quotes.map(({ id }) => id) } }] },
    orderBy: [{ quoteId: "asc" }, { version: "asc" }],
  });
  const stageChanges = await tx.stageChange.findMany({ where: { contactId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  // JSON has no 64-bit integers; amounts end well before where a double stops being exact.
  const plain = <Row extends { amountMinor: bigint | null }>(row: Row) => ({
    ...row,
    amountMinor: row.amountMinor === null ? null : Number(row.amountMinor),
  });
  return { quotes: quotes.map(plain), quoteVersions: versions.map(plain), stageChanges };
}

/**
 * Takes every word out of a person's quotes; their amounts, days and decisions stay for the sums that they are part of.
 * Doing it twice does no harm.
 */
export async function emptyQuotes(
  { tx }: Context,
  contactIds: readonly string[],
): Promise<{ quotes: number; quoteVersions: number }> {
  const contactId = { in: [...contactIds] };
  const own = await tx.quote.findMany({ where: { contactId }, select: { id: true } });
  const versions = await tx.quoteVersion.deleteMany({
    where: { OR: [{ contactId }, { quoteId: { in: own.map(({ id }) => id) } }] },
  });
  const { count } = await tx.quote.updateMany({
    where: { contactId },
    data: { title: "", lostReason: null, contactBefore: sql.DbNull },
  });
  return { quotes: count, quoteVersions: versions.count };
}
