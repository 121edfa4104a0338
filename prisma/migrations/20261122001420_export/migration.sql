-- AlterTable
ALTER TABLE "upload" ADD COLUMN "rowsUnsent" BOOLEAN NOT NULL DEFAULT false;
