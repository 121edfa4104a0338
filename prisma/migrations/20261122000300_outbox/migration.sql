-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "claimId" UUID,
ADD COLUMN     "lookups" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'chat.postMessage';

-- Settled rows stay for ninety days; the worker reads only these.
CREATE INDEX delivery_due ON delivery ("nextAttemptAt", id) WHERE state IN ('pending', 'sending');
-- The line before one recipient: nobody is overtaken.
CREATE INDEX delivery_line ON delivery ("workspaceId", recipient, id) WHERE state IN ('pending', 'sending');

-- Which workspaces there are is known to whoever crosses them, and to nobody else.
DO $$
DECLARE ops name := steward_role('ops');
BEGIN
  EXECUTE format('CREATE POLICY ops ON workspace FOR SELECT TO %I USING (true)', ops);
  EXECUTE format('CREATE POLICY ops ON delivery TO %I USING (true) WITH CHECK (true)', ops);
  EXECUTE format('CREATE POLICY ops ON rate TO %I USING (true) WITH CHECK (true)', ops);
  EXECUTE format('GRANT SELECT ON workspace TO %I', ops);
  EXECUTE format('GRANT SELECT, UPDATE ON delivery TO %I', ops);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON rate TO %I', ops);
END $$;

-- "served" below: the workspaces whose tokens the asking process has; null for all.

-- The deliveries that may go now, at most "room" of them, marked as being sent: the head of each recipient's line, where
-- the recipient's second and the method's pause are over. The look-up of what a crash leaves behind is due after "lease".
CREATE FUNCTION ops_claim_deliveries(at timestamptz, lease interval, room int, served uuid[])
RETURNS TABLE (id uuid, "workspaceId" uuid, "teamId" text, kind text, payload jsonb, recipient text, method text, attempts int, "claimId" uuid, "createdAt" timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT d.id, w."teamId" FROM delivery d JOIN workspace w ON w.id = d."workspaceId" AND w."uninstalledAt" IS NULL
    WHERE d.state = 'pending' AND d."nextAttemptAt" <= at AND (served IS NULL OR d."workspaceId" = ANY (served))
      AND NOT EXISTS (SELECT FROM delivery e WHERE e."workspaceId" = d."workspaceId" AND e.recipient = d.recipient
                      AND e.state IN ('pending', 'sending') AND e.id < d.id)
      AND NOT EXISTS (SELECT FROM rate r WHERE r."workspaceId" = d."workspaceId"
                      AND r.channel IN (d.recipient, 'method:' || d.method) AND r."nextAt" > at)
    ORDER BY d."nextAttemptAt", d.id
    LIMIT room
    FOR UPDATE OF d SKIP LOCKED
  ), claimed AS (
    UPDATE delivery d SET state = 'sending', attempts = d.attempts + 1, "claimedAt" = at, "claimId" = gen_random_uuid(), "nextAttemptAt" = at + lease
    FROM due WHERE d.id = due.id
    RETURNING d.id, d."workspaceId", due."teamId", d.kind, d.payload, d.recipient, d.method, d.attempts, d."claimId", d."createdAt"
  ), paced AS (
    INSERT INTO rate AS r ("workspaceId", channel, "nextAt")
    SELECT c."workspaceId", c.recipient, at + interval '1 second' FROM claimed c
    ON CONFLICT ("workspaceId", channel) DO UPDATE SET "nextAt" = greatest(r."nextAt", excluded."nextAt")
  )
  SELECT * FROM claimed ORDER BY id
$$;

-- What was being sent and never settled: its outcome is to be looked up at Slack, by one worker.
CREATE FUNCTION ops_claim_stranded(at timestamptz, lease interval, room int, served uuid[])
RETURNS TABLE (id uuid, "workspaceId" uuid, "teamId" text, kind text, payload jsonb, recipient text, method text, attempts int, "claimId" uuid, "createdAt" timestamptz, "claimedAt" timestamptz, lookups int)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT d.id, w."teamId" FROM delivery d JOIN workspace w ON w.id = d."workspaceId" AND w."uninstalledAt" IS NULL
    WHERE d.state = 'sending' AND d."nextAttemptAt" <= at AND (served IS NULL OR d."workspaceId" = ANY (served))
    ORDER BY d."nextAttemptAt", d.id
    LIMIT room
    FOR UPDATE OF d SKIP LOCKED
  )
  UPDATE delivery d SET "claimId" = gen_random_uuid(), lookups = d.lookups + 1, "nextAttemptAt" = at + lease
  FROM due WHERE d.id = due.id
  RETURNING d.id, d."workspaceId", due."teamId", d.kind, d.payload, d.recipient, d.method, d.attempts, d."claimId", d."createdAt", d."claimedAt", d.lookups
$$;

-- When there is next something to do; null with an empty outbox.
CREATE FUNCTION ops_outbox_next(served uuid[]) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH head AS (
    SELECT DISTINCT ON (d."workspaceId", d.recipient) d."workspaceId", d.recipient, d.method, d.state, d."nextAttemptAt"
    FROM delivery d
    WHERE d.state IN ('pending', 'sending') AND (served IS NULL OR d."workspaceId" = ANY (served))
    ORDER BY d."workspaceId", d.recipient, d.id
  )
  SELECT min(CASE h.state WHEN 'pending' THEN greatest(h."nextAttemptAt", pace."nextAt", pause."nextAt") ELSE h."nextAttemptAt" END)
  FROM head h JOIN workspace w ON w.id = h."workspaceId" AND w."uninstalledAt" IS NULL
  LEFT JOIN rate pace ON pace."workspaceId" = h."workspaceId" AND pace.channel = h.recipient
  LEFT JOIN rate pause ON pause."workspaceId" = h."workspaceId" AND pause.channel = 'method:' || h.method
$$;

-- How many wait or are under way.
CREATE FUNCTION ops_outbox_depth(served uuid[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM delivery d JOIN workspace w ON w.id = d."workspaceId" AND w."uninstalledAt" IS NULL
  WHERE d.state IN ('pending', 'sending') AND (served IS NULL OR d."workspaceId" = ANY (served))
$$;

CALL steward_definer('ops_claim_deliveries(timestamptz, interval, int, uuid[])'::regprocedure, 'ops');
CALL steward_definer('ops_claim_stranded(timestamptz, interval, int, uuid[])'::regprocedure, 'ops');
CALL steward_definer('ops_outbox_next(uuid[])'::regprocedure, 'ops');
CALL steward_definer('ops_outbox_depth(uuid[])'::regprocedure, 'ops');
