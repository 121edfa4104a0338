import { findUndoResult } from "../crm/customers/import/list-imports.ts";
import { continueUndo, requestUndo } from "../crm/customers/import/undo-import.ts";
import { chooseWorkspace } from "./choose-workspace.ts";
import type { CliDoors } from "./cli-doors.ts";
import { importText } from "./import.text.ts";

/** Of what was left, so many are named. */
const named = 20;
/** Milliseconds for one page. */
const pageTimeout = 120_000;

/** Takes an import back. Stopped halfway, a Steward that runs goes on with it, or the same command typed again. */
export async function importUndo(doors: CliDoors, typed: string, options: { workspace?: string }): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId } = await chooseWorkspace(database, options.workspace);
  const { importId, fileName } = await database.inWorkspace(teamId, (ctx) => requestUndo(ctx, { typed }));
  while (!doors.interrupted()) {
    const went = await database.inWorkspace(teamId, continueUndo, { timeout: pageTimeout });
    const result = await database.inWorkspace(teamId, (ctx) => findUndoResult(ctx, importId, named));
    if (result) {
      doors.say(importText.undone(fileName, result.counts));
      for (const { name, reason } of result.kept) doors.say(importText.kept(name, reason));
      if (result.counts.kept > result.kept.length)
        doors.say(importText.moreKept(result.counts.kept - result.kept.length));
      return;
    }
    // Somebody else has the page that is left.
    if (!went) break;
  }
  doors.say(importText.undoGoesOn(fileName));
}
