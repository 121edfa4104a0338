import type { ExportKindName } from "../../crm/exports/export-kind.ts";
import type { ExportFormat } from "../../crm/exports/request-customers-export.ts";
import { context, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { exportsText as text } from "./exports.text.ts";

/** To the steward who asked: what is in the files of the thread. */
export function customersExportMessage(told: {
  customers: number;
  format: ExportFormat;
  part: number;
  parts: number;
  kinds: readonly ExportKindName[];
}): Message {
  const first = `${text.ready(told.customers, told.part, told.parts)}\n${text.holds(told.kinds, told.parts)}`;
  return { text: first, blocks: [section(first), context(`${text.again(told.format)} ${text.missing()}`)] };
}
