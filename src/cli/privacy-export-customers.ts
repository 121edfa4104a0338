import { requestCustomersExport, writeCustomers } from "../crm/privacy/export-customers.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import type { CliDoors } from "./cli-doors.ts";
import { writeNewFile } from "./write-new-file.ts";

interface Options {
  workspace?: string;
  out: string;
  reason: string;
}

/** Writes all customers into a CSV file that only its owner can read. */
export async function exportCustomers(doors: CliDoors, { workspace, out, reason }: Options): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, workspace);
  const file = doors.pathOf(out);
  // Taken down and announced first: should the writing fail, an export was tried all the same.
  const exportId = await database.inWorkspace(teamId, (ctx) => requestCustomersExport(ctx, { reason }));
  const customers = writeCustomers((run) => database.inWorkspace(teamId, run, { timeout: 60_000 }), exportId);
  await writeNewFile(file, customers);
  doors.say(`All customers are in ${file}. The stewards hear of it.`);
}
