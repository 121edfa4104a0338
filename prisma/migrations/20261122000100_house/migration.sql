-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "url" TEXT,
    "botUserId" TEXT NOT NULL,
    "triageChannelId" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "uninstalledAt" TIMESTAMPTZ(3),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "slackUserId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "isGuest" BOOLEAN NOT NULL DEFAULT false,
    "isSlackOwner" BOOLEAN NOT NULL DEFAULT false,
    "deactivatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastActiveAt" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_grant" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "department" TEXT,
    "grantedById" UUID,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "endsAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedById" UUID,

    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID,
    "action" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "interactionId" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID,
    "before" JSONB,
    "after" JSONB,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "workspaceId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "company" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sourceAt" TIMESTAMPTZ(3),
    "importId" UUID,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "companyId" UUID,
    "stage" TEXT NOT NULL,
    "ownerId" UUID,
    "customerSince" DATE,
    "customerSinceSource" TEXT,
    "source" TEXT NOT NULL,
    "sourceAt" TIMESTAMPTZ(3),
    "interests" TEXT,
    "externalSystem" TEXT,
    "externalId" TEXT,
    "externalUrl" TEXT,
    "importId" UUID,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_point" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID,
    "companyId" UUID,
    "kind" TEXT NOT NULL,
    "normal" TEXT NOT NULL,
    "typed" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "confirmedById" UUID,
    "confirmedHow" TEXT,
    "suspendedAt" TIMESTAMPTZ(3),
    "suspendedReason" TEXT,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validTo" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_fact" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "currency" TEXT,
    "source" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "confirmedById" UUID,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validTo" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "memberId" UUID,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "recipient" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "channel" TEXT,
    "ts" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate" (
    "workspaceId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_pkey" PRIMARY KEY ("workspaceId","channel")
);

-- CreateTable
CREATE TABLE "handled" (
    "workspaceId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handled_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateTable
CREATE TABLE "reply_address" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_slot" (
    "workspaceId" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "counts" JSONB,
    "error" TEXT,

    CONSTRAINT "job_slot_pkey" PRIMARY KEY ("workspaceId","job","slot")
);

-- CreateTable
CREATE TABLE "interaction" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "memberId" UUID,
    "type" TEXT NOT NULL,
    "outcome" TEXT,
    "happenedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMinutes" INTEGER,
    "note" TEXT NOT NULL,
    "link" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "entryMs" INTEGER,
    "surface" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "interaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interaction_version" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "interactionId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "contactId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "outcome" TEXT,
    "happenedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMinutes" INTEGER,
    "note" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedById" UUID,

    CONSTRAINT "interaction_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "entry" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID,
    "title" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "assigneeId" UUID NOT NULL,
    "createdById" UUID,
    "interactionId" UUID,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "droppedAt" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_teamId_key" ON "workspace"("teamId");

-- CreateIndex
CREATE UNIQUE INDEX "member_workspaceId_id_key" ON "member"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "member_workspaceId_slackUserId_key" ON "member"("workspaceId", "slackUserId");

-- CreateIndex
CREATE INDEX "access_grant_workspaceId_memberId_idx" ON "access_grant"("workspaceId", "memberId");

-- CreateIndex
CREATE INDEX "audit_entry_workspaceId_subjectType_subjectId_idx" ON "audit_entry"("workspaceId", "subjectType", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_workspaceId_seq_key" ON "audit_entry"("workspaceId", "seq");

-- CreateIndex
CREATE INDEX "company_workspaceId_nameKey_idx" ON "company"("workspaceId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "company_workspaceId_id_key" ON "company"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "contact_workspaceId_nameKey_idx" ON "contact"("workspaceId", "nameKey");

-- CreateIndex
CREATE INDEX "contact_workspaceId_companyId_idx" ON "contact"("workspaceId", "companyId");

-- CreateIndex
CREATE INDEX "contact_workspaceId_externalSystem_externalId_idx" ON "contact"("workspaceId", "externalSystem", "externalId");

-- CreateIndex
CREATE INDEX "contact_workspaceId_importId_idx" ON "contact"("workspaceId", "importId");

-- CreateIndex
CREATE UNIQUE INDEX "contact_workspaceId_id_key" ON "contact"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "contact_point_workspaceId_kind_normal_idx" ON "contact_point"("workspaceId", "kind", "normal");

-- CreateIndex
CREATE INDEX "contact_point_workspaceId_contactId_idx" ON "contact_point"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "contact_point_workspaceId_companyId_idx" ON "contact_point"("workspaceId", "companyId");

-- CreateIndex
CREATE INDEX "contact_fact_workspaceId_contactId_field_idx" ON "contact_fact"("workspaceId", "contactId", "field");

-- CreateIndex
CREATE INDEX "import_run_workspaceId_startedAt_idx" ON "import_run"("workspaceId", "startedAt");

-- CreateIndex
CREATE INDEX "delivery_workspaceId_createdAt_idx" ON "delivery"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "handled_workspaceId_at_idx" ON "handled"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "reply_address_workspaceId_expiresAt_idx" ON "reply_address"("workspaceId", "expiresAt");

-- CreateIndex
CREATE INDEX "interaction_workspaceId_contactId_happenedAt_idx" ON "interaction"("workspaceId", "contactId", "happenedAt" DESC);

-- CreateIndex
CREATE INDEX "interaction_workspaceId_memberId_createdAt_idx" ON "interaction"("workspaceId", "memberId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "interaction_workspaceId_id_key" ON "interaction"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "interaction_version_workspaceId_interactionId_idx" ON "interaction_version"("workspaceId", "interactionId");

-- CreateIndex
CREATE UNIQUE INDEX "interaction_version_interactionId_version_key" ON "interaction_version"("interactionId", "version");

-- CreateIndex
CREATE INDEX "draft_workspaceId_memberId_createdAt_idx" ON "draft"("workspaceId", "memberId", "createdAt");

-- CreateIndex
CREATE INDEX "task_workspaceId_contactId_dueAt_idx" ON "task"("workspaceId", "contactId", "dueAt");

-- CreateIndex
CREATE INDEX "task_workspaceId_assigneeId_dueAt_idx" ON "task"("workspaceId", "assigneeId", "dueAt");

-- AddForeignKey
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_workspaceId_companyId_fkey" FOREIGN KEY ("workspaceId", "companyId") REFERENCES "company"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_workspaceId_ownerId_fkey" FOREIGN KEY ("workspaceId", "ownerId") REFERENCES "member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_point" ADD CONSTRAINT "contact_point_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_point" ADD CONSTRAINT "contact_point_workspaceId_companyId_fkey" FOREIGN KEY ("workspaceId", "companyId") REFERENCES "company"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_fact" ADD CONSTRAINT "contact_fact_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction_version" ADD CONSTRAINT "interaction_version_workspaceId_interactionId_fkey" FOREIGN KEY ("workspaceId", "interactionId") REFERENCES "interaction"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_workspaceId_assigneeId_fkey" FOREIGN KEY ("workspaceId", "assigneeId") REFERENCES "member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;



-- Roles. The login owns the tables and migrates; "app" does the work, "search" owns the search functions and "ops" the few
-- functions that cross workspaces. Roles belong to the cluster: one that exists already (an operator's, another database's) is fine.
CREATE FUNCTION steward_role(kind text) RETURNS name LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('steward.' || kind || '_role', true), ''), 'steward_' || kind)::name
$$;

DO $$
DECLARE kind text; role name;
BEGIN
  FOREACH kind IN ARRAY ARRAY['app', 'search', 'ops'] LOOP
    role := steward_role(kind);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was quicker
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'The role % is missing and this login may not create it. Run docs/operator-roles.sql as an administrator, then start again.', role;
      END;
    END IF;
    BEGIN
      EXECUTE format('GRANT %I TO current_user', role);
    EXCEPTION
      WHEN insufficient_privilege THEN NULL; -- an operator has granted it already, or the first SET ROLE will say so
    END;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role);
  END LOOP;
END $$;

-- The wall: what a workspace's transaction can see and change of a table. Every tenant's table stands behind it.
CREATE PROCEDURE steward_wall(target regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE', key name DEFAULT 'workspaceId')
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format($policy$CREATE POLICY wall ON %s TO %I
      USING (%I = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid))
      WITH CHECK (%I = (SELECT nullif(current_setting('app.workspace_id', true), '')::uuid))$policy$,
    target, steward_role('app'), key, key);
  EXECUTE format('GRANT %s ON %s TO %I', privileges, target, steward_role('app'));
END $$;

-- Gives a function to the role whose eyes it needs; the application may call it, nobody else. A definer function left with
-- the login is blind on a hosted server, where the login is itself behind the wall.
CREATE PROCEDURE steward_definer(target regprocedure, kind text)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA public TO %I', steward_role(kind));
  EXECUTE format('ALTER FUNCTION %s OWNER TO %I', target, steward_role(kind));
  EXECUTE format('REVOKE CREATE ON SCHEMA public FROM %I', steward_role(kind));
  EXECUTE format('SET LOCAL ROLE %I', steward_role(kind));
  EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', target);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', target, steward_role('app'));
  EXECUTE 'RESET ROLE';
END $$;

CALL steward_wall('workspace', key => 'id');
CALL steward_wall('member');
CALL steward_wall('access_grant');
-- Append-only: the application can neither change nor delete what happened.
CALL steward_wall('audit_entry', 'SELECT, INSERT');
CALL steward_wall('audit_head', 'SELECT, INSERT, UPDATE');
CALL steward_wall('company');
CALL steward_wall('contact');
CALL steward_wall('contact_point');
CALL steward_wall('contact_fact');
CALL steward_wall('import_run');
CALL steward_wall('interaction');
CALL steward_wall('interaction_version');
CALL steward_wall('draft');
CALL steward_wall('task');
CALL steward_wall('delivery');
CALL steward_wall('rate');
CALL steward_wall('handled');
CALL steward_wall('reply_address');
CALL steward_wall('job_slot');

-- One current value a field, one row a point.
CREATE UNIQUE INDEX contact_fact_current ON contact_fact ("workspaceId", "contactId", field) WHERE "validTo" IS NULL;
CREATE UNIQUE INDEX contact_point_current ON contact_point ("workspaceId", "contactId", kind, normal) WHERE "validTo" IS NULL AND "contactId" IS NOT NULL;
CREATE UNIQUE INDEX company_point_current ON contact_point ("workspaceId", "companyId", kind, normal) WHERE "validTo" IS NULL AND "companyId" IS NOT NULL;
ALTER TABLE contact_point ADD CONSTRAINT contact_point_one_side CHECK (num_nonnulls("contactId", "companyId") = 1);
