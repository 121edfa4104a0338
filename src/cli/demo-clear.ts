import { chooseWorkspace } from "./choose-workspace.ts";
import type { CliDoors } from "./cli-doors.ts";
import { count } from "./count.ts";

/** Removes the made-up customers. */
export async function demoClear(doors: CliDoors, options: { workspace?: string }): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId, name } = await chooseWorkspace(database, options.workspace);
  const cleared = await database.inWorkspace(teamId, doors.demo.clear, { timeout: 60_000 });
  if (!cleared) {
    doors.say(`There are no made-up customers in ${name}.`);
    return;
  }
  const { contacts, companies, interactions, kept } = cleared;
  doors.say(
    `Removed ${count(contacts, "made-up customer")}, ${count(companies, "company", "companies")} and ${count(interactions, "conversation")} from ${name}.`,
  );
  if (kept > 0) {
    doors.say(
      kept === 1
        ? "1 was kept, because somebody has really worked with it since; its made-up history is gone."
        : `${kept} were kept, because somebody has really worked with them since; their made-up history is gone.`,
    );
  }
}
