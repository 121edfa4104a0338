-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "contactId" UUID,
    "companyId" UUID,
    "requesterId" UUID,
    "category" TEXT,
    "priority" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "assigneeId" UUID,
    "department" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "sourceChannel" TEXT,
    "sourceTs" TEXT,
    "sourceLink" TEXT,
    "sourceAuthor" TEXT,
    "fix" TEXT,
    "solvedAt" TIMESTAMPTZ(3),
    "solvedById" UUID,
    "closedAt" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "wakeAt" TIMESTAMPTZ(3),
    "wokenAt" TIMESTAMPTZ(3),
    "lastActiveAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "duplicateOfId" UUID,
    "outageId" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_counter" (
    "workspaceId" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "ticket_counter_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "ticket_event" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "details" JSONB,

    CONSTRAINT "ticket_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_note" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID,
    "authorName" TEXT,
    "text" TEXT NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "editedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_attempt" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "memberId" UUID,
    "text" TEXT NOT NULL,

    CONSTRAINT "ticket_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_clock" (
    "workspaceId" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "targetMinutes" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "warnAt" TIMESTAMPTZ(3),
    "warnedAt" TIMESTAMPTZ(3),
    "breachedAt" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_clock_pkey" PRIMARY KEY ("workspaceId","ticketId","kind")
);

-- CreateTable
CREATE TABLE "ticket_card" (
    "workspaceId" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL,
    "shownAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_card_pkey" PRIMARY KEY ("workspaceId","ticketId")
);

-- CreateTable
CREATE TABLE "outage" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_settings" (
    "workspaceId" UUID NOT NULL,
    "zone" TEXT,
    "country" TEXT,
    "subdivision" TEXT,
    "countryHolidays" BOOLEAN NOT NULL DEFAULT true,
    "closeAfterDays" INTEGER NOT NULL,
    "wakeAfterDays" INTEGER NOT NULL,
    "calendarUrl" TEXT,
    "calendarReadAt" TIMESTAMPTZ(3),
    "calendarFault" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_settings_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "working_span" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "fromMinute" INTEGER NOT NULL,
    "toMinute" INTEGER NOT NULL,

    CONSTRAINT "working_span_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holiday" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_target" (
    "workspaceId" UUID NOT NULL,
    "priority" TEXT NOT NULL,
    "firstResponseMinutes" INTEGER NOT NULL,
    "resolutionMinutes" INTEGER NOT NULL,

    CONSTRAINT "service_target_pkey" PRIMARY KEY ("workspaceId","priority")
);

-- CreateTable
CREATE TABLE "escalation_person" (
    "workspaceId" UUID NOT NULL,
    "department" TEXT NOT NULL,
    "memberId" UUID NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,
    "setById" UUID,

    CONSTRAINT "escalation_person_pkey" PRIMARY KEY ("workspaceId","department")
);

-- CreateTable
CREATE TABLE "ticket_inbox" (
    "workspaceId" UUID NOT NULL,
    "channelId" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,
    "setById" UUID,

    CONSTRAINT "ticket_inbox_pkey" PRIMARY KEY ("workspaceId","channelId")
);

-- CreateIndex
CREATE INDEX "ticket_workspaceId_state_dueAt_number_idx" ON "ticket"("workspaceId", "state", "dueAt", "number");

-- CreateIndex
CREATE INDEX "ticket_workspaceId_contactId_openedAt_idx" ON "ticket"("workspaceId", "contactId", "openedAt" DESC);

-- CreateIndex
CREATE INDEX "ticket_workspaceId_assigneeId_state_idx" ON "ticket"("workspaceId", "assigneeId", "state");

-- CreateIndex
CREATE INDEX "ticket_workspaceId_openedAt_idx" ON "ticket"("workspaceId", "openedAt");

-- CreateIndex
CREATE INDEX "ticket_workspaceId_duplicateOfId_idx" ON "ticket"("workspaceId", "duplicateOfId");

-- CreateIndex
CREATE INDEX "ticket_workspaceId_outageId_idx" ON "ticket"("workspaceId", "outageId");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_workspaceId_id_key" ON "ticket"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_workspaceId_number_key" ON "ticket"("workspaceId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_workspaceId_sourceChannel_sourceTs_key" ON "ticket"("workspaceId", "sourceChannel", "sourceTs");

-- CreateIndex
CREATE INDEX "ticket_event_workspaceId_ticketId_at_id_idx" ON "ticket_event"("workspaceId", "ticketId", "at", "id");

-- CreateIndex
CREATE INDEX "ticket_note_workspaceId_ticketId_at_idx" ON "ticket_note"("workspaceId", "ticketId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_note_workspaceId_channel_ts_key" ON "ticket_note"("workspaceId", "channel", "ts");

-- CreateIndex
CREATE INDEX "ticket_attempt_workspaceId_ticketId_at_idx" ON "ticket_attempt"("workspaceId", "ticketId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_card_workspaceId_channel_ts_key" ON "ticket_card"("workspaceId", "channel", "ts");

-- CreateIndex
CREATE UNIQUE INDEX "outage_workspaceId_id_key" ON "outage"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "working_span_workspaceId_weekday_fromMinute_idx" ON "working_span"("workspaceId", "weekday", "fromMinute");

-- CreateIndex
CREATE INDEX "holiday_workspaceId_day_idx" ON "holiday"("workspaceId", "day");

-- CreateIndex
CREATE UNIQUE INDEX "holiday_workspaceId_source_day_key" ON "holiday"("workspaceId", "source", "day");

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_workspaceId_companyId_fkey" FOREIGN KEY ("workspaceId", "companyId") REFERENCES "company"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_workspaceId_requesterId_fkey" FOREIGN KEY ("workspaceId", "requesterId") REFERENCES "member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_workspaceId_assigneeId_fkey" FOREIGN KEY ("workspaceId", "assigneeId") REFERENCES "member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_workspaceId_duplicateOfId_fkey" FOREIGN KEY ("workspaceId", "duplicateOfId") REFERENCES "ticket"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_workspaceId_outageId_fkey" FOREIGN KEY ("workspaceId", "outageId") REFERENCES "outage"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_note" ADD CONSTRAINT "ticket_note_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_attempt" ADD CONSTRAINT "ticket_attempt_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_clock" ADD CONSTRAINT "ticket_clock_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_card" ADD CONSTRAINT "ticket_card_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_person" ADD CONSTRAINT "escalation_person_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('ticket');
CALL steward_wall('ticket_counter');
CALL steward_wall('ticket_event');
CALL steward_wall('ticket_note');
CALL steward_wall('ticket_attempt');
CALL steward_wall('ticket_clock');
CALL steward_wall('ticket_card');
CALL steward_wall('outage');
CALL steward_wall('ticket_settings');
CALL steward_wall('working_span');
CALL steward_wall('holiday');
CALL steward_wall('service_target');
CALL steward_wall('escalation_person');
CALL steward_wall('ticket_inbox');

ALTER TABLE working_span ADD CONSTRAINT working_span_within_day CHECK (weekday BETWEEN 1 AND 7 AND "fromMinute" >= 0 AND "fromMinute" < "toMinute" AND "toMinute" <= 1440);
ALTER TABLE ticket ADD CONSTRAINT ticket_not_its_own_duplicate CHECK ("duplicateOfId" <> id);

-- What the sweep of each minute asks for: clocks that run and have not been told yet, tickets that wait or are only solved.
CREATE INDEX ticket_clock_to_warn ON ticket_clock ("workspaceId", "warnAt") WHERE "warnedAt" IS NULL AND "warnAt" IS NOT NULL;
CREATE INDEX ticket_clock_to_breach ON ticket_clock ("workspaceId", "dueAt") WHERE "breachedAt" IS NULL AND "dueAt" IS NOT NULL;
CREATE INDEX ticket_to_wake ON ticket ("workspaceId", "wakeAt") WHERE state = 'waiting' AND "wokenAt" IS NULL;
CREATE INDEX ticket_to_close ON ticket ("workspaceId", "lastActiveAt") WHERE state = 'solved';
