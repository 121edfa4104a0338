-- For a PostgreSQL where Steward's login may not create roles: run this once as an administrator, in Steward's database, before the
-- first start. Replace "steward" by the login that DATABASE_URL names. Other names for the three roles are possible: set
-- steward.app_role, steward.search_role and steward.ops_role for that login (ALTER ROLE steward SET steward.app_role = '…').
CREATE ROLE steward_app NOLOGIN;
CREATE ROLE steward_search NOLOGIN;
CREATE ROLE steward_ops NOLOGIN;
GRANT steward_app, steward_search, steward_ops TO steward;
-- The migrations make these themselves where they may.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
