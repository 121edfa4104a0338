-- AlterTable
ALTER TABLE "workspace" ADD COLUMN "logReads" BOOLEAN NOT NULL DEFAULT false;

-- Entries about a person are found by that person's key, which stands in the sealed values. Generated, so that it cannot say
-- anything else than the entry does.
ALTER TABLE "audit_entry" ADD COLUMN "aboutKey" TEXT GENERATED ALWAYS AS (coalesce("after" ->> 'key', "before" ->> 'key')) STORED;

-- CreateIndex
CREATE INDEX "audit_entry_workspaceId_aboutKey_seq_idx" ON "audit_entry"("workspaceId", "aboutKey", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_workspaceId_at_idx" ON "audit_entry"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "audit_entry_workspaceId_actorId_seq_idx" ON "audit_entry"("workspaceId", "actorId", "seq");

-- CreateTable
CREATE TABLE "person_key" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "personType" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "wrapped" BYTEA,
    "masterKeyId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "destroyedAt" TIMESTAMPTZ(3),

    CONSTRAINT "person_key_pkey" PRIMARY KEY ("id"),
    -- Whatever is destroyed holds nothing that could be unwrapped.
    CONSTRAINT "person_key_destroyed_check" CHECK (("destroyedAt" IS NULL) = ("wrapped" IS NOT NULL) AND ("wrapped" IS NULL) = ("masterKeyId" IS NULL))
);

-- CreateIndex
CREATE INDEX "person_key_workspaceId_personType_personId_idx" ON "person_key"("workspaceId", "personType", "personId");

-- CreateIndex
CREATE INDEX "person_key_workspaceId_masterKeyId_idx" ON "person_key"("workspaceId", "masterKeyId");

-- One living key a person, however many interactions begin to speak of somebody at one moment.
CREATE UNIQUE INDEX "person_key_one_living" ON "person_key"("workspaceId", "personType", "personId") WHERE "destroyedAt" IS NULL;

-- CreateTable
CREATE TABLE "audit_day_head" (
    "workspaceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "entries" BIGINT NOT NULL,
    "keptAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_day_head_pkey" PRIMARY KEY ("workspaceId","day")
);

CALL steward_wall('person_key', 'SELECT, INSERT, UPDATE');
-- What a day ended with is said once and for all.
CALL steward_wall('audit_day_head', 'SELECT, INSERT');

-- Which keys of the operator's wrap the keys of people, so that a process without one of them refuses to start.
CREATE FUNCTION ops_master_keys() RETURNS TABLE ("masterKeyId" text, keys bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k."masterKeyId", count(*) FROM person_key k WHERE k."masterKeyId" IS NOT NULL GROUP BY k."masterKeyId" ORDER BY k."masterKeyId"
$$;

DO $$
BEGIN
  EXECUTE format('CREATE POLICY ops_reads ON person_key FOR SELECT TO %I USING (true)', steward_role('ops'));
  EXECUTE format('GRANT SELECT ON person_key TO %I', steward_role('ops'));
END $$;

CALL steward_definer('ops_master_keys()'::regprocedure, 'ops');
