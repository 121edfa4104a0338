-- AlterTable
ALTER TABLE "job_slot" ADD COLUMN     "missed" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sweep_turn" (
    "name" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sweep_turn_pkey" PRIMARY KEY ("name")
);

-- Runs that somebody still has to do something about.
CREATE INDEX job_slot_open ON job_slot ("leaseUntil") WHERE state IN ('queued', 'running', 'retrying');

-- No workspace and no customer: which process looks around in which minute. Only the functions below see it.
ALTER TABLE sweep_turn ENABLE ROW LEVEL SECURITY;
ALTER TABLE sweep_turn FORCE ROW LEVEL SECURITY;

DO $$
DECLARE ops name := steward_role('ops');
BEGIN
  EXECUTE format('CREATE POLICY ops ON sweep_turn TO %I USING (true) WITH CHECK (true)', ops);
  EXECUTE format('CREATE POLICY ops ON job_slot FOR SELECT TO %I USING (true)', ops);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON sweep_turn TO %I', ops);
  EXECUTE format('GRANT SELECT ON job_slot TO %I', ops);
END $$;

-- True for one caller a slot.
CREATE FUNCTION ops_take_turn(turn text, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH taken AS (
    INSERT INTO sweep_turn AS t (name, slot) VALUES (turn, at)
    ON CONFLICT (name) DO UPDATE SET slot = excluded.slot WHERE t.slot < excluded.slot
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM taken)
$$;

-- The workspaces in which Steward is installed; of those, the ones that the asking process serves (null: all).
CREATE FUNCTION ops_workspaces(served uuid[]) RETURNS TABLE (id uuid, "teamId" text, zone text, "createdAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w."teamId", w.zone, w."createdAt" FROM workspace w WHERE w."uninstalledAt" IS NULL AND (served IS NULL OR w.id = ANY (served))
  ORDER BY w.id
$$;

-- The latest slot of each of these jobs in each workspace, by one step into the key each.
CREATE FUNCTION ops_latest_slots(jobs text[], served uuid[]) RETURNS TABLE ("workspaceId" uuid, job text, slot timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, j.job, latest.slot
  FROM workspace w CROSS JOIN unnest(jobs) AS j (job)
  CROSS JOIN LATERAL (
    SELECT s.slot FROM job_slot s WHERE s."workspaceId" = w.id AND s.job = j.job ORDER BY s.slot DESC LIMIT 1
  ) latest
  WHERE w."uninstalledAt" IS NULL AND (served IS NULL OR w.id = ANY (served))
$$;

-- Runs whose time is up: a runner that died, a second try that is due, a job that never reached a runner.
CREATE FUNCTION ops_lapsed_slots(at timestamptz, jobs text[], served uuid[]) RETURNS TABLE ("workspaceId" uuid, job text, slot timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s."workspaceId", s.job, s.slot
  FROM job_slot s JOIN workspace w ON w.id = s."workspaceId" AND w."uninstalledAt" IS NULL
  WHERE s.state IN ('queued', 'running', 'retrying') AND s."leaseUntil" <= at
    AND s.job = ANY (jobs) AND (served IS NULL OR s."workspaceId" = ANY (served))
  ORDER BY s."leaseUntil"
  LIMIT 1000
$$;

CALL steward_definer('ops_take_turn(text, timestamptz)'::regprocedure, 'ops');
CALL steward_definer('ops_workspaces(uuid[])'::regprocedure, 'ops');
CALL steward_definer('ops_latest_slots(text[], uuid[])'::regprocedure, 'ops');
CALL steward_definer('ops_lapsed_slots(timestamptz, text[], uuid[])'::regprocedure, 'ops');
