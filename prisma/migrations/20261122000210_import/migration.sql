-- What an import needs to be answered for: the born-on date that tells namesakes apart, and the run's whole result.
ALTER TABLE contact ADD COLUMN "birthDate" DATE;
ALTER TABLE import_run
  ADD COLUMN rejections JSONB,
  ADD COLUMN notices JSONB,
  ADD COLUMN "leftOut" JSONB;
