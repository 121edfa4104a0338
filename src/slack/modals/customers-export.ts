import { z } from "zod";
import {
  type ExportFormat,
  exportFormats,
  requestCustomersExport,
} from "../../crm/exports/request-customers-export.ts";
import { input, option, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { say } from "../reply.ts";
import { exportsText as text } from "../views/exports.text.ts";
import { privacyText } from "../views/privacy.text.ts";
import { reasonInput } from "../views/privacy.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

const reasonBlock = "reason";
const formatBlock = "format";

/** All customers as files: why, and in which form. */
export const customersExportForm = defineModal({
  id: "privacy.export-customers",
  may: "privacy:manage",
  memory: z.object({}).strict(),
  build: (_: Record<string, never>) => {
    const options = exportFormats.map((format) => option(text.formatName(format), format));
    const initial = options[0];
    return {
      memory: {},
      title: text.title(),
      submit: text.submit(),
      close: privacyText.cancel(),
      blocks: [
        section(text.what()),
        reasonInput(reasonBlock, { focused: true }),
        input(formatBlock, text.format(), {
          ...{ type: "radio_buttons", action_id: "chosen", options },
          ...(initial && { initial_option: initial }),
        }),
      ],
    };
  },
  read(values): { reason: string; format: ExportFormat } | InputErrors {
    const reason = values.text(reasonBlock);
    const format = exportFormats.find((each) => each === values.chosen(formatBlock)) ?? "csv";
    return reason ? { reason, format } : { errors: { [reasonBlock]: privacyText.reasonMissing() } };
  },
  async submit(ctx, input) {
    const { parts } = await requestCustomersExport(ctx, input);
    return say(sentenceMessage(text.begun(parts.length)));
  },
  blame: { reason_missing: reasonBlock, reason_too_long: reasonBlock },
});
