import { demoTeam } from "../../prisma/demo/demo-team.ts";
import { demoTimeout, seedDemo } from "../../prisma/demo/seed-demo.ts";
import { grantAccess } from "../../src/crm/access/grant-access.ts";
import type { Client } from "../../src/db/client.ts";
import type { Context } from "../../src/db/context.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { dewi, type EnrolledWorkspace, enrolled, person } from "../crm/access/enrolled-workspace.ts";
import { testKeyRing } from "../support/key-ring.ts";

export const zones: Record<string, string> = {
  "Rizky Pratama": "Asia/Jakarta",
  "Maya Putri": "Asia/Makassar",
  "Tan Wei Ling": "Asia/Singapore",
  "Jonas Becker": "Europe/Berlin",
};

/** A Sunday, when nobody works. */
export const seededAt = new Date("2026-11-22T02:00:00Z");

export interface DemoWorkspace extends EnrolledWorkspace {
  /** as Steward itself, with time enough for a seeding */
  byItself<T>(run: (ctx: Context) => Promise<T>, now?: Date): Promise<T>;
}

/** A workspace of the test's own with the team of the local workspace, and nothing in it. */
export async function demoWorkspace(db: Client): Promise<DemoWorkspace> {
  const workspace = await enrolled(db);
  await workspace.as(dewi, async (ctx) => {
    for (const { name, role, departments } of demoTeam) {
      const locale = name === "Tan Wei Ling" ? "en-GB" : name === "Jonas Becker" ? "de-DE" : "id-ID";
      const profile = person(`U${name.replaceAll(" ", "").toUpperCase()}`, name, { zone: zones[name] ?? null, locale });
      await grantAccess(ctx, { people: [profile], role, departments });
    }
  });
  const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
  return {
    ...workspace,
    byItself: (run, now = seededAt) =>
      openTransaction(
        {
          teamId: workspace.facts.teamId,
          slackUserId: null,
          surface: "cli",
          interactionId: crypto.randomUUID(),
          now,
          timeout: demoTimeout,
        },
        run,
      ),
  };
}

export async function seeded(db: Client): Promise<DemoWorkspace> {
  const workspace = await demoWorkspace(db);
  await workspace.byItself(seedDemo);
  return workspace;
}
