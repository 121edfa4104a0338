-- Where keys are that another of the operator's keys wraps than the current one; workspaces that Slack has uninstalled are
-- among them, as long as their data stay.
CREATE FUNCTION ops_keys_to_rewrap("current" text) RETURNS TABLE ("workspaceId" uuid, keys bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k."workspaceId", count(*) FROM person_key k WHERE k."masterKeyId" <> "current" GROUP BY k."workspaceId" ORDER BY k."workspaceId"
$$;

CALL steward_definer('ops_keys_to_rewrap(text)'::regprocedure, 'ops');
