import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type ExportFormat, requestCustomersExport } from "../crm/exports/request-customers-export.ts";
import { writeExport } from "../crm/exports/write-export.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";
import { count } from "./count.ts";
import { writeNewFile } from "./write-new-file.ts";

interface Options {
  workspace?: string;
  out: string;
  reason: string;
  format: ExportFormat;
}

/** A page of it; the whole is many. */
const timeout = 60_000;

/** Writes all customers with everything known of them into a folder of files that only their owner can read, one a kind. */
export async function exportCustomers(doors: CliDoors, options: Options): Promise<void> {
  const { workspace, reason, format } = options;
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, workspace);
  const folder = doors.pathOf(options.out);
  const inWorkspace = <T>(run: Parameters<typeof database.inWorkspace<T>>[1]) =>
    database.inWorkspace(teamId, run, { timeout });
  // Taken down and announced first: should the writing fail, an export was tried all the same.
  const { parts, customers } = await inWorkspace((ctx) => requestCustomersExport(ctx, { reason, format }));
  await makeFolder(folder);
  const names: string[] = [];
  for (const part of parts) {
    for (const { name, contents } of writeExport(inWorkspace, part)) {
      await writeNewFile(join(folder, name), contents);
      names.push(name);
    }
  }
  doors.say(`${count(customers, "customer")} with everything known of them: ${names.join(", ")} in ${folder}.`);
  doors.say("The stewards hear of it.");
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = "unknown reason" } = error as NodeJS.ErrnoException;
    throw new CliFault(
      code === "EEXIST" || code === "ENOTDIR"
        ? `${folder} is a file. Name a folder with --out.`
        : `The folder ${folder} cannot be made (${code}).`,
    );
  }
}
