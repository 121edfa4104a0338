-- What a workspace has decided about usage: whether a manager sees single people's numbers, and from how many days without a record on it is a gap.
CREATE TABLE "usage_setting" (
    "workspaceId" UUID NOT NULL,
    "perPerson" BOOLEAN NOT NULL DEFAULT false,
    "gapDays" SMALLINT NOT NULL DEFAULT 5,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_setting_pkey" PRIMARY KEY ("workspaceId")
);

-- How often a person used Steward on a day, and what became of it: counts, never what was said.
CREATE TABLE "usage_try" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "answers" INTEGER NOT NULL DEFAULT 0,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "faults" INTEGER NOT NULL DEFAULT 0,
    "misses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "usage_try_pkey" PRIMARY KEY ("workspaceId","memberId","day")
);

-- A stretch in which a person recorded nothing.
CREATE TABLE "usage_gap" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "fromDay" DATE NOT NULL,
    "days" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "lessonAt" TIMESTAMPTZ(3),
    "lessonById" UUID,

    CONSTRAINT "usage_gap_pkey" PRIMARY KEY ("id")
);

-- That a person has been shown what a manager will see of their week.
CREATE TABLE "usage_preview" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "week" DATE NOT NULL,
    "leftAt" TIMESTAMPTZ(3) NOT NULL,
    "shownAt" TIMESTAMPTZ(3),

    CONSTRAINT "usage_preview_pkey" PRIMARY KEY ("workspaceId","memberId","week")
);

CREATE INDEX "usage_try_workspaceId_day_idx" ON "usage_try"("workspaceId", "day");
CREATE INDEX "usage_gap_workspaceId_memberId_foundAt_idx" ON "usage_gap"("workspaceId", "memberId", "foundAt");
CREATE INDEX "usage_preview_workspaceId_week_idx" ON "usage_preview"("workspaceId", "week");

ALTER TABLE "usage_try" ADD CONSTRAINT "usage_try_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "usage_gap" ADD CONSTRAINT "usage_gap_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "usage_preview" ADD CONSTRAINT "usage_preview_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A person has one open gap at most.
CREATE UNIQUE INDEX usage_gap_open ON usage_gap ("workspaceId", "memberId") WHERE "endedAt" IS NULL;
ALTER TABLE usage_setting ADD CONSTRAINT usage_setting_days CHECK ("gapDays" BETWEEN 2 AND 30);
ALTER TABLE usage_gap ADD CONSTRAINT usage_gap_cause
  CHECK (cause IN ('away', 'never_tried', 'errors', 'poor_data', 'only_reads', 'stopped'));

CALL steward_wall('usage_setting');
CALL steward_wall('usage_try');
CALL steward_wall('usage_gap');
CALL steward_wall('usage_preview');
