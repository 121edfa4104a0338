import type { Permission } from "../../../src/crm/access/permission.ts";

const id = "0199c5d0-0000-7000-8000-000000000000";
const typed = "budi santoso";
const people = [
  {
    ...{ slackUserId: "USOME", name: "Some Body", email: null, zone: null, locale: null },
    ...{ isGuest: false, isSlackOwner: false, deactivated: false },
  },
];

/** What one has to be allowed to do for each use case, and the least input that it takes. */
export const useCases: Record<string, { may: Permission; input: readonly unknown[] }> = {
  "access/startReview": { may: "access:manage", input: [] },
  "access/findReview": { may: "access:manage", input: [] },
  "access/startDueReview": { may: "access:manage", input: [] },
  "access/decideReview": { may: "access:manage", input: [{ itemId: id, decision: "keep" }] },
  "access/noteReviewed": { may: "access:manage", input: [[id]] },
  "access/keepRest": { may: "access:manage", input: [{ firstItemId: id, lastItemId: id }] },
  "access/declineAccess": { may: "access:manage", input: [{ memberId: id }] },
  "access/findAccessFindings": { may: "access:manage", input: [] },
  "access/findFirstSteps": { may: "access:manage", input: [] },
  "access/grantAccess": { may: "access:manage", input: [{ people, role: "viewer", departments: null }] },
  "access/listAccess": { may: "access:manage", input: [{ offset: 0, limit: 1 }] },
  "access/listAccessAsOf": { may: "access:manage", input: [{ day: "2026-11-20", offset: 0, limit: 1 }] },
  "access/listHolders": { may: "access:manage", input: [] },
  "access/listOwners": { may: "customers:read", input: [] },
  "access/findOwnershipGaps": { may: "access:manage", input: [] },
  "access/setOwners": { may: "access:manage", input: [{ owners: [] }] },
  "access/revokeAccess": { may: "access:manage", input: [{ memberIds: [id] }] },
  "access/setTriageChannel": { may: "settings:write", input: [{ channelId: "C1" }] },
  "customers/getContact": { may: "customers:read", input: [id] },
  "customers/getContactToChange": { may: "customers:write", input: [id] },
  "customers/getContactDetails": { may: "customers:read", input: [id] },
  "customers/getCompany": { may: "customers:read", input: [id] },
  "customers/ensureCompany": { may: "customers:write", input: [typed] },
  "customers/createContact": { may: "customers:write", input: [{ name: typed }] },
  "customers/hasCustomers": { may: "customers:read", input: [] },
  "customers/findCustomers": { may: "customers:read", input: [typed] },
  "customers/suggestCustomers": { may: "customers:read", input: [typed] },
  "customers/listRecentCustomers": { may: "customers:read", input: [1] },
  "customers/changeContact": { may: "customers:write", input: [{ contactId: id, change: {} }] },
  "tasks/addTask": { may: "interactions:write", input: [{ title: typed, contactId: null, dueAt: null }] },
  "interactions/getOwnEntry": { may: "interactions:write", input: [id] },
  "interactions/changeInteraction": { may: "interactions:write", input: [{ id }] },
  "interactions/removeInteraction": { may: "interactions:write", input: [id] },
  "interactions/getLastEntryId": { may: "interactions:write", input: [] },
  "interactions/listOwnEntries": { may: "customers:read", input: [1] },
  "interactions/findLastStatement": { may: "customers:read", input: [id] },
  "interactions/logInteraction": { may: "interactions:write", input: [{ contactId: id, type: "note", note: typed }] },
  "interactions/getCustomerCard": { may: "customers:read", input: [id] },
  "interactions/listTimeline": { may: "customers:read", input: [{ contactId: id, limit: 1 }] },
  "interactions/logEntry": {
    may: "interactions:write",
    input: [{ customer: typed, type: "note", note: typed, todos: [] }],
  },
  "customers/findPointToChange": { may: "customers:write", input: [{ pointId: id }] },
  "uploads/requestUpload": { may: "customers:import", input: [{ fileId: "F1", fileName: "a.csv", mapping: {} }] },
  "uploads/retryUpload": { may: "customers:import", input: [{ uploadId: id }] },
  "audits/verifyAudit": { may: "audit:read", input: [] },
};
