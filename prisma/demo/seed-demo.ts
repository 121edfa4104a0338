import type { Context } from "../../src/db/context.ts";
import { buildDemo } from "./build-demo.ts";
import type { Colleague } from "./demo-colleagues.ts";

export interface DemoCounts {
  companies: number;
  contacts: number;
  interactions: number;
  tasks: number;
  quotes: number;
}

export type Seeding =
  | { seeded: true; counts: DemoCounts }
  | { seeded: false; why: "there already" | "nobody has access" };

/** Milliseconds that a transaction which seeds or clears may take; it takes about one second. */
export const demoTimeout = 30_000;

/** PostgreSQL takes 65,535 values in one statement, Prisma half of that; no table here has more than 30 columns. */
const atOnce = 1_000;

/**
 * Fills the workspace with made-up customers and a year of work by those who have access, as it would stand at `ctx.now`.
 * Every row of it says that it is one of these.
 */
export async function seedDemo(ctx: Context): Promise<Seeding> {
  const { tx, workspace } = ctx;
  // The row's lock makes a second seeding wait, and then see the first.
  const [row] = await tx.$queryRaw<{ demo: boolean }[]>`SELECT demo FROM workspace FOR UPDATE`;
  if (row?.demo) return { seeded: false, why: "there already" };
  const colleagues = await listColleagues(ctx);
  if (colleagues.length === 0) return { seeded: false, why: "nobody has access" };
  const rows = buildDemo({ workspace, colleagues, now: ctx.now });
  await inPieces(rows.companies, (data) => tx.company.createMany({ data }));
  await inPieces(rows.contacts, (data) => tx.contact.createMany({ data }));
  await inPieces(rows.points, (data) => tx.contactPoint.createMany({ data }));
  await inPieces(rows.facts, (data) => tx.contactFact.createMany({ data }));
  await inPieces(rows.interactions, (data) => tx.interaction.createMany({ data }));
  await inPieces(rows.tasks, (data) => tx.task.createMany({ data }));
  const before = await takeNumbers(ctx, rows.quotes.length);
  const quotes = rows.quotes.map((quote) => ({ ...quote, number: quote.number + before }));
  await inPieces(quotes, (data) => tx.quote.createMany({ data }));
  await inPieces(rows.stageChanges, (data) => tx.stageChange.createMany({ data }));
  await tx.workspace.update({ where: { id: workspace.id }, data: { demo: true } });
  // The first questions come before the server has looked at what was filled by itself.
  await tx.$executeRaw`SELECT import_statistics()`;
  const counts = {
    companies: rows.companies.length,
    contacts: rows.contacts.length,
    interactions: rows.interactions.length,
    tasks: rows.tasks.length,
    quotes: rows.quotes.length,
  };
  ctx.audit({ action: "demo.seeded", subjectType: "workspace", subjectId: workspace.id, after: counts });
  return { seeded: true, counts };
}

/** Whether made-up customers were ever put here: once cleared, they do not come back by themselves. */
export async function wasDemoSeeded(ctx: Context): Promise<boolean> {
  const [entry] = await ctx.tx.$queryRaw<unknown[]>`
    SELECT 1 FROM audit_entry
    WHERE "subjectType" = 'workspace' AND "subjectId" = ${ctx.workspace.id}::uuid AND action = 'demo.seeded' LIMIT 1`;
  return entry !== undefined;
}

/** Whoever may log, in an order of their own, so that the same people give the same rows. */
async function listColleagues(ctx: Context): Promise<Colleague[]> {
  return ctx.tx.$queryRaw<Colleague[]>`
    SELECT m.id, m.zone, m.locale, coalesce(array_agg(g.department) FILTER (WHERE g.department IS NOT NULL), '{}') AS departments
    FROM member m JOIN access_grant g ON g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
    WHERE m."deactivatedAt" IS NULL AND NOT m."isGuest" AND g.role <> 'viewer'
    GROUP BY m.id, m.zone, m.locale, m.name ORDER BY m.name, m.id`;
}

/** Numbers for so many quotes. @returns the last one that was given before */
async function takeNumbers({ tx, workspace }: Context, count: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO quote_counter AS c ("workspaceId", last) VALUES (${workspace.id}::uuid, ${count}::int)
    ON CONFLICT ("workspaceId") DO UPDATE SET last = c.last + ${count}::int RETURNING last`;
  return (row?.last ?? count) - count;
}

async function inPieces<T>(rows: readonly T[], create: (data: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) await create(rows.slice(from, from + atOnce));
}
