-- What a person's digest of a day brought, so that it can be shown again as it is now: after each act, and folded up the next day.
CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "taskIds" UUID[],
    "ticketIds" UUID[],
    "heldIds" UUID[],
    "pointIds" UUID[],
    "skippedIds" UUID[],
    "channel" TEXT,
    "ts" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "foldedAt" TIMESTAMPTZ(3),

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "digest_workspaceId_memberId_day_key" ON "digest"("workspaceId", "memberId", "day");
CREATE INDEX "digest_workspaceId_channel_ts_idx" ON "digest"("workspaceId", "channel", "ts");
CREATE INDEX "digest_workspaceId_createdAt_idx" ON "digest"("workspaceId", "createdAt");

ALTER TABLE "digest" ADD CONSTRAINT "digest_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('digest');

-- The message whose button opened a form: what stands there may have to be shown again when the form is sent.
ALTER TABLE "reply_address" ADD COLUMN "channel" TEXT, ADD COLUMN "ts" TEXT;
