import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import type { PointKind } from "./contact.ts";
import type { ReadPoint } from "./read-point.ts";

/** Whose points they are: exactly one of the two. */
export type PointHolder = { contactId: string } | { companyId: string };

export interface KeptPoints {
  before: string[];
  after: string[];
}

/**
 * Makes `wanted` the current points of one kind: what is there already stays as it is with its confirmation, what is
 * missing from it ends now, what is new begins now. A spelling that differs only as typed is taken over in place.
 * @returns what changed, as typed; null when nothing did
 */
export async function keepPoints(
  ctx: Context,
  holder: PointHolder,
  kind: PointKind,
  wanted: readonly ReadPoint[],
  { source, confirmed }: { source: string; confirmed: boolean },
): Promise<KeptPoints | null> {
  const current = await ctx.tx.contactPoint.findMany({
    where: { ...holder, kind, validTo: null },
    orderBy: [{ validFrom: "asc" }, { id: "asc" }],
    select: { id: true, normal: true, typed: true },
  });
  const known = new Map(current.map((point) => [point.normal, point]));
  const wantedNormals = new Set(wanted.map((point) => point.normal));
  const ended = current.filter((point) => !wantedNormals.has(point.normal));
  const added = wanted.filter((point) => !known.has(point.normal));
  const respelled = wanted.filter((point) => (known.get(point.normal)?.typed ?? point.typed) !== point.typed);
  if (ended.length + added.length + respelled.length === 0) return null;
  if (ended.length > 0) {
    await ctx.tx.contactPoint.updateMany({
      where: { id: { in: ended.map(({ id }) => id) } },
      data: { validTo: ctx.now },
    });
  }
  for (const { normal, typed } of respelled) {
    await ctx.tx.contactPoint.updateMany({ where: { ...holder, kind, normal, validTo: null }, data: { typed } });
  }
  if (added.length > 0) {
    await ctx.tx.contactPoint.createMany({
      data: added.map((point) => ({
        ...point,
        ...holder,
        id: newId(),
        workspaceId: ctx.workspace.id,
        source,
        ...(confirmed && { confirmedAt: ctx.now, confirmedById: ctx.member?.id ?? null, confirmedHow: "edit" }),
        validFrom: ctx.now,
        createdAt: ctx.now,
      })),
    });
  }
  return { before: current.map(({ typed }) => typed), after: wanted.map(({ typed }) => typed) };
}
