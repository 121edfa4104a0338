import { fillWorkspace } from "./fill-workspace.ts";

/**
 * Gives everybody in the workspace access since a year, and a morning with something in each part of the digest: five tasks
 * (three of them due), a dozen talks of the last two weeks, leads of last week that nobody has called, and points that have
 * never been confirmed. One in five has a ticket whose time runs out.
 */
export async function fillDesks(url: string, workspaceId: string, now: Date): Promise<void> {
  await fillWorkspace(url, fills, { workspaceId, now });
}

const fills = [
  `INSERT INTO access_grant (id, "workspaceId", "memberId", role, department, "grantedAt")
   SELECT gen_random_uuid(), $1::uuid, id, 'member', 'sales', $2::timestamptz - interval '1 year' FROM member`,
  `INSERT INTO task (id, "workspaceId", "contactId", title, "dueAt", "assigneeId", "createdById", "createdAt")
   SELECT gen_random_uuid(), $1::uuid, c.id, 'send the offer', $2::timestamptz + (n - 3) * interval '8 hours', c."ownerId", c."ownerId",
     $2::timestamptz - interval '3 days'
   FROM (SELECT id, "ownerId", row_number() OVER (PARTITION BY "ownerId" ORDER BY id) AS n FROM contact) c WHERE c.n <= 5`,
  `INSERT INTO interaction (id, "workspaceId", "contactId", "memberId", type, outcome, "happenedAt", note, surface, "createdAt")
   SELECT gen_random_uuid(), $1::uuid, c.id, c."ownerId", 'call', 'connected', at, 'asked for the price list', 'slack-command', at
   FROM (SELECT id, "ownerId", row_number() OVER (PARTITION BY "ownerId" ORDER BY id) AS n FROM contact WHERE stage <> 'lead') c,
     generate_series(1, 4) AS talk, LATERAL (SELECT $2::timestamptz - (c.n * 4 + talk) * interval '13 hours' AS at) moment
   WHERE c.n <= 3`,
  `UPDATE contact SET source = 'the fair', "sourceAt" = $2::timestamptz - interval '4 days', "createdAt" = $2::timestamptz - interval '4 days'
   WHERE "workspaceId" = $1::uuid AND stage = 'lead' AND NOT EXISTS (SELECT FROM interaction i WHERE i."contactId" = contact.id)`,
];
