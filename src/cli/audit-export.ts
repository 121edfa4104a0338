import { type AuditFormat, requestAuditExport, writeAudit } from "../crm/audits/export-audit.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import type { CliDoors } from "./cli-doors.ts";
import { count } from "./count.ts";
import { writeNewFile } from "./write-new-file.ts";

interface Options {
  workspace?: string;
  reason: string;
  from?: string;
  to?: string;
  format: AuditFormat;
  out?: string;
}

/** A page of it; the whole is many. */
const timeout = 60_000;

/** Writes the audit log into a file that only its owner can read. */
export async function auditExport(doors: CliDoors, options: Options): Promise<void> {
  const { workspace, reason, from = null, to = null, format, out = `audit-log.${format}` } = options;
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, workspace);
  const file = doors.pathOf(out);
  // Taken down and announced first: should the writing fail, an export was tried all the same.
  const order = await database.inWorkspace(teamId, (ctx) => requestAuditExport(ctx, { reason, format, from, to }), {
    timeout,
  });
  const inWorkspace = <T>(run: Parameters<typeof database.inWorkspace<T>>[1]) =>
    database.inWorkspace(teamId, run, { timeout });
  await writeNewFile(file, writeAudit(inWorkspace, order, doors.words.auditSentence));
  doors.say(
    `${count(order.entries, "entry", "entries")} of the audit log ${order.entries === 1 ? "is" : "are"} in ${file}. The stewards hear of it.`,
  );
}
