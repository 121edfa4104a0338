import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { type CurrentPoint, confirmContactPoint } from "../customers/confirm-contact-point.ts";
import { suspendContactPoint } from "../customers/suspend-contact-point.ts";
import type { InteractionType, Outcome } from "./interaction.ts";

/** What an entry itself proved about an address of the customer [R42]. */
export interface Evidence {
  kind: "email" | "phone";
  typed: string;
  result: "confirmed" | "suspended";
}

interface Claim {
  id: string;
  contactId: string;
  type: InteractionType;
  outcome: Outcome | null;
}

/** A connected call confirms the number by itself; a bounce or a wrong number suspends what did not reach anybody. */
function claimOf({ type, outcome }: Claim): Pick<Evidence, "kind" | "result"> | null {
  if (type === "call" && outcome === "connected") return { kind: "phone", result: "confirmed" };
  if (outcome === "bounced") return { kind: "email", result: "suspended" };
  if (outcome === "wrong_number") return { kind: "phone", result: "suspended" };
  return null;
}

/** Lets an entry's outcome bear on the address that it was about, and keeps what was known before. */
export async function weighEvidence(ctx: Context, entry: Claim): Promise<Evidence | null> {
  const claim = claimOf(entry);
  if (!claim) return null;
  const evidenceId = newId();
  const which = { contactId: entry.contactId, kind: claim.kind, evidenceId };
  const point =
    claim.result === "confirmed"
      ? await confirmContactPoint(ctx, { ...which, how: "call" })
      : await suspendContactPoint(ctx, {
          ...which,
          reason: entry.outcome === "bounced" ? "bounced" : "wrong number",
        });
  if (!point) return null;
  const { confirmedAt, confirmedById, confirmedHow, suspendedAt, suspendedReason } = point;
  await ctx.tx.pointEvidence.create({
    data: {
      id: evidenceId,
      workspaceId: ctx.workspace.id,
      interactionId: entry.id,
      pointId: point.id,
      result: claim.result,
      ...{ confirmedAt, confirmedById, confirmedHow, suspendedAt, suspendedReason },
      previousId: point.evidenceId,
      createdAt: ctx.now,
    },
  });
  return { ...claim, typed: point.typed };
}

type State = Pick<
  CurrentPoint,
  "confirmedAt" | "confirmedById" | "confirmedHow" | "suspendedAt" | "suspendedReason" | "evidenceId"
>;

/**
 * Takes back what an entry proved, since it was not so: the address is again what it was before. Not where somebody, or a
 * later entry, has said something of it since: what was said last counts.
 */
export async function withdrawEvidence(ctx: Context, interactionId: string): Promise<void> {
  const [evidence] = await ctx.tx.$queryRaw<{ id: string; pointId: string }[]>`
    SELECT id, "pointId" FROM point_evidence WHERE "interactionId" = ${interactionId}::uuid AND "withdrawnAt" IS NULL`;
  if (!evidence) return;
  const [point] = await ctx.tx.$queryRaw<CurrentPoint[]>`
    SELECT id, "contactId", kind, typed, "confirmedAt", "suspendedAt", "suspendedReason", "evidenceId"
    FROM contact_point WHERE id = ${evidence.pointId}::uuid FOR UPDATE`;
  await ctx.tx.pointEvidence.update({ where: { id: evidence.id }, data: { withdrawnAt: ctx.now } });
  if (!point || point.evidenceId !== evidence.id) return;
  const before = await stateBefore(ctx, evidence.id);
  await ctx.tx.contactPoint.update({ where: { id: point.id }, data: { ...before } });
  ctx.audit({
    action: "point.evidence_withdrawn",
    subjectType: "contact",
    subjectId: point.contactId,
    ...(point.contactId && { about: { type: "contact", id: point.contactId } }),
    before: { confirmedAt: iso(point.confirmedAt), suspendedReason: point.suspendedReason },
    after: {
      pointId: point.id,
      kind: point.kind,
      typed: point.typed,
      confirmedAt: iso(before.confirmedAt),
      suspendedReason: before.suspendedReason,
    },
  });
}

/** What a point was before an entry, past those entries before it that have been taken back as well. */
async function stateBefore(ctx: Context, evidenceId: string): Promise<State> {
  const [before] = await ctx.tx.$queryRaw<State[]>`
    WITH RECURSIVE earlier AS (
      SELECT e.*, 0 AS step FROM point_evidence e WHERE e.id = ${evidenceId}::uuid
      UNION ALL
      SELECT e.*, earlier.step + 1 FROM point_evidence e JOIN earlier ON e.id = earlier."previousId"
      WHERE e."withdrawnAt" IS NOT NULL
    )
    SELECT "confirmedAt", "confirmedById", "confirmedHow", "suspendedAt", "suspendedReason", "previousId" AS "evidenceId"
    FROM earlier ORDER BY step DESC LIMIT 1`;
  if (!before) throw new Error("Evidence has gone while it was being withdrawn");
  return before;
}

/** What an entry proved, as long as it stands. */
export async function findEvidence(ctx: Context, interactionId: string): Promise<Evidence | null> {
  const [evidence] = await ctx.tx.$queryRaw<Evidence[]>`
    SELECT p.kind, p.typed, e.result FROM point_evidence e JOIN contact_point p ON p.id = e."pointId"
    WHERE e."interactionId" = ${interactionId}::uuid AND e."withdrawnAt" IS NULL`;
  return evidence ?? null;
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
