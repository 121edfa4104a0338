-- Tasks that are done, put off and given away, reminded of, and raised while there is still time.
ALTER TABLE "task"
  ADD COLUMN "number" INTEGER,
  ADD COLUMN "dueOn" DATE,
  ADD COLUMN "remindLocal" TIMESTAMP(3),
  ADD COLUMN "remindedAt" TIMESTAMPTZ(3),
  ADD COLUMN "raiseAt" TIMESTAMPTZ(3),
  ADD COLUMN "raisedAt" TIMESTAMPTZ(3),
  ADD COLUMN "keptAt" TIMESTAMPTZ(3),
  ADD COLUMN "doneById" UUID,
  ADD COLUMN "doneInteractionId" UUID,
  ADD COLUMN "ticketId" UUID,
  ADD COLUMN "link" TEXT;

CREATE UNIQUE INDEX "task_workspaceId_id_key" ON "task"("workspaceId", "id");
CREATE INDEX "task_workspaceId_ticketId_idx" ON "task"("workspaceId", "ticketId");
CREATE INDEX "task_workspaceId_interactionId_idx" ON "task"("workspaceId", "interactionId");
CREATE INDEX "task_workspaceId_doneInteractionId_idx" ON "task"("workspaceId", "doneInteractionId");
CREATE INDEX "task_workspaceId_doneById_doneAt_idx" ON "task"("workspaceId", "doneById", "doneAt");
-- A number means one task to one person at a time.
CREATE UNIQUE INDEX task_open_number ON task ("workspaceId", "assigneeId", number) WHERE "doneAt" IS NULL AND "droppedAt" IS NULL;
-- What the job of each minute looks through.
CREATE INDEX task_to_remind ON task ("workspaceId", "dueAt") WHERE "remindedAt" IS NULL AND "doneAt" IS NULL AND "droppedAt" IS NULL;
CREATE INDEX task_to_raise ON task ("workspaceId", "raiseAt") WHERE "raiseAt" IS NOT NULL AND "raisedAt" IS NULL;

ALTER TABLE "task" ADD CONSTRAINT "task_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The last number that a person's tasks were given.
CREATE TABLE "task_counter" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "task_counter_pkey" PRIMARY KEY ("workspaceId", "memberId")
);

ALTER TABLE "task_counter" ADD CONSTRAINT "task_counter_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('task_counter');
