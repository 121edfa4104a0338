import { type CliDatabase, CliFault, type CliWorkspace } from "./cli-doors.ts";

/**
 * The workspace that was named, or the only one there is.
 * @throws CliFault when there is none, or several and none was named
 */
export async function chooseWorkspace(database: CliDatabase, wanted: string | undefined): Promise<CliWorkspace> {
  const workspaces = await database.listWorkspaces();
  const [only] = workspaces;
  if (!only) throw new CliFault("There is no workspace yet. Start Steward once with npm start, then try again.");
  const known = workspaces.map(({ teamId, name }) => `${teamId} (${name})`).join(", ");
  if (wanted !== undefined) {
    const found = workspaces.find(({ teamId }) => teamId === wanted);
    if (found) return found;
    throw new CliFault(`There is no workspace ${wanted}. There is ${known}.`);
  }
  if (workspaces.length > 1) throw new CliFault(`There are several workspaces: ${known}. Say which with --workspace.`);
  return only;
}
