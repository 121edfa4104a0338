import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { v7 as newId } from "uuid";
import { enrolWorkspace } from "../../src/crm/access/enrol-workspace.ts";
import { openDatabase } from "../../src/database.ts";
import type { Context } from "../../src/db/context.ts";
import { workspaceIdOf } from "../../src/db/open-transaction.ts";

/** Who acts, and when; Steward itself and now, unless said otherwise. */
interface Acting {
  slackUserId?: string;
  now?: Date;
}

export type InTransaction = <T>(run: (ctx: Context) => Promise<T>, acting?: Acting) => Promise<T>;

const teamId = "TMEASURED";

/** One workspace on an engine of its own, as Steward's own work sees it; both are gone afterwards. */
export async function inThrowawayWorkspace<T>(measure: (transaction: InTransaction) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "steward-evaluate-"));
  // Root's databases run as an ordinary user, who has to pass through.
  await chmod(folder, 0o711);
  const settings = { kind: "embedded", dataDir: join(folder, "data"), encryptionKey: null, previousKey: null } as const;
  try {
    const database = await openDatabase(settings, pino({ level: "error" }));
    try {
      await database.client.inWorkspace(workspaceIdOf(teamId), (tx) =>
        enrolWorkspace(
          tx,
          { teamId, name: "Measured", url: null, botUserId: "UBOT", people: [], primaryOwnerId: null },
          new Date(),
        ),
      );
      return await measure((run, { slackUserId, now = new Date() } = {}) =>
        database.openTransaction(
          { teamId, slackUserId: slackUserId ?? null, surface: "cli", interactionId: newId(), now, timeout: 120_000 },
          run,
        ),
      );
    } finally {
      await database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
