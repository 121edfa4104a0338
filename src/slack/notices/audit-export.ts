import { z } from "zod";
import { type AuditExport, auditFormats, writeAudit } from "../../crm/audits/export-audit.ts";
import { section } from "../blocks.ts";
import { defineNotice } from "../define-notice.ts";
import { auditSentence } from "../views/audit-actions.text.ts";
import { auditText as text } from "../views/audits.text.ts";

const payload = z.object({
  exportId: z.uuid(),
  entries: z.int(),
  format: z.enum(auditFormats),
  actorIds: z.array(z.uuid()).exactOptional(),
  contactIds: z.array(z.uuid()).exactOptional(),
  action: z.string().exactOptional(),
  from: z.iso.datetime().exactOptional(),
  to: z.iso.datetime().exactOptional(),
  lastSeq: z.string().regex(/^\d{1,18}$/u),
});

/** What the file is made of, as it was when it was asked for. */
function readOrder({ exportId, entries, format, from, to, lastSeq, ...rest }: z.infer<typeof payload>): AuditExport {
  const period = { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
  return { exportId, entries, format, filter: { ...rest, ...period, lastSeq: BigInt(lastSeq) } };
}

/** To the steward who asked: the audit log in one file. */
export const auditExport = defineNotice({
  kind: "audit-export",
  payload,
  async render(_ctx, { entries, format }) {
    const said = text.exportReady(entries, format);
    return { text: said, blocks: [section(said)] };
  },
  async files(open, order) {
    const contents = writeAudit(open, readOrder(order), auditSentence);
    // About everybody whom the log names: an erasure takes it back.
    return [{ name: `audit-log.${order.format}`, title: text.exportFile(), about: null, contents }];
  },
});
