import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makePersonFiles, requestPersonExport } from "../crm/privacy/export-person.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";

interface Options {
  workspace?: string;
  contact: string;
  out: string;
  reason: string;
}

const exportTimeout = 60_000;

/** Writes everything about one customer into two files that only their owner can read. */
export async function privacyExport(doors: CliDoors, { workspace, contact, out, reason }: Options): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, workspace);
  // Taken down and announced first: should the writing fail, an export was tried all the same.
  const exportId = await database.inWorkspace(teamId, (ctx) =>
    requestPersonExport(ctx, { contactId: contact, reason }),
  );
  const files = await database.inWorkspace(teamId, (ctx) => makePersonFiles(ctx, exportId), { timeout: exportTimeout });
  if (!files) throw new CliFault("There is no such customer any more.");
  const folder = doors.pathOf(out);
  const written = { text: join(folder, `customer-${contact}.txt`), json: join(folder, `customer-${contact}.json`) };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(written.text, files.text, { mode: 0o600, flag: "wx" });
    await writeFile(written.json, files.json, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const { code = "unknown reason" } = error as NodeJS.ErrnoException;
    throw new CliFault(
      code === "EEXIST"
        ? `There is an export of this customer in ${folder} already. Move it away, or name another folder with --out.`
        : `The files cannot be written to ${folder} (${code}).`,
    );
  }
  doors.say(`Everything about ${files.name} is in ${written.text} and ${written.json}. The stewards hear of it.`);
}
