-- CreateTable
CREATE TABLE "ticket_word" (
    "workspaceId" UUID NOT NULL,
    "word" TEXT NOT NULL,
    "ticketId" UUID NOT NULL,
    "inSubject" SMALLINT NOT NULL,
    "inAll" SMALLINT NOT NULL,
    "subjectLength" SMALLINT NOT NULL,
    "allLength" SMALLINT NOT NULL,

    CONSTRAINT "ticket_word_pkey" PRIMARY KEY ("workspaceId","word","ticketId")
);

-- CreateTable
CREATE TABLE "ticket_length" (
    "workspaceId" UUID NOT NULL,
    "ticketId" UUID NOT NULL,
    "subjectLength" SMALLINT NOT NULL,
    "allLength" SMALLINT NOT NULL,

    CONSTRAINT "ticket_length_pkey" PRIMARY KEY ("workspaceId","ticketId")
);

-- CreateTable
CREATE TABLE "category_model" (
    "workspaceId" UUID NOT NULL,
    "state" BYTEA NOT NULL,
    "version" INTEGER NOT NULL,
    "examples" INTEGER NOT NULL,
    "learnedTo" TIMESTAMPTZ(3) NOT NULL,
    "learnedToId" UUID NOT NULL,
    "rebuiltAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "category_model_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "fromDay" DATE NOT NULL,
    "toDay" DATE NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ticket_word_workspaceId_ticketId_idx" ON "ticket_word"("workspaceId", "ticketId");

-- CreateIndex
CREATE INDEX "absence_workspaceId_memberId_toDay_idx" ON "absence"("workspaceId", "memberId", "toDay");

-- AddForeignKey
ALTER TABLE "ticket_word" ADD CONSTRAINT "ticket_word_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_length" ADD CONSTRAINT "ticket_length_workspaceId_ticketId_fkey" FOREIGN KEY ("workspaceId", "ticketId") REFERENCES "ticket"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('ticket_word');
CALL steward_wall('ticket_length');
CALL steward_wall('category_model');
CALL steward_wall('absence');

ALTER TABLE absence ADD CONSTRAINT absence_in_order CHECK ("fromDay" <= "toDay");
