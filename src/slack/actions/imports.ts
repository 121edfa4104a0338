import { listImports } from "../../crm/customers/import/list-imports.ts";
import { toMapping } from "../../crm/customers/import/recognise-columns.ts";
import { requestUndo } from "../../crm/customers/import/undo-import.ts";
import { Refusal } from "../../crm/refusal.ts";
import { requestUpload } from "../../crm/uploads/request-upload.ts";
import type { Context } from "../../db/context.ts";
import { defineAction } from "../define.ts";
import { checkColumns } from "../modals/upload-customers.ts";
import { readPlace } from "../read-place.ts";
import { proposeColumns, readUploadedHead, type UploadedHead } from "../read-uploaded-head.ts";
import { readerOf } from "../reader.ts";
import { type Message, open, replace, say } from "../reply.ts";
import { importActions } from "../views/imports.actions.ts";
import { importsMessage, importsPageSize, undoBegunMessage } from "../views/imports.ts";
import { uploadStartedMessage } from "../views/uploads.ts";

/** A page of the imports. */
export async function showImports(ctx: Context, offset: number): Promise<Message> {
  return importsMessage(await listImports(ctx, { offset, limit: importsPageSize }), offset, readerOf(ctx));
}

export const importsListAction = defineAction({
  ref: importActions.list,
  may: "customers:import",
  run: async (ctx) => say(await showImports(ctx, 0)),
});

export const importsPageAction = defineAction({
  ref: importActions.page,
  may: "customers:import",
  run: async (ctx, { offset }) => replace(await showImports(ctx, readPlace(offset))),
});

export const importUndoAction = defineAction({
  ref: importActions.undo,
  may: "customers:import",
  async run(ctx, { importId }) {
    const { fileName } = await requestUndo(ctx, { typed: importId });
    return say(undoBegunMessage(fileName));
  },
});

/** The file was sent to Steward directly and is taken as it was read. */
export const importTakeAction = defineAction<"fileId", UploadedHead | Refusal>({
  ref: importActions.take,
  may: "customers:import",
  gather: (slack, { fileId }) => readUploadedHead(slack, fileId),
  async run(ctx, { fileId }, { where }, file) {
    if (file instanceof Refusal) throw file;
    const { fileName } = file;
    const columns = proposeColumns(ctx, file);
    const mapping = Object.fromEntries(toMapping(columns));
    const { channelId, messageTs } = where;
    const place = channelId && messageTs ? { place: { channel: channelId, ts: messageTs } } : {};
    await requestUpload(ctx, { fileId, fileName, mapping, ...place });
    return replace(uploadStartedMessage(fileName));
  },
});

/** How the file's columns were read, to be set right. */
export const importCheckAction = defineAction<"fileId", UploadedHead | Refusal>({
  ref: importActions.check,
  may: "customers:import",
  gather: (slack, { fileId }) => readUploadedHead(slack, fileId),
  async run(ctx, { fileId }, _click, file) {
    if (file instanceof Refusal) throw file;
    return open(checkColumns.build({ fileId, fileName: file.fileName, columns: proposeColumns(ctx, file) }));
  },
});
