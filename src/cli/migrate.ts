import type { CliDoors } from "./cli-doors.ts";

/** Brings the database to this version of Steward; `npm start` does the same by itself. */
export async function migrate({ say, openDatabase }: CliDoors): Promise<void> {
  const { applied } = await openDatabase();
  for (const name of applied) say(`Applied ${name}`);
  say(applied.length === 0 ? "The database is up to date already." : "The database is up to date.");
}
