import type { AuditVerdict } from "../../crm/audits/verify-audit.ts";
import { context, sections } from "../blocks.ts";
import type { Message } from "../reply.ts";
import { auditText, verdictLines } from "./audits.text.ts";

/** Faults a message: the command line lists more. */
const faultsShown = 20;

export function verdictMessage(verdict: AuditVerdict): Message {
  const lines = verdictLines({ ...verdict, faults: verdict.faults.slice(0, faultsShown) });
  const blame = verdict.faultCount > 0 ? [context(auditText.whoever())] : [];
  return {
    text: lines.join("\n"),
    blocks: [...sections(lines), ...blame, context(auditText.head(verdict.headSeq, verdict.headHash))],
  };
}
