import { v7 as newId } from "uuid";
import { enrolWorkspace, type WorkspaceFacts } from "../../../src/crm/access/enrol-workspace.ts";
import type { Client } from "../../../src/db/client.ts";
import type { Context } from "../../../src/db/context.ts";
import { createOpenTransaction, type Profile, workspaceIdOf } from "../../../src/db/open-transaction.ts";
import { testKeyRing } from "../../support/key-ring.ts";

export const installedAt = new Date("2026-11-20T02:00:00Z");

export function person(slackUserId: string, name: string, more: Partial<Profile> = {}): Profile {
  return {
    slackUserId,
    name,
    email: `${slackUserId.toLowerCase()}@contoh.example`,
    zone: "Asia/Jakarta",
    locale: "en-US",
    isGuest: false,
    isSlackOwner: false,
    deactivated: false,
    ...more,
  };
}

export const dewi = person("UDEWI", "Dewi Lestari", { isSlackOwner: true });
export const maya = person("UMAYA", "Maya Putri");
export const rizky = person("URIZKY", "Rizky Pratama");
export const bima = person("UBIMA", "Bima Aditya", { isGuest: true });

export interface EnrolledWorkspace {
  id: string;
  facts: WorkspaceFacts;
  /** enrols again, as at the next start */
  enrol(change?: Partial<WorkspaceFacts>, now?: Date): ReturnType<typeof enrolWorkspace>;
  /** one interaction of a person, whose profile Slack has just told; null: Steward itself */
  as<T>(who: Profile | null, run: (ctx: Context) => Promise<T>, now?: Date): Promise<T>;
  audit(): Promise<
    { action: string; subjectId: string | null; before: unknown; after: unknown; actorId: string | null }[]
  >;
  notices(): Promise<{ kind: string; recipient: string; payload: unknown }[]>;
}

/** A workspace of the test's own with Dewi as its owner, enrolled the way the start does it. */
export async function enrolled(db: Client, change: Partial<WorkspaceFacts> = {}): Promise<EnrolledWorkspace> {
  const teamId = `T${newId().replaceAll("-", "").slice(-16).toUpperCase()}`;
  const id = workspaceIdOf(teamId);
  const facts: WorkspaceFacts = {
    teamId,
    name: "Contoh",
    url: "https://contoh.slack.com/",
    botUserId: "UBOT",
    people: [dewi, maya, rizky, bima],
    primaryOwnerId: dewi.slackUserId,
    ...change,
  };
  const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
  const workspace: EnrolledWorkspace = {
    id,
    facts,
    enrol: (again = {}, now = installedAt) =>
      db.inWorkspace(id, (tx) => enrolWorkspace(tx, { ...facts, ...again }, now)),
    as: (who, run, now = installedAt) =>
      openTransaction(
        {
          teamId,
          slackUserId: who?.slackUserId ?? null,
          ...(who && { profile: who }),
          surface: "slack-command",
          interactionId: newId(),
          now,
        },
        run,
      ),
    audit: () =>
      db.inWorkspace(id, (tx) =>
        tx.auditEntry.findMany({
          orderBy: { seq: "asc" },
          select: { action: true, subjectId: true, before: true, after: true, actorId: true },
        }),
      ),
    notices: () =>
      db.inWorkspace(id, (tx) =>
        tx.delivery.findMany({ orderBy: { id: "asc" }, select: { kind: true, recipient: true, payload: true } }),
      ),
  };
  await workspace.enrol();
  return workspace;
}
