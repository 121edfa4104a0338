-- What else a digest brings: leads that nobody has talked with, leads that heard nothing lately, and one tip.
ALTER TABLE "digest"
  ADD COLUMN "leadIds" UUID[] DEFAULT '{}',
  ADD COLUMN "quietIds" UUID[] DEFAULT '{}',
  ADD COLUMN "restedIds" UUID[] DEFAULT '{}',
  ADD COLUMN "tip" TEXT;

-- Steward's own app in Slack: by it a message leads to the Home tab.
ALTER TABLE "workspace" ADD COLUMN "appId" TEXT;

-- When a person first opened a customer's card: who has not yet, is told how.
ALTER TABLE "member" ADD COLUMN "firstLookupAt" TIMESTAMPTZ(3);

-- Leads that nobody has, the newest first: asked for at each digest.
CREATE INDEX contact_unowned ON contact ("workspaceId", "createdAt" DESC)
  WHERE "ownerId" IS NULL AND "endedAt" IS NULL AND stage = 'lead';
