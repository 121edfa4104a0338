import { fillWorkspace } from "./fill-workspace.ts";

/**
 * Gives everybody in the workspace access since a year, in one of three departments and of six zones, and twenty entries of the last
 * four weeks, with seven customers; one in ten has recorded nothing for two months. One in twenty is away for some of the days, one in fifty has
 * decided a quote, one in ten has used Steward without recording anything.
 */
export async function fillUsage(url: string, workspaceId: string, now: Date): Promise<void> {
  await fillWorkspace(url, fills, { workspaceId, now });
}

/** Each person with a number of their own from 0, the same each time. */
const numbered = `(SELECT id, row_number() OVER (ORDER BY "slackUserId") - 1 AS n FROM member WHERE "workspaceId" = $1::uuid) p`;

const fills = [
  `UPDATE member SET zone = (ARRAY['Asia/Jakarta', 'Asia/Makassar', 'Asia/Singapore', 'Europe/Berlin', 'America/New_York', 'Australia/Sydney'])[p.n % 6 + 1]
   FROM ${numbered} WHERE member.id = p.id AND $2::timestamptz IS NOT NULL`,
  `INSERT INTO access_grant (id, "workspaceId", "memberId", role, department, "grantedAt")
   SELECT gen_random_uuid(), $1::uuid, p.id, 'member', (ARRAY['sales', 'marketing', 'support'])[p.n % 3 + 1], $2::timestamptz - interval '1 year'
   FROM ${numbered}`,
  `UPDATE interaction SET "removedAt" = $2::timestamptz WHERE "workspaceId" = $1::uuid AND "happenedAt" > $2::timestamptz - interval '60 days'`,
  `INSERT INTO interaction (id, "workspaceId", "contactId", "memberId", type, outcome, "happenedAt", note, surface, "createdAt")
   SELECT gen_random_uuid(), $1::uuid, c.id, p.id, (ARRAY['call', 'email', 'meeting', 'visit', 'note'])[nth % 5 + 1],
     CASE WHEN nth % 5 = 0 THEN 'connected' END, m.at, CASE WHEN nth % 3 = 0 THEN '' ELSE 'asked for the price list' END, 'slack-command', m.at
   FROM ${numbered}
     CROSS JOIN generate_series(1, 20) nth
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM contact WHERE "workspaceId" = $1::uuid) c ON c.n = p.n + nth % 7
     CROSS JOIN LATERAL (SELECT $2::timestamptz - make_interval(hours => (nth * 31 + p.n::int * 7) % 640) AS at) m
   WHERE p.n % 10 <> 9`,
  `INSERT INTO absence (id, "workspaceId", "memberId", "fromDay", "toDay", "createdAt")
   SELECT gen_random_uuid(), $1::uuid, p.id, $2::date - 10, $2::date - 6, $2::timestamptz FROM ${numbered} WHERE p.n % 20 = 3`,
  `INSERT INTO usage_try ("workspaceId", "memberId", day, answers) SELECT $1::uuid, p.id, $2::date - 5, 3 FROM ${numbered} WHERE p.n % 10 = 4`,
  `INSERT INTO quote (id, "workspaceId", number, "contactId", title, state, "memberId", "sentAt", "decidedAt", "decidedById", "createdAt", "createdById")
   SELECT gen_random_uuid(), $1::uuid, p.n + 1, c.id, 'the renewal', 'won', p.id, $2::timestamptz - interval '20 days', $2::timestamptz - interval '9 days',
     p.id, $2::timestamptz - interval '20 days', p.id
   FROM ${numbered} JOIN (SELECT "ownerId", min(id::text)::uuid AS id FROM contact WHERE "workspaceId" = $1::uuid GROUP BY 1) c ON c."ownerId" = p.id
   WHERE p.n % 50 = 7`,
];
