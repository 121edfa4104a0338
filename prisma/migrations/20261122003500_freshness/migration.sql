-- How a job title, function, organisation or value came to be confirmed, as contact points say it already.
ALTER TABLE "contact_fact" ADD COLUMN "confirmedHow" TEXT;

-- After how many days without a confirmation a field counts as stale; no row: the default of src/crm/freshness/perishable.ts.
CREATE TABLE "freshness_limit" (
    "workspaceId" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "days" SMALLINT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedById" UUID,

    CONSTRAINT "freshness_limit_pkey" PRIMARY KEY ("workspaceId","field")
);

-- What the nightly scan counted: a day's customers by the standing of each field, by owner.
CREATE TABLE "freshness_day" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "field" TEXT NOT NULL,
    "department" TEXT,
    "ownerId" UUID,
    "confirmed" INTEGER NOT NULL,
    "ageing" INTEGER NOT NULL,
    "never" INTEGER NOT NULL,
    "suspended" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL,
    "value" DECIMAL(38,0) NOT NULL,
    "valueAtStake" DECIMAL(38,0) NOT NULL,
    "reconfirmed" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "freshness_day_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "freshness_day_workspaceId_day_field_idx" ON "freshness_day"("workspaceId", "day", "field");

-- A steward asked a customer's owner to look at what is known: it comes first among the digest's questions.
CREATE TABLE "freshness_ask" (
    "workspaceId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "freshness_ask_pkey" PRIMARY KEY ("workspaceId","contactId")
);

-- Tasks were made for the owners from the figures of a day: once.
CREATE TABLE "freshness_handout" (
    "workspaceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "owners" INTEGER NOT NULL,

    CONSTRAINT "freshness_handout_pkey" PRIMARY KEY ("workspaceId","day")
);

ALTER TABLE "freshness_day" ADD CONSTRAINT "freshness_day_workspaceId_ownerId_fkey" FOREIGN KEY ("workspaceId", "ownerId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "freshness_ask" ADD CONSTRAINT "freshness_ask_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "freshness_ask" ADD CONSTRAINT "freshness_ask_workspaceId_askedById_fkey" FOREIGN KEY ("workspaceId", "askedById") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL steward_wall('freshness_limit');
CALL steward_wall('freshness_day');
CALL steward_wall('freshness_ask');
CALL steward_wall('freshness_handout');

ALTER TABLE freshness_limit ADD CONSTRAINT freshness_limit_sane CHECK (days BETWEEN 7 AND 3650);
-- One row of each; nobody's customers and people without a department are a group as well.
CREATE UNIQUE INDEX freshness_day_once ON freshness_day ("workspaceId", day, field, department, "ownerId") NULLS NOT DISTINCT;
-- Whose customers: asked for at each digest.
CREATE INDEX contact_owned ON contact ("workspaceId", "ownerId") WHERE "endedAt" IS NULL AND "ownerId" IS NOT NULL;
