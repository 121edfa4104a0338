import { v7 as newId } from "uuid";
import type { Client } from "../../src/db/client.ts";
import { workspaceIdOf } from "../../src/db/open-transaction.ts";

export interface InstalledWorkspace {
  id: string;
  teamId: string;
}

/** A workspace of the test's own, as the installation leaves it. */
export async function installWorkspace(
  db: Pick<Client, "inWorkspace">,
  { zone = "Asia/Jakarta", createdAt = new Date("2026-01-01T00:00:00Z") } = {},
): Promise<InstalledWorkspace> {
  const teamId = `T${newId().replaceAll("-", "").slice(-16).toUpperCase()}`;
  const id = workspaceIdOf(teamId);
  await db.inWorkspace(id, (tx) =>
    tx.workspace.create({
      data: {
        id,
        teamId,
        name: "Contoh",
        region: "ID",
        zone,
        locale: "en-ID",
        currency: "IDR",
        botUserId: "UBOT",
        createdAt,
      },
    }),
  );
  return { id, teamId };
}
