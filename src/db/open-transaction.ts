import { v5 as idFromName, v7 as newId } from "uuid";
import { appendAudit } from "./append-audit.ts";
import type { AuditNote, Context, Member, Notice, Surface, Transaction, Workspace } from "./context.ts";
import { fingerprint } from "./fingerprint.ts";
import type { KeyRing } from "./key-ring.ts";
import { openPersonKeys } from "./person-keys.ts";

/** Slack's team id gives the workspace's id, so that no query is needed before the transaction begins. */
export function workspaceIdOf(teamId: string): string {
  return idFromName(`https://slack.com/team/${teamId}`, idFromName.URL);
}

/** What Slack says of a person, as far as the CRM cares. */
export interface Profile {
  slackUserId: string;
  name: string;
  email: string | null;
  zone: string | null;
  locale: string | null;
  isGuest: boolean;
  isSlackOwner: boolean;
  deactivated: boolean;
}

/** One interaction, before its transaction is open. */
export interface Interaction {
  teamId: string;
  /** who acts; null for Steward itself */
  slackUserId: string | null;
  /** known at a person's first sight, or when Slack tells of a change */
  profile?: Profile;
  surface: Surface;
  interactionId: string;
  now: Date;
  /** milliseconds; Prisma's 5,000 unless a job or an import needs longer */
  timeout?: number;
}

/** Thrown out of the transaction at a person's first sight: ask Slack for the profile, then open again with it. */
export class UnknownMember extends Error {
  readonly slackUserId: string;
  constructor(slackUserId: string) {
    super(`No member ${slackUserId} yet`);
    this.name = "UnknownMember";
    this.slackUserId = slackUserId;
  }
}

export class UnknownWorkspace extends Error {
  constructor(teamId: string) {
    super(`Steward is not installed in the Slack workspace ${teamId}`);
    this.name = "UnknownWorkspace";
  }
}

export type OpenTransaction = <T>(interaction: Interaction, run: (ctx: Context) => Promise<T>) => Promise<T>;

type InWorkspace = <T>(
  workspaceId: string,
  run: (tx: Transaction) => Promise<T>,
  options?: { timeout?: number; maxWait?: number },
) => Promise<T>;

/** Makes the one way in: BEGIN behind the wall, the workspace, the person; then the work; then audit entries and notices. */
export function createOpenTransaction(inWorkspace: InWorkspace, ring: KeyRing): OpenTransaction {
  return (interaction, run) => {
    const workspaceId = workspaceIdOf(interaction.teamId);
    return inWorkspace(
      workspaceId,
      async (tx) => {
        const { workspace, member } = await identify(tx, interaction);
        const { surface, interactionId, now } = interaction;
        const notes: AuditNote[] = [];
        const notices: Notice[] = [];
        const keys = openPersonKeys(tx, { ring, workspaceId, now });
        const result = await run({
          tx,
          workspace,
          member,
          now,
          surface,
          interactionId,
          audit: (note) => void notes.push(note),
          notify: (notice) => void notices.push(notice),
          unseal: keys.unseal,
          fingerprint: (texts) => fingerprint(tx, { ring, workspaceId, now }, texts),
        });
        await leaveNotices(tx, workspaceId, notices, now);
        await appendAudit(tx, { workspaceId, actorId: member?.id ?? null, surface, interactionId, now }, notes, keys);
        return result;
      },
      interaction.timeout === undefined ? {} : { timeout: interaction.timeout },
    );
  };
}

/** Writes what Steward will say once the transaction is over. */
export async function leaveNotices(
  tx: Transaction,
  workspaceId: string,
  notices: readonly Notice[],
  now: Date,
): Promise<void> {
  if (notices.length === 0) return;
  await tx.delivery.createMany({
    data: notices.map((notice) => ({
      ...notice,
      id: newId(),
      workspaceId,
      state: "pending",
      nextAttemptAt: now,
      createdAt: now,
    })),
  });
}

type MemberAsJson = Omit<Member, "lastActiveAt"> & { lastActiveAt: string | null };

/** The workspace and the person acting, in one round trip: every interaction begins with it. */
async function identify(
  tx: Transaction,
  { slackUserId, profile, teamId, now }: Interaction,
): Promise<{ workspace: Workspace; member: Member | null }> {
  const read = async () => {
    const [row] = await tx.$queryRaw<(Workspace & { member: MemberAsJson | null })[]>`
      SELECT w.id, w."teamId", w.name, w.region, w.zone, w.locale, w.currency, w.url, w."botUserId", w."appId", w."triageChannelId", w."logReads", p.member
      FROM workspace w LEFT JOIN LATERAL (
        SELECT json_build_object('id', m.id, 'slackUserId', m."slackUserId", 'name', m.name, 'zone', m.zone, 'locale', m.locale,
          'isGuest', m."isGuest", 'isSlackOwner', m."isSlackOwner", 'deactivated', m."deactivatedAt" IS NOT NULL,
          'role', (array_agg(g.role ORDER BY array_position(ARRAY['steward', 'manager', 'member', 'viewer'], g.role)))[1],
          'departments', coalesce(array_agg(DISTINCT g.department) FILTER (WHERE g.department IS NOT NULL), '{}'),
          'lastActiveAt', m."lastActiveAt", 'hasLookedUp', m."firstLookupAt" IS NOT NULL) AS member
        FROM member m LEFT JOIN access_grant g
          ON g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${now})
        WHERE m."slackUserId" = ${slackUserId} GROUP BY m.id
      ) p ON true
      WHERE w."uninstalledAt" IS NULL`;
    if (!row) throw new UnknownWorkspace(teamId);
    const { member, ...workspace } = row;
    const lastActiveAt = member?.lastActiveAt ? new Date(member.lastActiveAt) : null;
    return { workspace, member: member && { ...member, lastActiveAt } };
  };
  let found = await read();
  if (slackUserId === null) return found;
  if (profile) {
    await saveProfile(tx, found.workspace, profile, now);
    found = await read();
  }
  if (!found.member) throw new UnknownMember(slackUserId);
  return found;
}

/** Adds or refreshes what Slack says of a person. Only a change of it is written. */
export async function saveProfile(tx: Transaction, workspace: Workspace, profile: Profile, now: Date): Promise<void> {
  const { slackUserId, name, email, isGuest, isSlackOwner } = profile;
  const zone = profile.zone ?? workspace.zone;
  const locale = profile.locale ?? workspace.locale;
  const deactivatedAt = profile.deactivated ? now : null;
  await tx.$executeRaw`
    INSERT INTO member AS m (id, "workspaceId", "slackUserId", name, email, zone, locale, "isGuest", "isSlackOwner", "deactivatedAt", "createdAt")
    VALUES (${newId()}::uuid, ${workspace.id}::uuid, ${slackUserId}, ${name}, ${email}, ${zone}, ${locale}, ${isGuest}, ${isSlackOwner}, ${deactivatedAt}, ${now})
    ON CONFLICT ("workspaceId", "slackUserId") DO UPDATE
    SET name = excluded.name, email = excluded.email, zone = excluded.zone, locale = excluded.locale, "isGuest" = excluded."isGuest",
        "isSlackOwner" = excluded."isSlackOwner",
        "deactivatedAt" = CASE WHEN excluded."deactivatedAt" IS NULL THEN NULL ELSE coalesce(m."deactivatedAt", excluded."deactivatedAt") END
    WHERE (m.name, m.email, m.zone, m.locale, m."isGuest", m."isSlackOwner", m."deactivatedAt" IS NULL)
      IS DISTINCT FROM (excluded.name, excluded.email, excluded.zone, excluded.locale, excluded."isGuest", excluded."isSlackOwner", excluded."deactivatedAt" IS NULL)`;
}
