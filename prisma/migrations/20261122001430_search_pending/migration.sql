-- What is added waits in a short list and goes into a search index together: one by one it took three fifths of an import's
-- time in the database. A search reads the list as well, so it is kept to 256 kB, some hundreds of customers: half a millisecond at the
-- most in a search of one millisecond (10,000 customers; without the limit PostgreSQL lets it grow to 4 MB).
ALTER INDEX contact_search_words SET (fastupdate = on, gin_pending_list_limit = 256);
ALTER INDEX company_search_words SET (fastupdate = on, gin_pending_list_limit = 256);
ALTER INDEX contact_search_tokens SET (fastupdate = on, gin_pending_list_limit = 256);
ALTER INDEX contact_point_search_email SET (fastupdate = on, gin_pending_list_limit = 256);
