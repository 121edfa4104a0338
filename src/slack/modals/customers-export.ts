import { z } from "zod";
import { requestCustomersExport } from "../../crm/privacy/export-customers.ts";
import { section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { say } from "../reply.ts";
import { privacyText as text } from "../views/privacy.text.ts";
import { reasonInput } from "../views/privacy.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

const reasonBlock = "reason";

/** All customers as a file: why. */
export const customersExportForm = defineModal({
  id: "privacy.export-customers",
  may: "privacy:manage",
  memory: z.object({}).strict(),
  build: (_: Record<string, never>) => ({
    memory: {},
    title: text.bulkTitle(),
    submit: text.exportSubmit(),
    close: text.cancel(),
    blocks: [section(text.bulkWhat()), reasonInput(reasonBlock)],
  }),
  read(values): { reason: string } | InputErrors {
    const reason = values.text(reasonBlock);
    return reason ? { reason } : { errors: { [reasonBlock]: text.reasonMissing() } };
  },
  async submit(ctx, input) {
    await requestCustomersExport(ctx, input);
    return say(sentenceMessage(text.bulkBegun()));
  },
  blame: { reason_missing: reasonBlock, reason_too_long: reasonBlock },
});
