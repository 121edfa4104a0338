import { v7 as newId } from "uuid";
import type { Client } from "../../../src/db/client.ts";
import type { Context, Surface } from "../../../src/db/context.ts";
import { createOpenTransaction } from "../../../src/db/open-transaction.ts";
import { installWorkspace } from "../../support/install-workspace.ts";
import { testKeyRing } from "../../support/key-ring.ts";

export type Person = "steward" | "seller" | "colleague" | "viewer" | "stranger";

export interface Team {
  workspaceId: string;
  memberIds: Record<Person, string>;
  /** Does one interaction as this person; null is Steward itself. */
  as<T>(
    person: Person | null,
    run: (ctx: Context) => Promise<T>,
    options?: { now?: Date; surface?: Surface },
  ): Promise<T>;
}

const roles: Record<Person, string | null> = {
  steward: "steward",
  seller: "member",
  colleague: "member",
  viewer: "viewer",
  stranger: null,
};

export const today = new Date("2026-11-24T03:00:00Z");

/** A workspace of the test's own with one person of each kind in it. */
export async function openTeam(db: Client): Promise<Team> {
  const { id: workspaceId, teamId } = await installWorkspace(db);
  const memberIds = Object.fromEntries(Object.keys(roles).map((person) => [person, newId()])) as Record<Person, string>;
  await db.inWorkspace(workspaceId, async (tx) => {
    for (const [person, role] of Object.entries(roles) as [Person, string | null][]) {
      await tx.member.create({
        data: {
          id: memberIds[person],
          workspaceId,
          slackUserId: `U${person.toUpperCase()}`,
          name: person,
          zone: "Asia/Jakarta",
          locale: "en-ID",
          createdAt: new Date("2026-01-01T00:00:00Z"),
        },
      });
      if (role === null) continue;
      await tx.accessGrant.create({
        data: {
          id: newId(),
          workspaceId,
          memberId: memberIds[person],
          role,
          grantedAt: new Date("2026-01-01T00:00:00Z"),
        },
      });
    }
  });
  const openTransaction = createOpenTransaction((id, run, options) => db.inWorkspace(id, run, options), testKeyRing);
  return {
    workspaceId,
    memberIds,
    as: (person, run, { now = today, surface = "slack-command" } = {}) =>
      openTransaction(
        {
          teamId,
          slackUserId: person && `U${person.toUpperCase()}`,
          surface,
          interactionId: newId(),
          now,
          timeout: 30_000,
        },
        run,
      ),
  };
}

/** An entry in the log, as much of it as search and cards read. */
export async function talk(
  ctx: Context,
  contactId: string,
  {
    happenedAt,
    memberId = ctx.member?.id ?? null,
    type = "call",
    outcome = "connected",
  }: { happenedAt: Date; memberId?: string | null; type?: string; outcome?: string | null },
): Promise<void> {
  await ctx.tx.interaction.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspace.id,
      contactId,
      memberId,
      type,
      outcome,
      happenedAt,
      note: "talked",
      surface: ctx.surface,
      createdAt: happenedAt,
    },
  });
}
