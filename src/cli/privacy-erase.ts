import { continueErasures } from "../crm/privacy/continue-erasures.ts";
import { findCertificate, findErasureOf } from "../crm/privacy/list-erasures.ts";
import { planErasure } from "../crm/privacy/plan-erasure.ts";
import { requestErasure } from "../crm/privacy/request-erasure.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDatabase, type CliDoors, CliFault } from "./cli-doors.ts";

interface Options {
  workspace?: string;
  contact: string;
  reason: string;
  dryRun: boolean;
  confirm?: string;
}

/** Collecting what is there goes over all of a person's rows, and so does each step. */
const timeout = 60_000;

/**
 * Erases one customer: shows what goes, has the name typed, and does the steps itself. What stands in Slack is left to the
 * Steward that runs. An erasure that was begun before goes on.
 */
export async function privacyErase(doors: CliDoors, options: Options): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, options.workspace);
  const begun = await database.inWorkspace(teamId, (ctx) => findErasureOf(ctx, options.contact));
  if (begun) {
    doors.say("This customer's erasure was begun before.");
    return finish(doors, database, teamId, begun.id, options.dryRun);
  }
  const plan = await database.inWorkspace(teamId, (ctx) => planErasure(ctx, options.contact), { timeout });
  for (const line of doors.words.erasurePlan(plan)) doors.say(line);
  const { name } = plan.contact;
  if (options.dryRun) return doors.say("Nothing was erased: that is what --dry-run is for.");
  if (options.confirm === undefined && !doors.interactive) {
    throw new CliFault(`Nothing was erased. To erase them for good, add --confirm "${name}".`);
  }
  const typedName = options.confirm ?? (await doors.ask(`Type "${name}" to erase them for good: `));
  const id = await database.inWorkspace(
    teamId,
    (ctx) => requestErasure(ctx, { contactId: options.contact, typedName, reason: options.reason }),
    { timeout },
  );
  return finish(doors, database, teamId, id, false);
}

async function finish(
  doors: CliDoors,
  database: CliDatabase,
  teamId: string,
  erasureId: string,
  dryRun: boolean,
): Promise<void> {
  if (!dryRun) {
    await continueErasures((run) => database.inWorkspace(teamId, run, { timeout }), doors.interrupted);
  }
  const certificate = await database.inWorkspace(teamId, (ctx) => findCertificate(ctx, erasureId));
  if (!certificate) throw new Error("An erasure that was begun stays on record");
  for (const line of doors.words.certificate(certificate)) doors.say(line);
}
