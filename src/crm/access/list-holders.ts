import type { Context } from "../../db/context.ts";
import { allow } from "./permission.ts";

export interface AccessHolder {
  memberId: string;
  slackUserId: string;
  name: string;
  email: string | null;
}

/** Everyone who has access, for finding the one meant by a name. */
export async function listHolders(ctx: Context): Promise<AccessHolder[]> {
  await allow(ctx, "access:manage");
  return ctx.tx.$queryRaw`
    SELECT m.id AS "memberId", m."slackUserId", m.name, m.email FROM member m
    WHERE EXISTS (
      SELECT FROM access_grant g
      WHERE g."memberId" = m.id AND g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${ctx.now})
    ) ORDER BY lower(m.name), m.id`;
}
