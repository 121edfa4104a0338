import { z } from "zod";
import { whomRowsAreAbout } from "../../crm/customers/import/import-customers.ts";
import { importFields, ownFields, severalAllowed } from "../../crm/customers/import/import-field.ts";
import { type ProposedColumn, recogniseColumns } from "../../crm/customers/import/recognise-columns.ts";
import { Refusal } from "../../crm/refusal.ts";
import { requestUpload } from "../../crm/uploads/request-upload.ts";
import type { UploadMapping } from "../../crm/uploads/upload.ts";
import { input, option, section } from "../blocks.ts";
import { defineModal } from "../define.ts";
import { readUploadedHead, type UploadedHead } from "../read-uploaded-head.ts";
import { nothing, update } from "../reply.ts";
import { uploadText } from "../views/uploads.text.ts";

const fileBlock = "file";

/** First step: the file. */
export const uploadCustomers = defineModal<
  undefined,
  Record<string, never>,
  { fileId: string },
  UploadedHead | Refusal
>({
  id: "uploads.choose-file",
  may: "customers:import",
  memory: z.object({}).strict(),
  build: () => ({
    memory: {},
    title: uploadText.title(),
    submit: uploadText.next(),
    close: uploadText.cancel(),
    blocks: [
      input(
        fileBlock,
        uploadText.file(),
        { type: "file_input", action_id: "chosen", filetypes: ["csv", "tsv", "text", "txt"], max_files: 1 },
        { hint: uploadText.fileHint() },
      ),
    ],
  }),
  read(values) {
    const [fileId] = values.fileIds(fileBlock);
    return fileId === undefined ? { errors: { [fileBlock]: uploadText.fileMissing() } } : { fileId };
  },
  gather: (slack, { fileId }) => readUploadedHead(slack, fileId),
  async submit(ctx, { fileId }, _memory, file) {
    if (file instanceof Refusal) throw file;
    const columns = recogniseColumns(file.header, file.sample, ctx.workspace.region);
    if (columns.every(({ field }) => field === null)) {
      throw new Refusal("no_customer_column", { fileName: file.fileName, columns: file.header });
    }
    return update(checkColumns.build({ fileId, fileName: file.fileName, columns }));
  },
});

/** Columns that are asked about: each brings a list of all fields, and a view holds 250 kB. */
const mostColumns = 60;
const longestFileName = 200;
const leftOut = "leave-out";

const checkMemory = z.object({ fileId: z.string(), fileName: z.string(), columns: z.int().min(0) });

const columnBlock = (index: number) => `column-${index}`;

/** Second step: how the columns were understood, to be set right and confirmed. */
export const checkColumns = defineModal<
  { fileId: string; fileName: string; columns: readonly ProposedColumn[] },
  z.infer<typeof checkMemory>,
  UploadMapping,
  undefined
>({
  id: "uploads.check-columns",
  may: "customers:import",
  memory: checkMemory,
  build({ fileId, fileName, columns }) {
    const shown = columns.slice(0, mostColumns);
    const understood = shown.filter(({ field }) => field !== null).length;
    return {
      memory: { fileId, fileName: fileName.slice(0, longestFileName), columns: shown.length },
      title: uploadText.checkTitle(),
      submit: uploadText.start(),
      close: uploadText.cancel(),
      blocks: [
        section(uploadText.understood(fileName, understood, columns.length)),
        ...(columns.length > shown.length ? [section(uploadText.tooManyColumns(shown.length, columns.length))] : []),
        ...shown.map(({ index, header, example, field }) => {
          const options = [
            option(uploadText.leaveOut(), leftOut),
            ...importFields
              .filter((each) => each === field || !ownFields.has(each))
              .map((each) => option(uploadText.fieldName(each), each)),
          ];
          const initial = options.find(({ value }) => value === (field ?? leftOut));
          return input(
            columnBlock(index),
            uploadText.columnLabel(header, index),
            { type: "static_select", action_id: "chosen", options, ...(initial && { initial_option: initial }) },
            { hint: uploadText.columnHint(example) },
          );
        }),
      ],
    };
  },
  read(values, _typist, { columns }) {
    const mapping: UploadMapping = {};
    for (let index = 0; index < columns; index++) {
      const field = importFields.find((each) => each === values.chosen(columnBlock(index)));
      if (!field) continue;
      const taken = Object.values(mapping).includes(field) && !severalAllowed.has(field);
      if (taken) return { errors: { [columnBlock(index)]: uploadText.takenTwice(field) } };
      mapping[index] = field;
    }
    return whomRowsAreAbout(Object.values(mapping))
      ? mapping
      : { errors: { [columnBlock(0)]: uploadText.nobodyNamed() } };
  },
  async submit(ctx, mapping, { fileId, fileName }) {
    await requestUpload(ctx, { fileId, fileName, mapping });
    // The message that says how far it is follows at once.
    return nothing();
  },
});
