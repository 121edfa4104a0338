-- What customers were offered, and what became of it.
CREATE TABLE "quote" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "contactId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "amountMinor" BIGINT,
    "currency" TEXT,
    "state" TEXT NOT NULL,
    "memberId" UUID NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "lostReason" TEXT,
    "contactBefore" JSONB,
    "interactionId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "removedAt" TIMESTAMPTZ(3),
    "removedById" UUID,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- What a quote said before a change or a decision.
CREATE TABLE "quote_version" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "quoteId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "contactId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "amountMinor" BIGINT,
    "currency" TEXT,
    "state" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "lostReason" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedById" UUID,

    CONSTRAINT "quote_version_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "quote_counter" (
    "workspaceId" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "quote_counter_pkey" PRIMARY KEY ("workspaceId")
);

-- Each change of a contact's stage, so that leads that became customers can be counted.
CREATE TABLE "stage_change" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "fromStage" TEXT,
    "toStage" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID,
    "cause" TEXT NOT NULL,
    "quoteId" UUID,

    CONSTRAINT "stage_change_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "quote_workspaceId_id_key" ON "quote"("workspaceId", "id");
CREATE UNIQUE INDEX "quote_workspaceId_number_key" ON "quote"("workspaceId", "number");
CREATE UNIQUE INDEX "quote_workspaceId_interactionId_key" ON "quote"("workspaceId", "interactionId");
CREATE INDEX "quote_workspaceId_contactId_sentAt_idx" ON "quote"("workspaceId", "contactId", "sentAt" DESC);
CREATE INDEX "quote_workspaceId_memberId_sentAt_idx" ON "quote"("workspaceId", "memberId", "sentAt");
CREATE INDEX "quote_workspaceId_sentAt_idx" ON "quote"("workspaceId", "sentAt");
CREATE INDEX "quote_workspaceId_decidedAt_idx" ON "quote"("workspaceId", "decidedAt");
CREATE UNIQUE INDEX "quote_version_quoteId_version_key" ON "quote_version"("quoteId", "version");
CREATE INDEX "quote_version_workspaceId_quoteId_idx" ON "quote_version"("workspaceId", "quoteId");
CREATE INDEX "stage_change_workspaceId_contactId_at_id_idx" ON "stage_change"("workspaceId", "contactId", "at", "id");
CREATE INDEX "stage_change_workspaceId_toStage_at_idx" ON "stage_change"("workspaceId", "toStage", "at");

ALTER TABLE "quote" ADD CONSTRAINT "quote_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "quote" ADD CONSTRAINT "quote_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "quote_version" ADD CONSTRAINT "quote_version_workspaceId_quoteId_fkey" FOREIGN KEY ("workspaceId", "quoteId") REFERENCES "quote"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE quote ADD CONSTRAINT quote_state CHECK (state IN ('open', 'won', 'lost') AND (state = 'open') = ("decidedAt" IS NULL));
ALTER TABLE quote ADD CONSTRAINT quote_amount CHECK (("amountMinor" IS NULL) = ("currency" IS NULL) AND "amountMinor" > 0);

CALL steward_wall('quote');
CALL steward_wall('quote_version');
CALL steward_wall('quote_counter');
CALL steward_wall('stage_change');
