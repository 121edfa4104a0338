-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "removalBeganAt" TIMESTAMPTZ(3),
ADD COLUMN     "tokenPrint" BYTEA;

-- CreateTable
CREATE TABLE "removed_workspace" (
    "id" UUID NOT NULL,
    "removedWorkspaceId" UUID NOT NULL,
    "uninstalledAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "removed_workspace_pkey" PRIMARY KEY ("id")
);

-- How long the data of a workspace stay after Slack has taken Steward out of it: 30 days of 24 hours. The same figure is in
-- src/crm/access/mark-uninstalled.ts; a test holds them together.
CREATE FUNCTION steward_keeps_gone() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '720 hours' $$;

-- No mistake of a program can begin a removal early.
ALTER TABLE workspace ADD CONSTRAINT workspace_removal_check
  CHECK ("removalBeganAt" IS NULL OR ("uninstalledAt" IS NOT NULL AND "removalBeganAt" >= "uninstalledAt" + steward_keeps_gone()));

-- That a workspace was removed, and when; nothing of it. Only the functions below see it.
ALTER TABLE removed_workspace ENABLE ROW LEVEL SECURITY;
ALTER TABLE removed_workspace FORCE ROW LEVEL SECURITY;

-- What the removal may do with a table of a workspace: see and delete the rows of a workspace whose removal has begun, by
-- their keys, and read nothing else. The restrictive policy stands also where the operation's eyes see more.
CREATE PROCEDURE steward_removable(target regclass, key name DEFAULT 'workspaceId')
LANGUAGE plpgsql AS $$
DECLARE
  ops name := steward_role('ops');
  gone text := format('%I IN (SELECT w.id FROM workspace w WHERE w."removalBeganAt" >= w."uninstalledAt" + steward_keeps_gone())', key);
  keys text;
BEGIN
  SELECT string_agg(DISTINCT format('%I', a.attname), ', ') INTO keys FROM pg_attribute a
  WHERE a.attrelid = target AND (a.attname = key
    OR a.attnum = ANY (SELECT unnest(i.indkey) FROM pg_index i WHERE i.indrelid = target AND i.indisprimary));
  EXECUTE format('CREATE POLICY removal_sees ON %s FOR SELECT TO %I USING (%s)', target, ops, gone);
  EXECUTE format('CREATE POLICY removal ON %s FOR DELETE TO %I USING (%s)', target, ops, gone);
  EXECUTE format('CREATE POLICY removal_only ON %s AS RESTRICTIVE FOR DELETE TO %I USING (%s)', target, ops, gone);
  EXECUTE format('GRANT SELECT (%s), DELETE ON %s TO %I', keys, target, ops);
END $$;

-- The wall of the first migration, through which the removal reaches too: tables that are still to come have it from here.
CREATE OR REPLACE PROCEDURE steward_wall(target regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE', key name DEFAULT 'workspaceId')
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format($policy$CREATE POLICY wall ON %s TO %I
      USING (%I = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid))
      WITH CHECK (%I = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid))$policy$,
    target, steward_role('app'), key, key);
  EXECUTE format('GRANT %s ON %s TO %I', privileges, target, steward_role('app'));
  CALL steward_removable(target, key);
END $$;

DO $$
DECLARE target regclass; ops name := steward_role('ops');
BEGIN
  FOR target IN
    SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspaceId' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
  LOOP
    CALL steward_removable(target);
  END LOOP;
  -- Whoever crosses workspaces sees all of these already; what is new is that one may go.
  EXECUTE format('CREATE POLICY removal ON workspace FOR DELETE TO %I USING ("removalBeganAt" >= "uninstalledAt" + steward_keeps_gone())', ops);
  EXECUTE format('CREATE POLICY removal_begins ON workspace FOR UPDATE TO %I USING ("uninstalledAt" IS NOT NULL) WITH CHECK ("uninstalledAt" IS NOT NULL)', ops);
  EXECUTE format('GRANT UPDATE ("removalBeganAt"), DELETE ON workspace TO %I', ops);
  EXECUTE format('CREATE POLICY ops ON removed_workspace TO %I USING (true) WITH CHECK (true)', ops);
  EXECUTE format('GRANT SELECT, INSERT ON removed_workspace TO %I', ops);
END $$;

-- Begins the removal of every workspace that has been gone for as long as its data are kept, and names all whose removal has begun
-- and not ended. From the commit on nobody can bring them back: an installation waits, and begins anew.
CREATE FUNCTION ops_begin_removals(at timestamptz, served uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE workspace w SET "removalBeganAt" = at
  WHERE w."uninstalledAt" <= at - steward_keeps_gone() AND w."removalBeganAt" IS NULL AND (served IS NULL OR w.id = ANY (served));
  RETURN QUERY SELECT w.id FROM workspace w
    WHERE w."removalBeganAt" IS NOT NULL AND (served IS NULL OR w.id = ANY (served)) ORDER BY w."removalBeganAt", w.id;
END $$;

-- Removes at most "room" rows of a workspace whose removal has begun, the tables that refer to others first, and with the last of
-- them the workspace itself. What was removed stays removed, so whoever comes after a kill goes on. Two who call it at once take
-- turns at the workspace's row.
CREATE FUNCTION ops_remove_batch(target uuid, at timestamptz, room int) RETURNS TABLE (removed bigint, done boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  since timestamptz;
  remaining oid[];
  next oid;
  keys text;
  own boolean;
  took bigint;
  total bigint := 0;
BEGIN
  SELECT w."uninstalledAt" INTO since FROM workspace w WHERE w.id = target AND w."removalBeganAt" IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 0::bigint, true;
    RETURN;
  END IF;
  SELECT array_agg(c.oid) INTO remaining
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspaceId' AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace;
  WHILE cardinality(remaining) > 0 LOOP
    SELECT t INTO next FROM unnest(remaining) t WHERE NOT EXISTS (
      SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid = t AND f.conrelid <> t AND f.conrelid = ANY (remaining)
    ) ORDER BY t LIMIT 1;
    IF next IS NULL THEN RAISE EXCEPTION 'These tables refer to each other in a ring: %', remaining::regclass[]; END IF;
    SELECT string_agg(format('%I', a.attname), ', ') INTO keys FROM pg_attribute a
    WHERE a.attrelid = next AND a.attnum = ANY (SELECT unnest(i.indkey) FROM pg_index i WHERE i.indrelid = next AND i.indisprimary);
    -- Rows that refer to rows of their own table can only go together.
    own := EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = next AND f.confrelid = next);
    EXECUTE format('DELETE FROM %1$s WHERE "workspaceId" = $1 AND (%2$s) IN (SELECT %2$s FROM %1$s WHERE "workspaceId" = $1 LIMIT $2)',
      next::regclass, keys) USING target, CASE WHEN own THEN NULL ELSE room - total END;
    GET DIAGNOSTICS took = ROW_COUNT;
    total := total + took;
    IF total >= room THEN
      RETURN QUERY SELECT total, false;
      RETURN;
    END IF;
    remaining := array_remove(remaining, next);
  END LOOP;
  DELETE FROM workspace w WHERE w.id = target;
  INSERT INTO removed_workspace (id, "removedWorkspaceId", "uninstalledAt", "removedAt") VALUES (gen_random_uuid(), target, since, at);
  RETURN QUERY SELECT total + 1, true;
END $$;

-- The workspace that was last entered with this token, by the token's hash: to be asked with a token that Slack refuses, and
-- of which it therefore does not say whose it was. The hash of a random token tells nothing of the token.
CREATE FUNCTION ops_workspace_of_token(print bytea) RETURNS TABLE ("teamId" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w."teamId" FROM workspace w WHERE w."tokenPrint" = print AND w."uninstalledAt" IS NULL
$$;

CALL steward_definer('ops_begin_removals(timestamptz, uuid[])'::regprocedure, 'ops');
CALL steward_definer('ops_remove_batch(uuid, timestamptz, int)'::regprocedure, 'ops');
CALL steward_definer('ops_workspace_of_token(bytea)'::regprocedure, 'ops');
