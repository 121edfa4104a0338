-- CreateTable
CREATE TABLE "posted_message" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID,
    "channel" TEXT NOT NULL,
    "ts" TEXT,
    "fileId" TEXT,
    "kind" TEXT NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posted_message_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "posted_message_one_thing" CHECK (num_nonnulls("ts", "fileId") = 1)
);

-- CreateTable
CREATE TABLE "data_export" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "contactId" UUID,
    "memberId" UUID,
    "surface" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "rows" INTEGER,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "requestedById" UUID,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "step" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "listHash" BYTEA,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_message" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "erasureId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "ts" TEXT,
    "fileId" TEXT,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "deliveryId" UUID,
    "rounds" INTEGER NOT NULL DEFAULT 0,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erased_person" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "erasureId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "erasedAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3),
    "releasedById" UUID,

    CONSTRAINT "erased_person_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "posted_message_workspaceId_contactId_idx" ON "posted_message"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "data_export_workspaceId_contactId_idx" ON "data_export"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "data_export_workspaceId_startedAt_idx" ON "data_export"("workspaceId", "startedAt");

-- CreateIndex: one erasure a person, however many stewards ask for it at once
CREATE UNIQUE INDEX "erasure_workspaceId_contactId_key" ON "erasure"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "erasure_workspaceId_step_idx" ON "erasure"("workspaceId", "step");

-- CreateIndex
CREATE INDEX "erasure_message_workspaceId_erasureId_state_idx" ON "erasure_message"("workspaceId", "erasureId", "state");

-- CreateIndex
CREATE INDEX "erased_person_workspaceId_hash_idx" ON "erased_person"("workspaceId", "hash");

-- CreateIndex
CREATE INDEX "erased_person_workspaceId_erasureId_idx" ON "erased_person"("workspaceId", "erasureId");

CALL steward_wall('posted_message');
CALL steward_wall('data_export', 'SELECT, INSERT, UPDATE');
-- What was erased stays on record: the application can finish an erasure, and undo none.
CALL steward_wall('erasure', 'SELECT, INSERT, UPDATE');
CALL steward_wall('erasure_message', 'SELECT, INSERT, UPDATE');
CALL steward_wall('erased_person', 'SELECT, INSERT, UPDATE');
