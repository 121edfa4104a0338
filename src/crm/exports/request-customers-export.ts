import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { announceExport } from "../privacy/export-person.ts";
import { readReason } from "../privacy/read-reason.ts";
import { type ExportSlice, partWeight, planParts, planWhole } from "./plan-parts.ts";

/** CSV for people and for the import; JSON Lines for machines, which need not hold the whole to read it. */
export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** One part of an export that was asked for: what its files are made of, whenever that happens. */
export interface ExportPart {
  exportId: string;
  format: ExportFormat;
  /** 1 is the first */
  part: number;
  parts: number;
  /** sent as one ZIP */
  packed: boolean;
  slices: ExportSlice[];
}

/**
 * Takes down that all customers are exported, with everything known of them, and tells the other stewards. From Slack the
 * files follow as messages (`customers-export`), one a part; on the command line everything is one part.
 * @param input.most rows of the lightest kind in a part
 * @returns the parts; customers is how many there are
 * @throws Refusal not_permitted, reason_missing, reason_too_long
 */
export async function requestCustomersExport(
  ctx: Context,
  { reason, format, most = partWeight }: { reason: string; format: ExportFormat; most?: number },
): Promise<{ exportId: string; customers: number; parts: ExportPart[] }> {
  await allow(ctx, "privacy:manage");
  const why = readReason(reason);
  const exportId = newId();
  const workspaceId = ctx.workspace.id;
  const customers = await ctx.tx.contact.count({ where: { endedAt: null } });
  const { parts: planned, packed } = ctx.member
    ? await planParts(ctx, most)
    : { parts: [await planWhole(ctx)], packed: false };
  const parts = planned.map(
    (slices, nth): ExportPart => ({ exportId, format, part: nth + 1, parts: planned.length, packed, slices }),
  );
  await ctx.tx.dataExport.create({
    data: {
      ...{ id: exportId, workspaceId, scope: "customers", memberId: ctx.member?.id ?? null, rows: customers },
      ...{ surface: ctx.surface === "cli" ? "cli" : "slack", reason: why, startedAt: ctx.now },
    },
  });
  ctx.audit({
    action: "customers.exported",
    subjectType: "workspace",
    subjectId: workspaceId,
    after: { exportId, rows: customers, reason: why, format, parts: parts.length },
  });
  if (ctx.member) {
    for (const { slices, ...part } of parts) {
      const payload = { ...part, slices: slices.map((slice) => ({ ...slice })) };
      ctx.notify({ kind: "customers-export", recipient: ctx.member.slackUserId, payload });
    }
  }
  await announceExport(ctx, { exportId });
  return { exportId, customers, parts };
}
