-- What an entry proved of an address, so that it can be taken back with the entry.
CREATE TABLE "point_evidence" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "interactionId" UUID NOT NULL,
    "pointId" UUID NOT NULL,
    "result" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "confirmedById" UUID,
    "confirmedHow" TEXT,
    "suspendedAt" TIMESTAMPTZ(3),
    "suspendedReason" TEXT,
    "previousId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "point_evidence_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "contact_point" ADD COLUMN "evidenceId" UUID;

CREATE UNIQUE INDEX "contact_point_workspaceId_id_key" ON "contact_point"("workspaceId", "id");
CREATE INDEX "point_evidence_workspaceId_interactionId_idx" ON "point_evidence"("workspaceId", "interactionId");
CREATE INDEX "point_evidence_workspaceId_pointId_idx" ON "point_evidence"("workspaceId", "pointId");

ALTER TABLE "point_evidence" ADD CONSTRAINT "point_evidence_workspaceId_interactionId_fkey" FOREIGN KEY ("workspaceId", "interactionId") REFERENCES "interaction"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "point_evidence" ADD CONSTRAINT "point_evidence_workspaceId_pointId_fkey" FOREIGN KEY ("workspaceId", "pointId") REFERENCES "contact_point"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('point_evidence');

-- Several lines sent at once have one receipt.
ALTER TABLE "interaction" ADD COLUMN "batchId" UUID;
CREATE INDEX "interaction_workspaceId_batchId_idx" ON "interaction"("workspaceId", "batchId");
