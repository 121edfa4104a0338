-- The first reply in a card's thread, which is brought up to date as the card is.
ALTER TABLE "ticket_card" ADD COLUMN "detailsTs" TEXT, ADD COLUMN "detailsFor" UUID;

-- That tickets cannot be posted in their channel, until they can again.
CREATE TABLE "ticket_channel_trouble" (
    "workspaceId" UUID NOT NULL,
    "channelId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_channel_trouble_pkey" PRIMARY KEY ("workspaceId")
);

-- A thread that is being read into a ticket, page by page, as fast as Slack allows.
CREATE TABLE "ticket_thread_copy" (
    "ticketId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "cursor" TEXT,
    "copied" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "ticket_thread_copy_pkey" PRIMARY KEY ("ticketId")
);

CREATE INDEX "ticket_thread_copy_workspaceId_endedAt_nextAt_idx" ON "ticket_thread_copy"("workspaceId", "endedAt", "nextAt");

CREATE UNIQUE INDEX "ticket_thread_copy_workspaceId_ticketId_key" ON "ticket_thread_copy"("workspaceId", "ticketId");

ALTER TABLE "ticket_thread_copy" ADD CONSTRAINT "ticket_thread_copy_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('ticket_channel_trouble');
CALL steward_wall('ticket_thread_copy');
