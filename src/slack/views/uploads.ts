import type { UploadResult } from "../../crm/uploads/find-upload-result.ts";
import { actions, button, context, section } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { accessActions } from "./access.actions.ts";
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

/** What an import did, with the first of the rows that were not taken. */
export function importFinishedMessage(result: UploadResult): Message {
  const line = uploadText.finished(result.fileName, result);
  const remarks = result.rejections.slice(0, shownRemarks).map((remark) => uploadText.remark(remark));
  const more = result.rejected - remarks.length;
  if (remarks.length === 0) return { text: line, blocks: [section(line)] };
  const lines = [...remarks, ...(more > 0 ? [uploadText.moreRemarks(more)] : [])].join("\n");
  return { text: `${line}\n${lines}`, blocks: [section(line), section(lines), context(uploadText.correct())] };
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
