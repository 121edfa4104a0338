import { z } from "zod";
import { type AuditFormat, auditFormats, requestAuditExport } from "../../crm/audits/export-audit.ts";
import { context, input, option, section } from "../blocks.ts";
import { defineModal, type InputErrors } from "../define.ts";
import { readTypedQuery } from "../read-typed-query.ts";
import { say } from "../reply.ts";
import { auditText as text } from "../views/audits.text.ts";
import { pickerDay } from "../views/dates.ts";
import { privacyText } from "../views/privacy.text.ts";
import { reasonInput } from "../views/privacy.ts";
import { sentenceMessage } from "../views/sentence-message.ts";

const block = { from: "from", to: "to", format: "format", reason: "reason" } as const;

interface Prefilled {
  /** what narrows the log beside the days, as it was typed */
  typed: string;
  format: AuditFormat;
  from?: Date | undefined;
  /** not included */
  to?: Date | undefined;
  zone: string;
}

interface Chosen {
  from: string | null;
  to: string | null;
  format: AuditFormat;
  reason: string;
}

/** The audit log as a file: from when to when, in which form, and why. */
export const auditExportForm = defineModal({
  id: "audit.export",
  may: "audit:read",
  memory: z.object({ typed: z.string().max(3000) }),
  build({ typed, format, from, to, zone }: Prefilled) {
    const dayOf = (at: Date) => pickerDay(at, { zone, now: at });
    const formats = auditFormats.map((each) => option(text.exportFormatName(each), each));
    const chosen = formats[auditFormats.indexOf(format)];
    return {
      memory: { typed },
      title: text.exportTitle(),
      submit: text.export(),
      close: text.cancel(),
      blocks: [
        section(text.exportWhat()),
        ...(typed === "" ? [] : [context(text.exportOnly(typed))]),
        input(
          block.from,
          text.exportFrom(),
          { type: "datepicker", action_id: "chosen", ...(from && { initial_date: dayOf(from) }) },
          { optional: true, hint: text.exportFromHint() },
        ),
        input(
          block.to,
          text.exportTo(),
          { type: "datepicker", action_id: "chosen", ...(to && { initial_date: dayOf(new Date(to.getTime() - 1)) }) },
          { optional: true, hint: text.exportToHint() },
        ),
        input(block.format, text.exportFormat(), {
          type: "radio_buttons",
          action_id: "chosen",
          options: formats,
          ...(chosen && { initial_option: chosen }),
        }),
        reasonInput(block.reason),
      ],
    };
  },
  read(values): Chosen | InputErrors {
    const reason = values.text(block.reason);
    if (!reason) return { errors: { [block.reason]: privacyText.reasonMissing() } };
    const format = auditFormats.find((each) => each === values.chosen(block.format)) ?? "csv";
    return { reason, format, from: values.text(block.from), to: values.text(block.to) };
  },
  async submit(ctx, chosen, { typed }) {
    const { entries } = await requestAuditExport(ctx, { ...chosen, filter: await readTypedQuery(ctx, typed) });
    return say(sentenceMessage(text.exportBegun(entries)));
  },
  blame: {
    reason_missing: block.reason,
    reason_too_long: block.reason,
    audit_day_unreadable: block.from,
    audit_period_backwards: block.to,
    audit_period_empty: block.from,
  },
});
