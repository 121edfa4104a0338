-- A base that is being filled has no statistics until autovacuum looks in, once a minute: until then the server takes any
-- index that begins with the workspace for as good as the right one, and looks through everything for each row. Only a
-- table's owner may have it looked at, so the import asks through this function.
CREATE FUNCTION import_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE contact, contact_point, contact_fact, company, person_key;
END $$;
REVOKE ALL ON FUNCTION import_statistics() FROM PUBLIC;
DO $$ BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION import_statistics() TO %I', steward_role('app'));
END $$;
