import type { DataTableBlock, RichTextBlock, TableBlock } from "@slack/types";
import { useState } from "preact/hooks";
import { Icon } from "../kit/icon.tsx";
import { usePage } from "../page-context.ts";
import { piecesText } from "../text/pieces.ts";
import { Pieces } from "../text/rich.tsx";
import { richTextPieces } from "../text/rich-text.ts";

type Cell = TableBlock["rows"][number][number];

/** A `table`: its first row is the head. */
export function PlainTable({ block }: { block: TableBlock }) {
  const [head = [], ...rows] = block.rows;
  const look = (index: number) => {
    const { align = "left", is_wrapped: wrapped = false } = block.column_settings?.[index] ?? {};
    return { style: { textAlign: align }, class: wrapped ? "wrapped" : "" } as const;
  };
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" {...look(index)}>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index} {...look(index)}>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many rows a `data_table` shows that does not say. */
const usualPage = 10;

/** A `data_table`: pages, sorting by a press on a column's head, and a field that filters. */
export function DataTable({ block }: { block: DataTableBlock }) {
  const { names } = usePage();
  const [head = [], ...rows] = block.rows;
  const [page, setPage] = useState(0);
  const [wanted, setWanted] = useState("");
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const size = block.page_size ?? usualPage;
  const words = (cell: Cell | undefined) => (cell === undefined ? "" : cellText(cell, names));
  const kept = rows.filter((row) => row.some((cell) => words(cell).toLowerCase().includes(wanted.toLowerCase())));
  const sorted =
    sort === null ? kept : [...kept].sort((a, b) => compareCells(a[sort.column], b[sort.column], sort.down, words));
  const pages = Math.max(1, Math.ceil(sorted.length / size));
  const at = Math.min(page, pages - 1);
  const numeric = (index: number) => rows.length > 0 && rows.every((row) => row[index]?.type === "raw_number");

  return (
    <div class="data-table">
      <div class="data-table-top">
        <span class="data-table-caption">{block.caption}</span>
        {rows.length > size && (
          <input
            class="field small"
            type="search"
            placeholder="Filter"
            aria-label={`Filter ${block.caption}`}
            value={wanted}
            onInput={(event) => {
              setWanted(event.currentTarget.value);
              setPage(0);
            }}
          />
        )}
      </div>
      <div class="table-scroll">
        <table aria-label={block.caption}>
          <thead>
            <tr>
              {head.map((cell, index) => (
                <th
                  key={index}
                  scope="col"
                  class={numeric(index) ? "number" : ""}
                  aria-sort={sort?.column !== index ? "none" : sort.down ? "descending" : "ascending"}
                >
                  <button
                    type="button"
                    class="column-sort"
                    onClick={() => setSort({ column: index, down: sort?.column === index && !sort.down })}
                  >
                    <CellText cell={cell} />
                    <Icon name="sort" size={13} />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(at * size, (at + 1) * size).map((row, rowAt) => (
              <tr key={rowAt}>
                {row.map((cell, index) => {
                  const Tag = block.row_header_column_index === index ? "th" : "td";
                  return (
                    <Tag
                      key={index}
                      class={numeric(index) ? "number" : ""}
                      {...(Tag === "th" && { scope: "row" as const })}
                    >
                      <CellText cell={cell} />
                    </Tag>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div class="data-table-pages">
          <button
            type="button"
            class="icon-button small"
            aria-label="Previous page"
            disabled={at === 0}
            onClick={() => setPage(at - 1)}
          >
            <Icon name="left" size={16} />
          </button>
          <span role="status">
            {at * size + 1}–{Math.min((at + 1) * size, sorted.length)} of {sorted.length}
          </span>
          <button
            type="button"
            class="icon-button small"
            aria-label="Next page"
            disabled={at === pages - 1}
            onClick={() => setPage(at + 1)}
          >
            <Icon name="right" size={16} />
          </button>
        </div>
      )}
    </div>
  );
}

function CellText({ cell }: { cell: Cell }) {
  return cell.type === "rich_text" ? <Pieces pieces={richTextPieces(cell)} /> : shownText(cell);
}

function cellText(cell: Cell, names: Parameters<typeof piecesText>[1]): string {
  return cell.type === "rich_text" ? piecesText(richTextPieces(cell), names) : shownText(cell);
}

function shownText(cell: Exclude<Cell, RichTextBlock>): string {
  return cell.type === "raw_number" ? (cell.text ?? String(cell.value)) : cell.text;
}

function compareCells(
  a: Cell | undefined,
  b: Cell | undefined,
  down: boolean,
  words: (cell: Cell | undefined) => string,
) {
  const order =
    a?.type === "raw_number" && b?.type === "raw_number"
      ? a.value - b.value
      : words(a).localeCompare(words(b), "en", { numeric: true });
  return down ? -order : order;
}
