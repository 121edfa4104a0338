import { v7 as newId } from "uuid";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { digestKind } from "../../../src/crm/attention/digest.ts";
import { leaveDigest } from "../../../src/crm/attention/leave-digest.ts";
import { listDuePeople } from "../../../src/crm/attention/personal-turn.ts";
import { createContact, type NewContact } from "../../../src/crm/customers/create-contact.ts";
import { type Digest, findDigest } from "../../../src/crm/digest/find-digest.ts";
import type { Client } from "../../../src/db/client.ts";
import type { Context } from "../../../src/db/context.ts";
import type { Profile } from "../../../src/db/open-transaction.ts";
import { dewi, type EnrolledWorkspace, enrolled, maya, person, rizky } from "../access/enrolled-workspace.ts";

/** A day and hour in Jakarta. */
export const jakarta = (day: string, time = "09:00") => new Date(`${day}T${time}:00+07:00`);

/** Not in sales. */
export const sari = person("USARI", "Sari Indah");

/** Rizky and Maya in sales, Sari in support, Dewi the steward; their access began long before. */
export async function salesTeam(db: Client, since = jakarta("2026-06-01")): Promise<EnrolledWorkspace> {
  const workspace = await enrolled(db, { people: [dewi, maya, rizky, sari] });
  await workspace.as(
    dewi,
    async (ctx) => {
      await grantAccess(ctx, { people: [rizky, maya], role: "member", departments: ["sales"] });
      await grantAccess(ctx, { people: [sari], role: "member", departments: ["support"] });
    },
    since,
  );
  await db.inWorkspace(workspace.id, (tx) => tx.delivery.deleteMany({}));
  return workspace;
}

/** A lead as it came in at `at`, of whoever is said. */
export async function leadOf(
  workspace: EnrolledWorkspace,
  owner: Profile | null,
  { at, ...lead }: Partial<NewContact> & { name: string; at: Date },
): Promise<string> {
  return workspace.as(
    dewi,
    async (ctx) => {
      const ownerId = owner && (await memberOf(ctx, owner));
      return (await createContact(ctx, { source: "webinar sign-up", ...lead, ownerId })).id;
    },
    at,
  );
}

export async function memberOf(ctx: Context, { slackUserId }: Profile): Promise<string> {
  return (await ctx.tx.member.findFirstOrThrow({ where: { slackUserId } })).id;
}

/** Notes that a lead became a customer. */
export async function buys(workspace: EnrolledWorkspace, contactId: string, at: Date): Promise<void> {
  await workspace.as(
    null,
    async ({ tx, workspace: { id: workspaceId } }) => {
      await tx.contact.update({ where: { id: contactId }, data: { stage: "customer" } });
      await tx.stageChange.create({
        data: { id: newId(), workspaceId, contactId, fromStage: "lead", toStage: "customer", at, cause: "edited" },
      });
    },
    at,
  );
}

/** Lets the digest's slot come for one person: the digest as it is then; null: there is none. */
export async function digestOn(workspace: EnrolledWorkspace, who: Profile, at: Date): Promise<Digest | null> {
  const left = await workspace.as(
    null,
    async (ctx) => {
      const due = (await listDuePeople(ctx, digestKind)).find(({ slackUserId }) => slackUserId === who.slackUserId);
      return due ? leaveDigest(ctx, due) : "not due";
    },
    at,
  );
  return left === "left" ? latestDigest(workspace, who, at) : null;
}

/** As it is at a moment. */
export function latestDigest(workspace: EnrolledWorkspace, who: Profile, at: Date): Promise<Digest | null> {
  return workspace.as(
    null,
    async (ctx) => {
      const memberId = await memberOf(ctx, who);
      const [latest] = await ctx.tx.digest.findMany({ where: { memberId }, orderBy: { day: "desc" }, take: 1 });
      return latest ? findDigest(ctx, latest.id) : null;
    },
    at,
  );
}
