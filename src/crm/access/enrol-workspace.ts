import { v7 as newId } from "uuid";
import { appendAudit } from "../../db/append-audit.ts";
import type { AuditNote, Transaction, Workspace } from "../../db/context.ts";
import { leaveNotices, type Profile, saveProfile, workspaceIdOf } from "../../db/open-transaction.ts";
import { asJson, lockAccess } from "./access-state.ts";
import { followProfile } from "./follow-profile.ts";
import { daysKeptWhenGone } from "./mark-uninstalled.ts";
import { placeOf } from "./workspace-place.ts";

/** What Slack says of a workspace in which Steward is installed. */
export interface WorkspaceFacts {
  teamId: string;
  name: string;
  /** "https://contoh.slack.com/" */
  url: string | null;
  botUserId: string;
  /** Steward's app, if Slack says so */
  appId?: string | null;
  /** everyone whom Slack lists there, bots left out */
  people: readonly Profile[];
  /** the installer is not told to an app with a fixed token, so the primary owner is welcomed in their place */
  primaryOwnerId: string | null;
  /** SHA-256 of the token: by it the workspace is known when Slack refuses the token and does not say whose it was */
  tokenPrint?: Uint8Array<ArrayBuffer>;
}

/**
 * Slack took Steward out of the workspace so long ago that its data go. What is left of them has to be removed first; then the
 * workspace can be enrolled, and begins anew.
 */
export class RemovalComesFirst extends Error {
  constructor(teamId: string) {
    super(`What is kept of the Slack workspace ${teamId} is to be removed before it can be enrolled`);
    this.name = "RemovalComesFirst";
  }
}

export interface Enrolled {
  workspace: Workspace;
  /** this was the first time */
  first: boolean;
  /** owners who became stewards just now, by name */
  appointed: string[];
}

const ownerReason = "owns the Slack workspace";

/**
 * Makes or refreshes a workspace's row, follows what changed in Slack while Steward was not looking, and makes stewards
 * of the Slack workspace's owners [R8]. To be run at each start, in a transaction of that workspace: a second run
 * changes nothing. An owner whose access a steward has ended keeps none. A workspace that was left comes back as it was,
 * access included; who has left Slack meanwhile has lost theirs.
 * @throws RemovalComesFirst when it was left too long ago for that
 */
export async function enrolWorkspace(tx: Transaction, facts: WorkspaceFacts, now: Date): Promise<Enrolled> {
  const owners = facts.people
    .filter((person) => person.isSlackOwner && !person.deactivated && !person.isGuest)
    .toSorted(
      (a, b) =>
        Number(b.slackUserId === facts.primaryOwnerId) - Number(a.slackUserId === facts.primaryOwnerId) ||
        a.slackUserId.localeCompare(b.slackUserId),
    );
  const [installer] = owners;
  const { workspace, first, notes } = await keepWorkspace(tx, facts, installer ?? null, now);
  await lockAccess(tx);
  notes.push(...(await followMembers(tx, workspace, facts.people, now)));

  const appointed: string[] = [];
  for (const owner of owners) {
    const note = await appointOwner(tx, workspace, owner, now);
    if (!note) continue;
    notes.push(note);
    appointed.push(owner.name);
  }
  if (first && installer) {
    const notice = { kind: "welcome-installer", recipient: installer.slackUserId, payload: {} };
    await leaveNotices(tx, workspace.id, [notice], now);
  }
  const by = { workspaceId: workspace.id, actorId: null, surface: "slack-event" as const, interactionId: newId(), now };
  await appendAudit(tx, by, notes);
  return { workspace, first, appointed };
}

async function keepWorkspace(
  tx: Transaction,
  facts: WorkspaceFacts,
  installer: Profile | null,
  now: Date,
): Promise<{ workspace: Workspace; first: boolean; notes: AuditNote[] }> {
  const id = workspaceIdOf(facts.teamId);
  const { teamId, name, url, botUserId, tokenPrint } = facts;
  const { region, zone, locale, currency } = placeOf(installer ?? { zone: null, locale: null });
  const inserted = await tx.$executeRaw`
    INSERT INTO workspace (id, "teamId", name, region, zone, locale, currency, url, "botUserId", "createdAt")
    VALUES (${id}::uuid, ${teamId}, ${name}, ${region}, ${zone}, ${locale}, ${currency}, ${url}, ${botUserId}, ${now})
    ON CONFLICT (id) DO NOTHING`;
  // Locked, so that no removal begins between this look and what is written below.
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${id}::uuid FOR UPDATE`;
  const before = await tx.workspace.findUnique({ where: { id } });
  // Not there: the removal has ended at this moment.
  if (!before || before.removalBeganAt || isPastKeeping(before.uninstalledAt, now)) throw new RemovalComesFirst(teamId);
  const subject = { subjectType: "workspace", subjectId: id };
  const notes: AuditNote[] = [];
  if (inserted === 1) {
    notes.push({ action: "workspace.enrolled", ...subject, after: { name, region, zone, locale, currency } });
  } else if (before.name !== name || before.url !== url || before.botUserId !== botUserId || before.uninstalledAt) {
    await tx.workspace.update({ where: { id }, data: { name, url, botUserId, uninstalledAt: null } });
    notes.push({
      action: before.uninstalledAt ? "workspace.reinstalled" : "workspace.changed",
      ...subject,
      before: {
        ...{ name: before.name, url: before.url, botUserId: before.botUserId },
        ...(before.uninstalledAt && { uninstalledAt: before.uninstalledAt.toISOString() }),
      },
      after: { name, url, botUserId },
    });
  }
  if (tokenPrint && !isSame(before.tokenPrint, tokenPrint)) {
    await tx.workspace.update({ where: { id }, data: { tokenPrint } });
  }
  // Slack's own name for this app: it says nothing that anybody decided.
  const appId = facts.appId ?? before.appId;
  if (appId !== before.appId) await tx.workspace.update({ where: { id }, data: { appId } });
  return { workspace: { ...before, name, url, botUserId, appId }, first: inserted === 1, notes };
}

function isPastKeeping(uninstalledAt: Date | null, now: Date): boolean {
  return uninstalledAt !== null && uninstalledAt.getTime() + daysKeptWhenGone * 86_400_000 <= now.getTime();
}

function isSame(kept: Uint8Array | null, print: Uint8Array): boolean {
  return kept !== null && Buffer.from(kept).equals(print);
}

type Member = Awaited<ReturnType<Transaction["member"]["findFirstOrThrow"]>>;

/** Slack tells of changes while Steward listens; what happened while it did not is seen here. */
async function followMembers(
  tx: Transaction,
  workspace: Workspace,
  people: readonly Profile[],
  now: Date,
): Promise<AuditNote[]> {
  const members = await tx.member.findMany();
  const rows = new Map(members.map((member) => [member.slackUserId, member]));
  const notes: AuditNote[] = [];
  for (const person of people.toSorted((a, b) => a.slackUserId.localeCompare(b.slackUserId))) {
    const row = rows.get(person.slackUserId);
    if (!row || isAsKept(person, row)) continue;
    notes.push(...(await followProfile(tx, workspace, person, now)).notes);
  }
  return notes;
}

function isAsKept(person: Profile, row: Member): boolean {
  return (
    person.name === row.name &&
    person.email === row.email &&
    (person.zone ?? row.zone) === row.zone &&
    (person.locale ?? row.locale) === row.locale &&
    person.isGuest === row.isGuest &&
    person.isSlackOwner === row.isSlackOwner &&
    person.deactivated === (row.deactivatedAt !== null)
  );
}

/** Null when the owner has, or once had, a role: what a steward decided stands. */
async function appointOwner(
  tx: Transaction,
  workspace: Workspace,
  owner: Profile,
  now: Date,
): Promise<AuditNote | null> {
  await saveProfile(tx, workspace, owner, now);
  const member = await tx.member.findFirstOrThrow({
    where: { slackUserId: owner.slackUserId },
    select: { id: true, grants: { select: { id: true }, take: 1 } },
  });
  if (member.grants.length > 0) return null;
  await tx.accessGrant.create({
    data: {
      id: newId(),
      workspaceId: workspace.id,
      memberId: member.id,
      role: "steward",
      grantedAt: now,
      reason: ownerReason,
    },
  });
  const after = { ...asJson({ role: "steward", departments: [] }), reason: ownerReason };
  return { action: "access.granted", subjectType: "member", subjectId: member.id, after };
}
