import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { type ErasureCounts, keptCounts } from "./erasure.ts";

/** An erasure as a certificate tells it: no personal values. */
export interface Certificate {
  id: string;
  /** Slack's id; null: the command line, or Steward itself */
  requestedBy: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  reason: string;
  counts: ErasureCounts;
  messages: { deleted: number; redacted: number; gone: number; pending: number };
  unreachable: { channel: string; failure: string }[];
  /** SHA-256 in hexadecimal */
  listHash: string | null;
}

/** The latest erasures, the newest first. */
export async function listErasures(ctx: Context, limit: number): Promise<Certificate[]> {
  await allow(ctx, "privacy:manage");
  const ids = await ctx.tx.erasure.findMany({
    select: { id: true },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  const found = [];
  for (const { id } of ids) found.push(await findCertificate(ctx, id));
  return found.filter((one) => one !== null);
}

/** The erasure of one customer, who cannot be found any more. */
export async function findErasureOf(ctx: Context, contactId: string): Promise<Certificate | null> {
  await allow(ctx, "privacy:manage");
  const found = isId(contactId) ? await ctx.tx.erasure.findFirst({ where: { contactId }, select: { id: true } }) : null;
  return found && findCertificate(ctx, found.id);
}

export async function findCertificate(ctx: Context, erasureId: string): Promise<Certificate | null> {
  await allow(ctx, "privacy:manage");
  const erasure = await ctx.tx.erasure.findFirst({ where: { id: erasureId } });
  if (!erasure) return null;
  const by = erasure.requestedById && (await ctx.tx.member.findFirst({ where: { id: erasure.requestedById } }));
  const messages = await ctx.tx.erasureMessage.findMany({ where: { erasureId } });
  const of = (state: string) => messages.filter((message) => message.state === state).length;
  return {
    id: erasure.id,
    requestedBy: by ? by.slackUserId : null,
    requestedAt: erasure.requestedAt,
    finishedAt: erasure.finishedAt,
    reason: erasure.reason,
    counts: keptCounts.parse(erasure.counts),
    messages: { deleted: of("deleted"), redacted: of("redacted"), gone: of("gone"), pending: of("pending") },
    unreachable: messages
      .filter(({ state }) => state === "unreachable")
      .map(({ channel, failure }) => ({ channel, failure: failure ?? "" })),
    listHash: erasure.listHash && Buffer.from(erasure.listHash).toString("hex"),
  };
}
