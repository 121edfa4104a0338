import { readHead } from "../crm/audits/read-head.ts";
import { verifyAudit } from "../crm/audits/verify-audit.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";

/** A million entries take well under a minute; the log of a large team holds some. */
const timeout = 60 * 60_000;

/** Checks that nothing in the audit log was changed, taken out or put in. @throws CliFault when something was */
export async function auditVerify(doors: CliDoors, options: { workspace?: string; head?: string }): Promise<void> {
  const kept = options.head === undefined ? null : readHead(options.head);
  if (options.head !== undefined && !kept) {
    throw new CliFault("--head is an entry's number, a colon and 64 hexadecimal digits, as the daily notice says it.");
  }
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, options.workspace);
  const verdict = await database.inWorkspace(teamId, (ctx) => verifyAudit(ctx, kept ? { kept } : {}), { timeout });
  const lines = doors.words.verdict(verdict);
  if (verdict.faultCount > 0) throw new CliFault(lines.join("\n"));
  for (const line of lines) doors.say(line);
  doors.say(`Head: ${verdict.headSeq}:${verdict.headHash}`);
}
