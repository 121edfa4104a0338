import { listImports } from "../crm/customers/import/list-imports.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import type { CliDoors } from "./cli-doors.ts";
import { importText } from "./import.text.ts";

/** Printed at most; Slack's list goes on page by page. */
const listed = 50;

/** Lists what was imported, the newest first. */
export async function importList(doors: CliDoors, options: { workspace?: string }): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId, name } = await chooseWorkspace(database, options.workspace);
  const { imports, total } = await database.inWorkspace(teamId, (ctx) =>
    listImports(ctx, { offset: 0, limit: listed }),
  );
  if (total === 0) doors.say(importText.noImports(name));
  for (const line of imports) doors.say(importText.listed(line));
  if (total > imports.length) doors.say(importText.moreImports(total - imports.length));
}
