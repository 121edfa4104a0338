-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "countedDay" DATE;

-- CreateTable
CREATE TABLE "attention_setting" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "allowance" SMALLINT NOT NULL,
    "quietFrom" SMALLINT NOT NULL,
    "quietTo" SMALLINT NOT NULL,
    "workDays" SMALLINT[],
    "digestAt" SMALLINT NOT NULL,

    CONSTRAINT "attention_setting_pkey" PRIMARY KEY ("workspaceId","memberId")
);

-- CreateTable
CREATE TABLE "attention_less" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attention_less_pkey" PRIMARY KEY ("workspaceId","memberId","kind")
);

-- CreateTable
CREATE TABLE "personal_turn" (
    "workspaceId" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "memberId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "personal_turn_pkey" PRIMARY KEY ("workspaceId","job","memberId")
);

-- AddForeignKey
ALTER TABLE "attention_setting" ADD CONSTRAINT "attention_setting_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attention_less" ADD CONSTRAINT "attention_less_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "personal_turn" ADD CONSTRAINT "personal_turn_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('attention_setting');
CALL steward_wall('attention_less');
CALL steward_wall('personal_turn');

ALTER TABLE attention_setting ADD CONSTRAINT attention_setting_within_day CHECK (
  allowance >= 1 AND "quietFrom" BETWEEN 0 AND 1439 AND "quietTo" BETWEEN 0 AND 1439 AND "digestAt" BETWEEN 0 AND 1439
  AND "digestAt" % 15 = 0 AND cardinality("workDays") > 0 AND "workDays" <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]);

-- What waits for a person's digest, what a day's allowance was used for, and what a steward has to look at.
CREATE INDEX delivery_held ON delivery ("workspaceId", recipient, id) WHERE state = 'held';
CREATE INDEX delivery_counted ON delivery ("workspaceId", recipient, "countedDay") WHERE "countedDay" IS NOT NULL;
CREATE INDEX delivery_given_up ON delivery ("workspaceId", id) WHERE state IN ('failed', 'unknown');
