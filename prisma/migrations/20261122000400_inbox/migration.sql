-- CreateTable
CREATE TABLE "inbox_event" (
    "workspaceId" UUID NOT NULL,
    "eventId" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("workspaceId","eventId")
);

CALL steward_wall('inbox_event');
