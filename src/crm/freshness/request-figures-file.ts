import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { isCalendarDay } from "../attention/calendar-day.ts";
import { majorAmount } from "../exports/major-amount.ts";
import { csvLine, csvMark } from "../privacy/csv-line.ts";
import { Refusal } from "../refusal.ts";
import { type FigureRow, listFigures } from "./freshness-figures.ts";

/** The kind of notice that brings the file. */
export const figuresFileKind = "freshness-file";

/**
 * Has every figure of a day sent to whoever asks, as a file: by field, department and owner. It holds counts and the owners' names,
 * nothing of a customer.
 * @throws Refusal not_permitted, freshness_no_figures
 */
export async function requestFiguresFile(ctx: Context, { day }: { day: string }): Promise<void> {
  await allow(ctx, "reports:read");
  if (!ctx.member) throw new Error("Somebody asks for the file");
  const known = isCalendarDay(day) && (await listFigures(ctx, { day, after: null, limit: 1 })).length > 0;
  if (!known) throw new Refusal("freshness_no_figures", {});
  ctx.audit({ action: "freshness.exported", subjectType: "workspace", subjectId: ctx.workspace.id, after: { day } });
  ctx.notify({ kind: figuresFileKind, recipient: ctx.member.slackUserId, payload: { day } });
}

const rowsOfPage = 2_000;

const columns: readonly [string, (row: FigureRow) => string | null][] = [
  ["Field", ({ field }) => field],
  ["Department", ({ department }) => department],
  ["Owner", ({ owner }) => owner],
  [
    "Customers",
    ({ confirmed, ageing, never, suspended, missing }) => String(confirmed + ageing + never + suspended + missing),
  ],
  ["Confirmed", ({ confirmed }) => String(confirmed)],
  ["Past the limit", ({ ageing }) => String(ageing)],
  ["Never confirmed", ({ never }) => String(never)],
  ["Suspended", ({ suspended }) => String(suspended)],
  ["Not known", ({ missing }) => String(missing)],
  ["Value a year", ({ value }) => value],
  ["Value at stake", ({ valueAtStake }) => valueAtStake],
  ["Confirmed since the day before", ({ reconfirmed }) => String(reconfirmed)],
  ["Changed since the day before", ({ changed }) => String(changed)],
];

/**
 * The file, a page after the other.
 * Amounts are in the workspace's currency, in its whole units.
 * @param open gives each page's transaction
 */
export async function* writeFigures(
  open: <T>(run: (ctx: Context) => Promise<T>) => Promise<T>,
  { day }: { day: string },
): AsyncGenerator<string> {
  yield csvMark + csvLine(columns.map(([name]) => name));
  let after: string | null = null;
  for (;;) {
    const page: { rows: (FigureRow & { id: string })[]; currency: string } = await open(async (ctx) => ({
      rows: await listFigures(ctx, { day, after, limit: rowsOfPage }),
      currency: ctx.workspace.currency,
    }));
    for (const row of page.rows) {
      const said = {
        ...row,
        value: majorAmount(row.value, page.currency),
        valueAtStake: majorAmount(row.valueAtStake, page.currency),
      };
      yield csvLine(columns.map(([, pick]) => pick(said)));
    }
    after = page.rows.at(-1)?.id ?? null;
    if (page.rows.length < rowsOfPage) return;
  }
}
