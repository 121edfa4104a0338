import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { requestCustomersExport, writeCustomers } from "../crm/privacy/export-customers.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";

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
  try {
    await pipeline(Readable.from(customers), createWriteStream(file, { mode: 0o600, flags: "wx" }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new CliFault(`There is a file ${file} already. Name another with --out.`);
    if (code === "EACCES" || code === "ENOENT" || code === "ENOSPC" || code === "EISDIR")
      throw new CliFault(`${file} cannot be written (${code}).`);
    throw error;
  }
  doors.say(`All customers are in ${file}. The stewards hear of it.`);
}
