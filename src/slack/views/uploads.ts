import type { ImportReason } from "../../crm/customers/import/import-field.ts";
import type { UploadResult } from "../../crm/uploads/find-upload-result.ts";
import { actions, button, context, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
import { undoButton } from "./imports.ts";
import { uploadText } from "./uploads.text.ts";

/** Rows that are shown; a person mends a few by hand and the rest in the file. */
const shownRemarks = 5;

export function uploadStartedMessage(fileName: string): Message {
  const text = uploadText.started(fileName);
  return { text, blocks: [section(text)] };
}

export function uploadAgainMessage(fileName: string): Message {
  const text = uploadText.again(fileName);
  return { text, blocks: [section(text)] };
}

/** How far an import is. */
export function uploadProgressMessage(fileName: string, progress: { share: number; rows: number }): Message {
  const text = uploadText.progress(fileName, progress);
  return { text, blocks: [section(text)] };
}

/** Remarks on columns rather than rows, and on addresses that will hardly reach anybody: whoever uploaded the file has to do something about them. */
const toldBeside: readonly ImportReason[] = ["unknown_owner", "unknown_company", "likely_typo", "disposable_email"];

/** What an import did, with the first of the rows that were not taken, and the way back. */
export function importFinishedMessage(result: UploadResult): Message {
  const { fileName, created, updated, rejected, importId } = result;
  const line = uploadText.finished(fileName, result);
  const remarks = result.rejections.slice(0, shownRemarks).map((remark) => uploadText.remark(remark));
  const more = rejected - remarks.length;
  const lines = [...remarks, ...(remarks.length > 0 && more > 0 ? [uploadText.moreRemarks(more)] : [])];
  const beside = result.notices.filter(({ reason }) => toldBeside.includes(reason));
  const notices = beside.slice(0, shownRemarks).map((remark) => uploadText.remark(remark));
  if (beside.length > notices.length) notices.push(uploadText.moreRemarks(beside.length - notices.length));
  const noticed = notices.length > 0 ? [uploadText.noticed(), ...notices].join("\n") : null;
  const toMend = result.rejections.some(({ reason }) => reason !== "erased_person");
  const mending = result.rowsUnsent ? uploadText.rowsUnsent() : uploadText.correct();
  const undo = importId && created + updated > 0 ? [actions(undoButton(importId))] : [];
  return {
    text: [line, ...lines, ...(noticed ? [noticed] : [])].join("\n"),
    blocks: [
      section(line),
      ...(remarks.length > 0 ? [section(lines.join("\n")), ...(toMend ? [context(mending)] : [])] : []),
      ...(noticed ? [section(noticed)] : []),
      ...undo,
    ],
  };
}

export function importFailedMessage({ id, fileName, failure }: UploadResult): Message {
  const text = uploadText.failed(fileName, failure ?? "interrupted");
  // Only a new try at the same file can help where the file itself was not the trouble.
  const again =
    failure === "interrupted"
      ? [actions(button(uploadText.tryAgain(), accessActions.retryUpload, { uploadId: id }))]
      : [];
  return { text, blocks: [section(text), ...again] };
}
