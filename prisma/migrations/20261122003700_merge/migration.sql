-- Two contacts that turn out to be one: the one that was merged stays, ended, and leads to the other. Always the one that is in use,
-- never another merged one, so that it takes one step to get there.
-- Without a foreign key: rows that refer to their own table can only be removed all at once, and a workspace may have a million of these.
ALTER TABLE contact ADD COLUMN "mergedIntoId" UUID;
ALTER TABLE contact ADD CONSTRAINT contact_merged CHECK ("mergedIntoId" IS NULL OR ("endedAt" IS NOT NULL AND "mergedIntoId" <> id));
CREATE INDEX contact_merged_into ON contact ("workspaceId", "mergedIntoId") WHERE "mergedIntoId" IS NOT NULL;

-- Each merge, with what it takes to undo it.
CREATE TABLE "contact_merge" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "keptId" UUID NOT NULL,
    "goneId" UUID NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,
    "mergedById" UUID,
    "moved" JSONB NOT NULL,
    "changed" JSONB NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneById" UUID,

    CONSTRAINT "contact_merge_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "contact_merge_workspaceId_id_key" ON "contact_merge"("workspaceId", "id");
CREATE INDEX "contact_merge_workspaceId_keptId_mergedAt_idx" ON "contact_merge"("workspaceId", "keptId", "mergedAt");
CREATE INDEX "contact_merge_workspaceId_goneId_idx" ON "contact_merge"("workspaceId", "goneId");
-- One contact is merged once at a time, whatever else goes wrong.
CREATE UNIQUE INDEX contact_merge_standing ON contact_merge ("workspaceId", "goneId") WHERE "undoneAt" IS NULL;

ALTER TABLE "contact_merge" ADD CONSTRAINT "contact_merge_workspaceId_keptId_fkey" FOREIGN KEY ("workspaceId", "keptId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "contact_merge" ADD CONSTRAINT "contact_merge_workspaceId_goneId_fkey" FOREIGN KEY ("workspaceId", "goneId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('contact_merge');
