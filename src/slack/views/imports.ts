import { foldName } from "../../crm/customers/fold-name.ts";
import type { ImportLine, UndoResult } from "../../crm/customers/import/list-imports.ts";
import type { ProposedColumn } from "../../crm/customers/import/recognise-columns.ts";
import type { RecognisedSource } from "../../crm/customers/import/recognise-source.ts";
import { actions, button, context, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { day, type Reader } from "./dates.ts";
import { importActions } from "./imports.actions.ts";
import { importsText as text } from "./imports.text.ts";
import { fieldNames } from "./uploads.text.ts";

/** Imports that a page of the list shows. */
export const importsPageSize = 5;
/** Of what an undo left, so many are named. */
export const shownKept = 10;
const shownColumns = 12;
const shownLeftOut = 8;

/** The button under an import, with its question. */
export function undoButton(importId: string, nth?: number) {
  return button(
    text.undo(),
    importActions.undo,
    { importId },
    {
      ...(nth !== undefined && { nth }),
      confirm: {
        title: text.undoTitle(),
        text: text.undoQuestion(),
        confirm: text.undoConfirm(),
        deny: text.undoDeny(),
      },
    },
  );
}

export function importsMessage(
  { imports, total }: { imports: readonly ImportLine[]; total: number },
  offset: number,
  reader: Reader,
): Message {
  const lines = imports.map((line) => ({ line, said: text.line(line, day(line.startedAt, reader)) }));
  const paging = [
    ...(offset > 0
      ? [
          button(
            text.newer(),
            importActions.page,
            { offset: String(Math.max(0, offset - importsPageSize)) },
            { nth: 0 },
          ),
        ]
      : []),
    ...(offset + imports.length < total
      ? [button(text.earlier(), importActions.page, { offset: String(offset + importsPageSize) }, { nth: 1 })]
      : []),
  ];
  const title = text.title(total);
  return {
    text: [title, ...lines.map(({ said }) => said)].join("\n"),
    blocks: [
      section(title),
      ...lines.map(({ line, said }, nth) => section(said, canTakeBack(line) ? undoButton(line.id, nth) : undefined)),
      actions(...paging, button(text.upload(), accessActions.uploadCustomers, {})),
    ],
  };
}

/** What has done nothing leaves nothing to take back; one under way can be stopped. */
function canTakeBack({ undo, created, updated, finishedAt }: ImportLine): boolean {
  return undo === "none" && (created + updated > 0 || finishedAt === null);
}

export function undoBegunMessage(fileName: string): Message {
  const said = text.undoBegun(fileName);
  return { text: said, blocks: [section(said)] };
}

/** What was taken back, and what was left and why. */
export function importUndoneMessage({ fileName, counts, kept }: UndoResult): Message {
  const first = text.undone(fileName, counts);
  if (counts.kept === 0) return { text: first, blocks: [section(first)] };
  const named = kept.slice(0, shownKept);
  const more = counts.kept - named.length;
  const lines = [
    text.left(counts.kept),
    ...named.map(({ name, reason }) => text.kept(name, reason)),
    ...(more > 0 ? [text.more(more)] : []),
  ].join("\n");
  return { text: `${first}\n${lines}`, blocks: [section(first), section(lines)] };
}

/** A file that was sent to Steward directly: how it was read, to be imported or looked at. */
export function fileReceivedMessage(file: {
  fileId: string;
  fileName: string;
  columns: readonly ProposedColumn[];
  source: RecognisedSource | null;
  about: "contacts" | "companies";
  /** files that came with it, of which nothing is shown */
  others: number;
}): Message {
  const { fileId, fileName, columns, source, about, others } = file;
  const understood = columns.filter(({ field }) => field !== null);
  const left = columns.filter(({ field }) => field === null);
  const first = text.received(fileName, {
    understood: understood.length,
    columns: columns.length,
    system: text.systemName(source?.system ?? null),
    companies: about === "companies",
  });
  // What is called the same here needs no line of its own.
  const isPlain = ({ header, field }: ProposedColumn) =>
    field !== null && foldName(header) === foldName(fieldNames[field]);
  const plain = understood.filter(isPlain).map(({ header }) => header);
  const renamed = understood.filter((column) => !isPlain(column));
  const read = renamed
    .slice(0, shownColumns)
    .flatMap(({ header, field }) => (field ? [text.column(header, fieldNames[field])] : []));
  const more = renamed.length - read.length;
  const headers = left.slice(0, shownLeftOut).map(({ header, index }) => header || String(index + 1));
  return {
    text: first,
    blocks: [
      section(first),
      section(
        [...(plain.length > 0 ? [text.asCalled(plain)] : []), ...read, ...(more > 0 ? [text.more(more)] : [])].join(
          "\n",
        ),
      ),
      ...(left.length > 0 ? [context(text.leftOut(headers, left.length - headers.length))] : []),
      ...(others > 0 ? [context(text.oneAtATime())] : []),
      actions(
        button(text.take(), importActions.take, { fileId }, { style: "primary" }),
        button(text.check(), importActions.check, { fileId }),
      ),
    ],
  };
}
