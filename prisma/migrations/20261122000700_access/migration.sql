-- CreateTable
CREATE TABLE "access_review" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "finishedById" UUID,

    CONSTRAINT "access_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_review_item" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "departments" TEXT[],
    "zone" TEXT NOT NULL,
    "exceptions" TEXT[],
    "decision" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,

    CONSTRAINT "access_review_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ownership" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "memberId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "setById" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "ownership_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "access_review_workspaceId_startedAt_idx" ON "access_review"("workspaceId", "startedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "access_review_workspaceId_id_key" ON "access_review"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "access_review_item_workspaceId_reviewId_memberId_key" ON "access_review_item"("workspaceId", "reviewId", "memberId");

-- CreateIndex
CREATE INDEX "ownership_workspaceId_subject_idx" ON "ownership"("workspaceId", "subject");

-- AddForeignKey
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_workspaceId_reviewId_fkey" FOREIGN KEY ("workspaceId", "reviewId") REFERENCES "access_review"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('access_review');
CALL steward_wall('access_review_item');
CALL steward_wall('ownership');

-- One review at a time, one owner a duty.
CREATE UNIQUE INDEX access_review_open ON access_review ("workspaceId") WHERE "finishedAt" IS NULL;
CREATE UNIQUE INDEX ownership_current ON ownership ("workspaceId", subject) WHERE "endedAt" IS NULL;
