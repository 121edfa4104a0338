import type { MemoryRow } from "./search.ts";
import type { SearchBase } from "./search-base.ts";
import { median, quantile } from "./statistics.ts";
import { table } from "./write-part.ts";

export interface MeasuredBase {
  contacts: number;
  base: SearchBase;
  rows: MemoryRow[];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const mega = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** What was found, by whom it was asked, and how long it took: one table for each size. */
export function searchTables(measured: readonly MeasuredBase[]): string {
  return measured
    .map(({ contacts, rows, base }) =>
      [
        `### ${contacts.toLocaleString("en")} contacts`,
        table(
          [
            "Remembered",
            "Asked",
            "Talked lately: first",
            "in first 5",
            "Never talked: first",
            "in first 5",
            "Steward, ms (p50, p95)",
            "Same SQL, ms (p50, p95)",
            "Ratio of p50",
            "of p95",
          ],
          titlesOf(rows).map((title) => memoryLine(title, rows)),
        ),
        baseLine(base),
      ].join("\n\n"),
    )
    .join("\n\n");
}

function titlesOf(rows: readonly MemoryRow[]): string[] {
  return [...new Set(rows.map(({ title }) => title))];
}

function memoryLine(title: string, rows: readonly MemoryRow[]): string[] {
  const both = rows.filter((row) => row.title === title);
  const shares = (["colleague", "newcomer"] as const).flatMap((asker) => {
    const row = both.find((one) => one.asker === asker);
    return row && row.asked > 0 ? [percent(row.first), percent(row.firstFive)] : ["–", "–"];
  });
  const [ours, floor] = [both.flatMap((row) => row.ours), both.flatMap((row) => row.floor)];
  const times =
    ours.length === 0
      ? ["–", "–", "–", "–"]
      : [
          `${ms(median(ours))}, ${ms(quantile(ours, 0.95))}`,
          `${ms(median(floor))}, ${ms(quantile(floor, 0.95))}`,
          `**${(median(ours) / median(floor)).toFixed(2)}**`,
          (quantile(ours, 0.95) / quantile(floor, 0.95)).toFixed(2),
        ];
  return [title, both.map(({ asked }) => asked).join(" + "), ...shares, ...times];
}

function baseLine({ rows, copied, indexes }: SearchBase): string {
  const amounts = Object.entries(rows)
    .filter(([name]) => !["member", "access_grant"].includes(name))
    .map(([name, count]) => `${count.toLocaleString("en")} ${name}`);
  const bytes = indexes.reduce((sum, index) => sum + index.bytes, 0);
  const list = indexes.map(
    (index) => `${index.name} ${mega(index.bytes)}${index.seconds === null ? "" : ` in ${index.seconds.toFixed(1)} s`}`,
  );
  return `Rows: ${amounts.join(", ")}, made and copied in ${copied.toFixed(0)} s. Indexes for search, ${mega(bytes)} together, size and time to build: ${list.join("; ")}.`;
}
