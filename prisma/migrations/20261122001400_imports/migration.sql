-- What an import did, kept so that it can be taken back; companies known by their source's own id; the message in which
-- an upload's progress is told.
ALTER TABLE company
  ADD COLUMN "externalSystem" TEXT,
  ADD COLUMN "externalId" TEXT,
  ADD COLUMN "externalUrl" TEXT;
CREATE INDEX "company_workspaceId_externalSystem_externalId_idx" ON company ("workspaceId", "externalSystem", "externalId");
CREATE INDEX "company_workspaceId_importId_idx" ON company ("workspaceId", "importId");

-- Which import made a value, and which one ended it. No index: a value is looked for through its contact.
ALTER TABLE contact_point ADD COLUMN "importId" UUID, ADD COLUMN "endedByImportId" UUID;
ALTER TABLE contact_fact ADD COLUMN "importId" UUID, ADD COLUMN "endedByImportId" UUID;

ALTER TABLE import_run
  ADD COLUMN "uploadId" UUID,
  ADD COLUMN "system" TEXT,
  ADD COLUMN "undoState" TEXT,
  ADD COLUMN "undoById" UUID,
  ADD COLUMN "undoAt" TIMESTAMPTZ(3),
  ADD COLUMN "undoneAt" TIMESTAMPTZ(3),
  ADD COLUMN "undoAfter" UUID,
  ADD COLUMN "undoCounts" JSONB,
  ADD COLUMN "undoKept" JSONB;

-- CreateTable
CREATE TABLE "import_change" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "contactId" UUID,
    "companyId" UUID,
    "interactionId" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "import_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_change_workspaceId_importId_id_idx" ON "import_change"("workspaceId", "importId", "id");

-- CreateIndex
CREATE INDEX "import_change_workspaceId_contactId_idx" ON "import_change"("workspaceId", "contactId");

CALL steward_wall('import_change');

ALTER TABLE upload
  ADD COLUMN "channel" TEXT,
  ADD COLUMN "ts" TEXT;
