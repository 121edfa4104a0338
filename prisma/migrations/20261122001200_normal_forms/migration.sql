-- Which forms the keys of a workspace's customers are in, and how far a change to newer ones has come. What is there
-- already is in the first forms; the job "normal-forms" brings it up to date, which only code can do.
ALTER TABLE "workspace" ADD COLUMN     "normalForms" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "normalFormsAfter" UUID;
