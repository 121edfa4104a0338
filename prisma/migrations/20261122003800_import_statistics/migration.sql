-- What is asked of customers looks at what was done with them as well: a base that has just been filled with both is looked at whole.
CREATE OR REPLACE FUNCTION import_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE contact, contact_point, contact_fact, company, person_key, stage_change, quote, interaction, task;
END $$;
