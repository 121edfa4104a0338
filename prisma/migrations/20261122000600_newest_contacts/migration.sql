-- The newest contacts of a workspace. By id alone the planner walked back through the other workspaces' newer ones (25 ms against 1).
-- CreateIndex
CREATE INDEX "contact_workspaceId_createdAt_idx" ON "contact"("workspaceId", "createdAt" DESC);
