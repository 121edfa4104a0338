import { chooseWorkspace } from "./choose-workspace.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";
import { count } from "./count.ts";

/** Puts made-up customers into a workspace, as the local workspace gets them at its first start. */
export async function demoSeed(doors: CliDoors, options: { workspace?: string }): Promise<void> {
  const database = await doors.openDatabase();
  const { teamId, name } = await chooseWorkspace(database, options.workspace);
  const seeding = await database.inWorkspace(teamId, doors.demo.seed, { timeout: 60_000 });
  if (!seeding.seeded) {
    throw new CliFault(
      seeding.why === "there already"
        ? `${name} has made-up customers already. Remove them with: npm run steward -- demo clear`
        : `Nobody has access to the CRM of ${name} yet, so nobody could own the customers. Give somebody access in Slack with /crm-admin access, then try again.`,
    );
  }
  const { contacts, companies, interactions, tasks } = seeding.counts;
  doors.say(
    `Added ${count(contacts, "made-up customer")}, ${count(companies, "company", "companies")}, ${count(interactions, "conversation")} and ${count(tasks, "task")} to ${name}.`,
  );
}
