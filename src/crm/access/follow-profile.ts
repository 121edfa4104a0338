import type { AuditNote, Transaction, Workspace } from "../../db/context.ts";
import { type Profile, saveProfile } from "../../db/open-transaction.ts";
import { asJson, endAccess, findAccess, lockAccess } from "./access-state.ts";

export interface Followed {
  /** null: not a member of the CRM, nothing was written */
  memberId: string | null;
  name: string;
  lostAccess: boolean;
  notes: AuditNote[];
}

/**
 * Keeps a member's row as Slack has it. Whoever is deactivated in Slack or made a guest there loses access for good:
 * somebody who comes back is granted it anew, by a person.
 */
export async function followProfile(
  tx: Transaction,
  workspace: Workspace,
  profile: Profile,
  now: Date,
): Promise<Followed> {
  const out = profile.deactivated || profile.isGuest;
  if (out) await lockAccess(tx);
  const before = await tx.member.findFirst({ where: { slackUserId: profile.slackUserId } });
  if (!before) return { memberId: null, name: profile.name, lostAccess: false, notes: [] };
  // An event may leave out the zone or the language; that is no change of either.
  await saveProfile(
    tx,
    workspace,
    { ...profile, zone: profile.zone ?? before.zone, locale: profile.locale ?? before.locale },
    now,
  );

  const notes: AuditNote[] = [];
  const subject = { subjectType: "member", subjectId: before.id };
  if (profile.deactivated !== (before.deactivatedAt !== null)) {
    notes.push({ action: profile.deactivated ? "member.deactivated" : "member.reactivated", ...subject });
  }
  if (profile.isGuest !== before.isGuest) {
    notes.push({
      action: "member.guest_changed",
      ...subject,
      before: { isGuest: before.isGuest },
      after: { isGuest: profile.isGuest },
    });
  }
  if (profile.isSlackOwner !== before.isSlackOwner) {
    notes.push({
      action: "member.owner_changed",
      ...subject,
      before: { isSlackOwner: before.isSlackOwner },
      after: { isSlackOwner: profile.isSlackOwner },
    });
  }
  const held = out ? (await findAccess(tx, [before.id], now)).get(before.id) : undefined;
  if (held) {
    await endAccess(tx, [before.id], { revokedById: null, now });
    const reason = profile.deactivated ? "deactivated in Slack" : "a guest in Slack";
    notes.push({ action: "access.revoked", ...subject, before: asJson(held), after: { reason } });
  }
  return { memberId: before.id, name: profile.name, lostAccess: held !== undefined, notes };
}
