-- Search by sound, by one wrong letter, by part of an e-mail address, by name with company, and in notes. The rule is in
-- docs/search.md; like the functions before them, these look through the search role's eyes and answer with ids only.

-- A folded name as it sounds: old and new Indonesian spelling and the commonest English variants fall together. The same rule
-- as soundOf in src/crm/customers/sound-key.ts; a test holds the two together.
CREATE FUNCTION search_sound(folded text, hard boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE s text := folded; k text := CASE WHEN hard THEN 'k' ELSE 'h' END;
BEGIN
  s := replace(replace(replace(replace(s, 'sch', 's'), 'tj', 'c'), 'dj', 'j'), 'oe', 'u');
  s := replace(replace(replace(replace(replace(s, 'kh', k), 'ch', k), 'ph', 'f'), 'th', 't'), 'dh', 'd');
  s := replace(replace(replace(replace(s, 'bh', 'b'), 'gh', 'g'), 'sh', 's'), 'sj', 's');
  s := regexp_replace(s, 'sy(?=[aeiou])', 's', 'g');
  s := regexp_replace(s, 'c(?=[eiy])', 's', 'g');
  s := translate(replace(s, 'x', 'ks'), 'cqzv', 'kksf');
  s := replace(replace(s, 'ie', 'i'), 'ee', 'i');
  s := regexp_replace(s, 'iy(?=[aou])', 'y', 'g');
  s := regexp_replace(s, 'uw(?=[aei])', 'u', 'g');
  s := regexp_replace(s, '(?:y(?=[aeiou])|i(?=[aou]))', 'j', 'g');
  s := translate(s, 'yo', 'iu');
  s := regexp_replace(s, '(?<=[a-z0-9])h+', '', 'g');
  s := regexp_replace(s, '([a-z])\1+', '\1', 'g');
  RETURN regexp_replace(s, '(?<=[a-z]{3})e(?![a-z0-9])', '', 'g');
END $$;

-- What a name is found by when it is heard or mistyped: each word's sounds ("~sukarnu"), the bones of its sound ("^skrn"), and the
-- word itself with each of its words of one letter less ("budi", "bdi", "bui", …): two words that differ by one letter, or by two
-- neighbours changed round, have one of them in common.
CREATE FUNCTION search_tokens(folded text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text[] := string_to_array(folded, ' ');
  sounds text[] := string_to_array(public.search_sound(folded, true), ' ');
  others text[] := CASE WHEN folded ~ '[cjk]h' THEN string_to_array(public.search_sound(folded, false), ' ') ELSE '{}' END;
  tokens text[] := '{}'; word text; bones text;
BEGIN
  FOREACH word IN ARRAY sounds || others LOOP
    tokens := tokens || ('~' || word);
    bones := left(word, 1) || translate(substr(word, 2), 'aeiou', '');
    IF length(bones) > 2 THEN tokens := tokens || ('^' || bones); END IF;
  END LOOP;
  FOREACH word IN ARRAY words LOOP
    IF length(word) BETWEEN 4 AND 20 THEN
      tokens := tokens || word;
      FOR at IN 1 .. length(word) LOOP
        tokens := tokens || (left(word, at - 1) || substr(word, at + 1));
      END LOOP;
    END IF;
  END LOOP;
  RETURN tokens;
END $$;

CREATE INDEX contact_search_tokens ON contact USING gin (search_tokens("searchKey")) WITH (fastupdate = off) WHERE "endedAt" IS NULL;
CREATE INDEX contact_point_search_email ON contact_point USING gin (normal gin_trgm_ops) WITH (fastupdate = off)
  WHERE kind = 'email' AND "contactId" IS NOT NULL;

-- Notes by their words. Signs within a word part it, since PostgreSQL's own parser takes "INV-2231" for a negative number.
CREATE FUNCTION search_note_words(note text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', translate(note, '-/_.@:+''’', '         '))
$$;
CREATE INDEX interaction_search_note ON interaction USING gin (search_note_words(note)) WITH (fastupdate = off)
  WHERE "removedAt" IS NULL AND note <> '';
CREATE INDEX "interaction_workspaceId_happenedAt_idx" ON interaction ("workspaceId", "happenedAt" DESC);

DO $$
BEGIN
  EXECUTE format('CREATE POLICY search ON interaction FOR SELECT TO %I USING (true)', steward_role('search'));
  EXECUTE format('GRANT SELECT ON interaction TO %I', steward_role('search'));
END $$;

-- Contacts of whose name each of these words has a token of this kind in common: "sound", "bones" or "typo".
CREATE FUNCTION search_contacts_by_tokens(words text[], kind text, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE space uuid := search_workspace(); conditions text;
BEGIN
  SELECT string_agg(format('search_tokens("searchKey") && %L::text[]', sought.tokens), ' AND ') INTO conditions
  FROM unnest(words) word, LATERAL (
    SELECT coalesce(array_agg(DISTINCT token), '{}') AS tokens FROM unnest(search_tokens(word)) token
    WHERE CASE kind WHEN 'sound' THEN token ~ '^~' WHEN 'bones' THEN token ~ '^[~^]' ELSE token ~ '^[a-z0-9]' END
  ) sought WHERE word <> '';
  IF conditions IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT id FROM contact WHERE "workspaceId" = $1 AND "endedAt" IS NULL AND ' || conditions || ' LIMIT $2'
    USING space, wanted;
END $$;

-- Contacts of whose name some of these words begin words, and of whose company's name the rest do, in either order
-- ("budi contoh makmur", "contoh makmur budi").
CREATE FUNCTION search_contacts_at_companies(words text[], wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE space uuid := search_workspace(); n integer := cardinality(words); split integer; turned boolean; of_person text; of_company text;
  -- Two long lists are met by hashing, not by asking for each.
  query text := 'SELECT c.id FROM company co JOIN contact c ON c."workspaceId" = co."workspaceId" AND c."companyId" = co.id
    WHERE co."workspaceId" = $1 AND c."workspaceId" = $1 AND co."endedAt" IS NULL AND c."endedAt" IS NULL AND %s AND %s LIMIT $2';
BEGIN
  IF n NOT BETWEEN 2 AND 5 THEN RETURN; END IF;
  FOR split IN 1 .. n - 1 LOOP
    FOREACH turned IN ARRAY ARRAY[false, true] LOOP
      SELECT string_agg(format('(c."searchKey" LIKE %L OR c."searchKey" LIKE %L)', search_literal(word) || '%', '% ' || search_literal(word) || '%'), ' AND ')
        INTO of_person FROM unnest(CASE WHEN turned THEN words[split + 1:] ELSE words[:split] END) word;
      SELECT string_agg(format('(co."searchKey" LIKE %L OR co."searchKey" LIKE %L)', search_literal(word) || '%', '% ' || search_literal(word) || '%'), ' AND ')
        INTO of_company FROM unnest(CASE WHEN turned THEN words[:split] ELSE words[split + 1:] END) word;
      RETURN QUERY EXECUTE format(query, of_person, of_company) USING space, wanted;
    END LOOP;
  END LOOP;
END $$;

-- Contacts with an e-mail address, current or earlier, that has this anywhere in it.
CREATE FUNCTION search_emails_containing(part text, wanted integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE space uuid := search_workspace();
BEGIN
  IF length(part) < 3 THEN RETURN; END IF;
  RETURN QUERY
    SELECT "contactId" FROM contact_point
    WHERE kind = 'email' AND "contactId" IS NOT NULL AND "workspaceId" = space AND normal LIKE '%' || search_literal(part) || '%'
    LIMIT wanted;
END $$;

-- Entries in whose note all of these words are said, or words that begin with their stem; the teller's own and the others',
-- the newest of each. `sought` is the same on every row: the beginnings that were looked for.
CREATE FUNCTION search_notes(words text[], teller uuid, wanted integer) RETURNS TABLE (id uuid, sought text[])
LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off SET gin_fuzzy_search_limit = 10000 AS $$
DECLARE space uuid := search_workspace(); stem text; word text; beginnings text[] := '{}'; query tsquery;
BEGIN
  FOREACH word IN ARRAY words LOOP
    stem := coalesce((ts_lexize('pg_catalog.english_stem', word))[1], word);
    -- "delivery" and "deliveries" have the stem "deliveri": without the i it begins both
    stem := regexp_replace(stem, 'i$', '');
    WHILE NOT starts_with(word, stem) LOOP stem := left(stem, -1); END LOOP;
    IF length(stem) < 4 OR length(word) - length(stem) > 3 THEN stem := word; END IF;
    beginnings := beginnings || stem;
  END LOOP;
  IF cardinality(beginnings) = 0 THEN RETURN; END IF;
  SELECT string_agg('''' || replace(replace(one, '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery INTO query FROM unnest(beginnings) one;
  -- Three looks, each fenced by OFFSET 0: left to itself the planner may walk all of a long history backwards for a word said now and
  -- then (1,670,000 notes: 40 s). A word that is said more often than gin_fuzzy_search_limit gives a part of its notes from the
  -- index, whichever; the newest of them are among the newest entries, which are read besides.
  RETURN QUERY EXECUTE format('
    SELECT id, $2 FROM (
      (SELECT id, "happenedAt" FROM (
        SELECT id, "happenedAt" FROM interaction
        WHERE "workspaceId" = $1 AND "memberId" = $3 AND "removedAt" IS NULL AND note <> '''' AND search_note_words(note) @@ %1$L::tsquery
        OFFSET 0) mine ORDER BY "happenedAt" DESC LIMIT $4)
      UNION
      (SELECT id, "happenedAt" FROM (
        SELECT id, "happenedAt", note FROM interaction WHERE "workspaceId" = $1 AND "removedAt" IS NULL
        ORDER BY "happenedAt" DESC LIMIT 1000) newest WHERE note <> '''' AND search_note_words(note) @@ %1$L::tsquery LIMIT $4)
      UNION
      (SELECT id, "happenedAt" FROM (
        SELECT id, "happenedAt" FROM interaction
        WHERE "workspaceId" = $1 AND "removedAt" IS NULL AND note <> '''' AND search_note_words(note) @@ %1$L::tsquery
        OFFSET 0) said ORDER BY "happenedAt" DESC LIMIT $4)) found', query) USING space, beginnings, teller, wanted;
END $$;

CALL steward_definer('search_contacts_by_tokens(text[], text, integer)'::regprocedure, 'search');
CALL steward_definer('search_contacts_at_companies(text[], integer)'::regprocedure, 'search');
CALL steward_definer('search_emails_containing(text, integer)'::regprocedure, 'search');
CALL steward_definer('search_notes(text[], uuid, integer)'::regprocedure, 'search');
