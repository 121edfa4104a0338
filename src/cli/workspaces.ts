import type { CliDoors } from "./cli-doors.ts";

/** Lists the Slack workspaces that Steward is installed in. */
export async function workspaces({ say, openDatabase }: CliDoors): Promise<void> {
  const database = await openDatabase();
  const list = await database.listWorkspaces();
  if (list.length === 0) say("There is no workspace yet. Start Steward once with npm start.");
  for (const { teamId, name, demo } of list) say(`${teamId}  ${name}${demo ? "  (with made-up customers)" : ""}`);
}
