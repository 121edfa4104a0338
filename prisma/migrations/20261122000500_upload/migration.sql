-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "fileId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "upload_workspaceId_createdAt_idx" ON "upload"("workspaceId", "createdAt");

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('upload');
