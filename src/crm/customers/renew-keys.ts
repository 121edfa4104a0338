import { type Context, sql } from "../../db/context.ts";
import { companyNameKey } from "./company-name-key.ts";
import { foldName } from "./fold-name.ts";
import { nameKey } from "./name-key.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { normalisePhone } from "./normalise-phone.ts";
import { normaliseWebsite } from "./normalise-website.ts";

type InTransaction = <T>(run: (ctx: Context) => Promise<T>) => Promise<T>;

/**
 * The version of the forms that `foldName`, `nameKey`, `companyNameKey` and the `normalise…` functions give. Whoever changes
 * what one of them gives raises it: then every stored key is made anew. 1: the first; 2: names in their parts, legal forms
 * by how they are typed; 3: legal forms of all countries.
 */
export const currentForms = 3;

/** Rows of each table a transaction. */
const batchSize = 1000;

/**
 * Makes the keys of every contact, company and point of contact anew where they are in older forms, a batch a transaction,
 * in the order of their ids. It may be killed anywhere and goes on from there. Until it is done a customer whose key has
 * changed is still found by parts of the name; only matching by the whole key (duplicates, "exact") may miss it.
 * @returns rows whose key changed
 */
export async function renewKeys(transaction: InTransaction, aborted = () => false): Promise<number> {
  let renewed = 0;
  while (!aborted()) {
    const batch = await transaction(renewBatch);
    renewed += batch.renewed;
    if (batch.done) break;
  }
  return renewed;
}

async function renewBatch(ctx: Context): Promise<{ renewed: number; done: boolean }> {
  const [state] = await ctx.tx.$queryRaw<{ normalForms: number; after: string | null }[]>`
    SELECT "normalForms", "normalFormsAfter" AS after FROM workspace WHERE id = ${ctx.workspace.id}::uuid FOR UPDATE`;
  if (!state || state.normalForms >= currentForms) return { renewed: 0, done: true };
  const after = state.after ?? "00000000-0000-0000-0000-000000000000";
  const [{ upTo } = { upTo: null }] = await ctx.tx.$queryRaw<{ upTo: string | null }[]>`
    SELECT max(id::text) AS "upTo" FROM (
      (SELECT id FROM contact WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize})
      UNION ALL (SELECT id FROM company WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize})
      UNION ALL (SELECT id FROM contact_point WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize})
      ORDER BY id LIMIT ${batchSize}) AS next`;
  if (upTo === null) {
    await ctx.tx.workspace.update({
      where: { id: ctx.workspace.id },
      data: { normalForms: currentForms, normalFormsAfter: null },
    });
    return { renewed: 0, done: true };
  }
  const window = { id: { gt: after, lte: upTo } };
  const renewed =
    (await renewNames(
      ctx,
      "contact",
      await ctx.tx.contact.findMany({ where: { ...window, nameKey: { not: "" } }, select: named }),
      nameKey,
    )) +
    (await renewNames(
      ctx,
      "company",
      await ctx.tx.company.findMany({ where: window, select: named }),
      companyNameKey,
    )) +
    (await renewPoints(ctx, window));
  await ctx.tx.workspace.update({ where: { id: ctx.workspace.id }, data: { normalFormsAfter: upTo } });
  return { renewed, done: false };
}

const named = { id: true, name: true, searchKey: true, nameKey: true } as const;

async function renewNames(
  ctx: Context,
  table: "contact" | "company",
  rows: { id: string; name: string; searchKey: string; nameKey: string }[],
  keyOf: (name: string) => string,
): Promise<number> {
  const changed = rows
    .map((row) => ({ ...row, newSearchKey: foldName(row.name), newNameKey: keyOf(row.name) }))
    .filter((row) => row.newSearchKey !== row.searchKey || row.newNameKey !== row.nameKey);
  if (changed.length === 0) return 0;
  await ctx.tx.$executeRaw`
    UPDATE ${sql.raw(table)} SET "searchKey" = renewed.search, "nameKey" = renewed.name
    FROM unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map((row) => row.newSearchKey)}::text[],
      ${changed.map((row) => row.newNameKey)}::text[]) AS renewed (id, search, name)
    WHERE ${sql.raw(table)}.id = renewed.id`;
  return changed.length;
}

/** What this version cannot read any more keeps the form in which it was accepted. */
async function renewPoints(ctx: Context, window: { id: { gt: string; lte: string } }): Promise<number> {
  const points = await ctx.tx.contactPoint.findMany({
    where: window,
    select: { id: true, kind: true, normal: true, typed: true },
  });
  const changed = points.flatMap(({ id, kind, normal, typed }) => {
    const form = renewedForm(kind, { normal, typed }, ctx.workspace.region);
    return form === normal ? [] : [{ id, form }];
  });
  if (changed.length === 0) return 0;
  await ctx.tx.$executeRaw`
    UPDATE contact_point SET normal = renewed.form
    FROM unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ form }) => form)}::text[]) AS renewed (id, form)
    WHERE contact_point.id = renewed.id`;
  return changed.length;
}

function renewedForm(kind: string, { normal, typed }: { normal: string; typed: string }, region: string): string {
  if (kind === "address") return foldName(typed) || normal;
  const read =
    kind === "email"
      ? normaliseEmail(typed)
      : // A number was read in the region of its day: its own form says which it is.
        kind === "phone"
        ? normalisePhone(normal, region)
        : normaliseWebsite(typed);
  return read.ok ? read.normal : normal;
}
