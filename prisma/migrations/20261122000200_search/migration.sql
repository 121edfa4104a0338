-- Search. Under row-level security no index serves an operator that is not leakproof (LIKE, trigrams): so these functions look
-- through the search role's eyes, read the workspace themselves, and answer with ids only. Their callers read the rows behind the wall,
-- by key: ROWS tells the planner so (at 1,000, its own guess, it read all contacts: 29 ms of 100,000).
-- What is matched whole (name and company keys, e-mail, phone) is text compared by equality and needs none of them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- Loads the library where the extension was there already: nobody but a superuser may name a setting that no library has defined.
DO $$ BEGIN PERFORM similarity('', ''); END $$;

DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['contact', 'company', 'contact_point'] LOOP
    EXECUTE format('CREATE POLICY search ON %I FOR SELECT TO %I USING (true)', target, steward_role('search'));
    EXECUTE format('GRANT SELECT ON %I TO %I', target, steward_role('search'));
  END LOOP;
END $$;

-- fastupdate off: a search never has to read through what an import has just added.
CREATE INDEX contact_search_words ON contact USING gin ("searchKey" gin_trgm_ops) WITH (fastupdate = off) WHERE "endedAt" IS NULL;
CREATE INDEX contact_search_prefix ON contact ("workspaceId", "searchKey" text_pattern_ops) WHERE "endedAt" IS NULL;
CREATE INDEX company_search_words ON company USING gin ("searchKey" gin_trgm_ops) WITH (fastupdate = off) WHERE "endedAt" IS NULL;
CREATE INDEX contact_point_search_prefix ON contact_point ("workspaceId", kind, normal text_pattern_ops) WHERE "contactId" IS NOT NULL;
CREATE INDEX contact_point_search_tail ON contact_point ("workspaceId", reverse(normal) text_pattern_ops) WHERE kind = 'phone' AND "contactId" IS NOT NULL;

CREATE FUNCTION search_workspace() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE id text := nullif(current_setting('app.workspace_id', true), '');
BEGIN
  IF id IS NULL THEN
    RAISE EXCEPTION 'A search needs a workspace: app.workspace_id is not set' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN id::uuid;
END $$;

-- The text as a LIKE pattern that means only itself.
CREATE FUNCTION search_literal(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT regexp_replace($1, '([\\%_])', '\\\1', 'g')
$$;

-- Contacts whose folded name begins with this, in alphabetical order.
CREATE FUNCTION search_contacts_by_prefix(folded text, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE space uuid := search_workspace();
BEGIN
  IF folded = '' THEN RETURN; END IF;
  RETURN QUERY
    SELECT id FROM contact
    WHERE "workspaceId" = space AND "endedAt" IS NULL AND "searchKey" LIKE search_literal(folded) || '%'
    ORDER BY "searchKey" USING ~<~ LIMIT wanted;
END $$;

-- Contacts whose folded name contains each of these folded words, at a word's beginning unless `anywhere`. The query is built
-- for the number of words, so that each one is a condition of the index. Words too short to have a trigram of their own are
-- conditions of the index only where they are whole words, so a search for nothing but such words asks for them whole.
CREATE FUNCTION search_contacts_by_words(words text[], anywhere boolean, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE space uuid := search_workspace(); conditions text; selective boolean := (SELECT max(length(word)) > 2 FROM unnest(words) word);
BEGIN
  SELECT string_agg(CASE WHEN NOT selective
      THEN format('("searchKey" LIKE %L OR "searchKey" LIKE %L OR "searchKey" LIKE %L)',
        search_literal(word) || ' %', '% ' || search_literal(word), '% ' || search_literal(word) || ' %')
      WHEN anywhere
      THEN format('"searchKey" LIKE %L', '%' || search_literal(word) || '%')
      ELSE format('("searchKey" LIKE %L OR "searchKey" LIKE %L)', search_literal(word) || '%', '% ' || search_literal(word) || '%') END, ' AND ')
    INTO conditions FROM unnest(words) word WHERE word <> '';
  IF conditions IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT id FROM contact WHERE "workspaceId" = $1 AND "endedAt" IS NULL AND ' || conditions || ' LIMIT $2'
    USING space, wanted;
END $$;

-- Contacts in whose folded name the words, or a run of them, resemble this; the most alike first. For typing errors. No sequential
-- scans, here and for companies: the planner takes comparing trigrams for cheap, and it is not (5,000 rows: 27 ms against 1).
CREATE FUNCTION search_contacts_alike(folded text, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET pg_trgm.strict_word_similarity_threshold = 0.42 AS $$
DECLARE space uuid := search_workspace();
BEGIN
  IF folded = '' THEN RETURN; END IF;
  RETURN QUERY
    SELECT id FROM contact
    WHERE "workspaceId" = space AND "endedAt" IS NULL AND "searchKey" %>> folded
    ORDER BY strict_word_similarity(folded, "searchKey") DESC LIMIT wanted;
END $$;

-- Companies whose folded name contains each of these words at a word's beginning; none does and `alike`: those whose name
-- resembles them.
CREATE FUNCTION search_companies(words text[], alike boolean, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET pg_trgm.strict_word_similarity_threshold = 0.42 AS $$
DECLARE space uuid := search_workspace(); conditions text; folded text := array_to_string(words, ' ');
BEGIN
  SELECT string_agg(format('("searchKey" LIKE %L OR "searchKey" LIKE %L)', search_literal(word) || '%', '% ' || search_literal(word) || '%'), ' AND ')
    INTO conditions FROM unnest(words) word WHERE word <> '';
  IF conditions IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT id FROM company WHERE "workspaceId" = $1 AND "endedAt" IS NULL AND ' || conditions || ' LIMIT $2'
    USING space, wanted;
  IF alike AND NOT FOUND THEN
    RETURN QUERY
      SELECT id FROM company
      WHERE "workspaceId" = space AND "endedAt" IS NULL AND "searchKey" %>> folded
      ORDER BY strict_word_similarity(folded, "searchKey") DESC LIMIT wanted;
  END IF;
END $$;

-- Contacts with a point of this kind, current or earlier, whose normal form begins with this: an address half typed.
CREATE FUNCTION search_points_by_prefix(point_kind text, beginning text, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE space uuid := search_workspace();
BEGIN
  IF beginning = '' THEN RETURN; END IF;
  RETURN QUERY
    SELECT "contactId" FROM contact_point
    WHERE "workspaceId" = space AND kind = point_kind AND "contactId" IS NOT NULL AND normal LIKE search_literal(beginning) || '%'
    ORDER BY normal USING ~<~ LIMIT wanted;
END $$;

-- Contacts with a phone number, current or earlier, that ends with these digits.
CREATE FUNCTION search_phones_by_tail(digits text, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE space uuid := search_workspace();
BEGIN
  IF digits = '' THEN RETURN; END IF;
  RETURN QUERY
    SELECT "contactId" FROM contact_point
    WHERE "workspaceId" = space AND kind = 'phone' AND "contactId" IS NOT NULL
      AND reverse(normal) LIKE search_literal(reverse(digits)) || '%'
    ORDER BY reverse(normal) USING ~<~ LIMIT wanted;
END $$;

CALL steward_definer('search_contacts_by_prefix(text, integer)'::regprocedure, 'search');
CALL steward_definer('search_contacts_by_words(text[], boolean, integer)'::regprocedure, 'search');
CALL steward_definer('search_contacts_alike(text, integer)'::regprocedure, 'search');
CALL steward_definer('search_companies(text[], boolean, integer)'::regprocedure, 'search');
CALL steward_definer('search_points_by_prefix(text, text, integer)'::regprocedure, 'search');
CALL steward_definer('search_phones_by_tail(text, integer)'::regprocedure, 'search');
