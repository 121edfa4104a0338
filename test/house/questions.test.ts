import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DateTime } from "luxon";
import { v7 as newId } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { findReview, startReview } from "../../src/crm/access/access-review.ts";
import { countNewcomers } from "../../src/crm/access/count-newcomers.ts";
import { findAccessFindings } from "../../src/crm/access/find-access-findings.ts";
import { findMember } from "../../src/crm/access/find-member.ts";
import { findWelcome } from "../../src/crm/access/find-welcome.ts";
import { findFirstSteps } from "../../src/crm/access/first-steps.ts";
import { countAccess, listAccess } from "../../src/crm/access/list-access.ts";
import { listAccessAsOf } from "../../src/crm/access/list-access-as-of.ts";
import { listHolders } from "../../src/crm/access/list-holders.ts";
import { findOwnershipGaps, listOwners } from "../../src/crm/access/ownership.ts";
import { listStewardNames } from "../../src/crm/access/permission.ts";
import { listHeld, readTaken } from "../../src/crm/attention/held.ts";
import { getOwnAttention, listOwnKinds, setOwnAttention } from "../../src/crm/attention/own-attention.ts";
import { listDuePeople } from "../../src/crm/attention/personal-turn.ts";
import { readChainPage } from "../../src/crm/audits/chain-row.ts";
import { findKeyFaults } from "../../src/crm/audits/check-keys.ts";
import { findDayHead, keepDayHead } from "../../src/crm/audits/keep-day-head.ts";
import { countAudit, listAudit, listAuditForward } from "../../src/crm/audits/list-audit.ts";
import { readAuditQuery } from "../../src/crm/audits/read-audit-query.ts";
import { changeContact } from "../../src/crm/customers/change-contact.ts";
import { confirmContactFact, findFactToChange } from "../../src/crm/customers/confirm-contact-fact.ts";
import { confirmContactPoint, findPointToChange } from "../../src/crm/customers/confirm-contact-point.ts";
import { createContact } from "../../src/crm/customers/create-contact.ts";
import { findCustomers } from "../../src/crm/customers/find-customers.ts";
import { findExactCustomers } from "../../src/crm/customers/find-exact-customers.ts";
import { getCompany } from "../../src/crm/customers/get-company.ts";
import { getContact, getContactToChange, getContactToMention } from "../../src/crm/customers/get-contact.ts";
import { getContactDetails } from "../../src/crm/customers/get-contact-details.ts";
import { hasCustomers } from "../../src/crm/customers/has-customers.ts";
import { readKnownCustomers } from "../../src/crm/customers/import/known-contacts.ts";
import { findUndoResult, listImports } from "../../src/crm/customers/import/list-imports.ts";
import { readRow } from "../../src/crm/customers/import/read-row.ts";
import { listRecentCustomers } from "../../src/crm/customers/list-recent-customers.ts";
import { countHistory } from "../../src/crm/customers/merge/compare-contacts.ts";
import { findDuplicates } from "../../src/crm/customers/merge/find-duplicates.ts";
import { findLastMerge } from "../../src/crm/customers/merge/find-merge.ts";
import { mergeContacts } from "../../src/crm/customers/merge/merge-contacts.ts";
import { readCandidates } from "../../src/crm/customers/read-candidates.ts";
import { readSummaries } from "../../src/crm/customers/read-summaries.ts";
import { suggestCustomers } from "../../src/crm/customers/suggest-customers.ts";
import { suspendContactPoint } from "../../src/crm/customers/suspend-contact-point.ts";
import { readDigestPerson } from "../../src/crm/digest/digest-person.ts";
import { findDigest, findDigestAt, noteDigestPlace } from "../../src/crm/digest/find-digest.ts";
import { listCalled, readQueue } from "../../src/crm/digest/lead-queue.ts";
import { listDigestSoon } from "../../src/crm/digest/list-digest-soon.ts";
import { readOwnWeek } from "../../src/crm/digest/own-week.ts";
import { keepDigest } from "../../src/crm/digest/plan-digest.ts";
import { findOwnStale, readConfirmation, skipPoint } from "../../src/crm/digest/points-to-confirm.ts";
import { findQuietLeads, readQuietLeads } from "../../src/crm/digest/quiet-leads.ts";
import { findTip } from "../../src/crm/digest/tips.ts";
import { readWidths } from "../../src/crm/exports/point-columns.ts";
import { askOwner } from "../../src/crm/freshness/ask-owner.ts";
import { findFigures, listFigures } from "../../src/crm/freshness/freshness-figures.ts";
import { getFreshnessSettings, readLimits, setFreshnessLimits } from "../../src/crm/freshness/limits.ts";
import { listStale } from "../../src/crm/freshness/list-stale.ts";
import { scanFreshness } from "../../src/crm/freshness/scan-freshness.ts";
import {
  changeInteraction,
  getLastEntryId,
  getOwnEntry,
  removeInteraction,
} from "../../src/crm/interactions/change-interaction.ts";
import { getCustomerCard } from "../../src/crm/interactions/customer-card.ts";
import { dropDraft, getDraft, keepDraft } from "../../src/crm/interactions/draft.ts";
import { findEvidence } from "../../src/crm/interactions/evidence.ts";
import { findEverything } from "../../src/crm/interactions/find-everything.ts";
import { findNotes } from "../../src/crm/interactions/find-notes.ts";
import { findLastStatement, listBatch, listOwnEntries, listTimeline } from "../../src/crm/interactions/list-entries.ts";
import { logDraft } from "../../src/crm/interactions/log-entry.ts";
import { isRepeated, logInteraction } from "../../src/crm/interactions/log-interaction.ts";
import { parseEntry } from "../../src/crm/interactions/parse-entry.ts";
import { readMention } from "../../src/crm/interactions/read-mention.ts";
import { getReceipt } from "../../src/crm/interactions/receipt.ts";
import { resolveCustomer } from "../../src/crm/interactions/resolve-customer.ts";
import { getTalkSummary } from "../../src/crm/interactions/talk-summary.ts";
import { getTicketCustomer } from "../../src/crm/interactions/ticket-customer.ts";
import { listDeadLetters } from "../../src/crm/operations/dead-letters.ts";
import { listJobRuns, listJobs } from "../../src/crm/operations/list-job-runs.ts";
import { findDeliveries, findDrafts, readEntries } from "../../src/crm/privacy/collect-person.ts";
import { allowErasedAgain, findErased } from "../../src/crm/privacy/erased-people.ts";
import { requestPersonExport } from "../../src/crm/privacy/export-person.ts";
import { findCertificate, findErasureOf, listErasures } from "../../src/crm/privacy/list-erasures.ts";
import { readPersonWords } from "../../src/crm/privacy/person-words.ts";
import { findOwnMessages } from "../../src/crm/privacy/plan-erasure.ts";
import { recordPosted } from "../../src/crm/privacy/record-posted.ts";
import { requestErasure } from "../../src/crm/privacy/request-erasure.ts";
import { findMessageToTakeBack } from "../../src/crm/privacy/take-back.ts";
import { countNewCustomers, countQuotes } from "../../src/crm/quotes/count-quotes.ts";
import { winQuote } from "../../src/crm/quotes/decide-quote.ts";
import { getQuote, getQuoteByNumber } from "../../src/crm/quotes/get-quote.ts";
import { listCustomerQuotes, listOpenQuotes, listQuotesOfEntries } from "../../src/crm/quotes/list-customer-quotes.ts";
import { Refusal } from "../../src/crm/refusal.ts";
import { addTask } from "../../src/crm/tasks/add-task.ts";
import { changeTask, dropTask, finishTask, keepTask, reopenTask, snoozeTask } from "../../src/crm/tasks/change-task.ts";
import { findTaskCustomers } from "../../src/crm/tasks/find-task-customers.ts";
import { findOwnTask, getTask, listJustDone, listTasks } from "../../src/crm/tasks/list-tasks.ts";
import { findStepsOfEntry } from "../../src/crm/tasks/steps-of-entry.ts";
import { findOwnAbsence, listPresent, setOwnAbsence } from "../../src/crm/tickets/absence.ts";
import { assignTicket } from "../../src/crm/tickets/assign-ticket.ts";
import { findColleagues } from "../../src/crm/tickets/find-colleagues.ts";
import { findTickets } from "../../src/crm/tickets/find-tickets.ts";
import {
  findTicketEvent,
  findWaitingSince,
  getCardTicket,
  listAskedDuplicates,
  listCardTickets,
} from "../../src/crm/tickets/get-card-ticket.ts";
import { getTicket, getTicketId } from "../../src/crm/tickets/get-ticket.ts";
import { findCalendarToRead, setCalendarUrl } from "../../src/crm/tickets/keep-holidays.ts";
import {
  findModelMark,
  keepModel,
  listNewestExamples,
  listSolvedExamples,
  readModel,
} from "../../src/crm/tickets/learning/category-model.ts";
import {
  findAlikeTickets,
  findAlikeUnsolved,
  findSimilarTickets,
} from "../../src/crm/tickets/learning/find-similar-tickets.ts";
import { learnLabels } from "../../src/crm/tickets/learning/learn-labels.ts";
import { suggestTriage } from "../../src/crm/tickets/learning/suggest-triage.ts";
import { listOwnTickets, listWithRisk } from "../../src/crm/tickets/list-own-tickets.ts";
import { findNextTicket, listCustomerTickets, listTickets } from "../../src/crm/tickets/list-tickets.ts";
import { listCategories, listTopProblems } from "../../src/crm/tickets/list-top-problems.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import { findInbox, getTicketSettings, setTicketInbox } from "../../src/crm/tickets/set-ticket-settings.ts";
import { solveTicket } from "../../src/crm/tickets/solve-ticket.ts";
import { findNextThreadPage, startThreadCopy } from "../../src/crm/tickets/thread-copy.ts";
import { findCard, findTicketOfThread, recordCard } from "../../src/crm/tickets/ticket-card.ts";
import { findChannelTrouble, findDetails, recordDetails } from "../../src/crm/tickets/triage-channel.ts";
import { noteAnswered, waitForCustomer } from "../../src/crm/tickets/wait-for-customer.ts";
import { findUploadResult } from "../../src/crm/uploads/find-upload-result.ts";
import { countActivity, findLapsed } from "../../src/crm/usage/activity.ts";
import { readAdoption } from "../../src/crm/usage/adoption.ts";
import { readConversions } from "../../src/crm/usage/conversions.ts";
import { countRecords } from "../../src/crm/usage/count-records.ts";
import { getActivity } from "../../src/crm/usage/get-activity.ts";
import { getResponse } from "../../src/crm/usage/get-response.ts";
import { getUsage, readPeopleUsage } from "../../src/crm/usage/get-usage.ts";
import { listRecorders } from "../../src/crm/usage/list-recorders.ts";
import { findOwnUsage, getOwnUsage } from "../../src/crm/usage/own-usage.ts";
import { readOpenGaps } from "../../src/crm/usage/sweep-gaps.ts";
import { isPreviewUnderWay, listShown } from "../../src/crm/usage/usage-preview.ts";
import { getUsageSettings, readUsageSettings, setUsageSettings } from "../../src/crm/usage/usage-settings.ts";
import { findManager, getManagersWeek } from "../../src/crm/usage/weekly-usage.ts";
import { type Context, sql } from "../../src/db/context.ts";
import { openTeam, type Team, today } from "../crm/customers/open-team.ts";
import { testClient } from "../support/database.ts";

const db = testClient();

/** What there is to know of one workspace, by id. */
interface Ids {
  heldId: string;
  takenId: string;
  memberId: string;
  contactId: string;
  companyId: string;
  pointId: string;
  factId: string;
  interactionId: string;
  draftId: string;
  uploadId: string;
  ticketId: string;
  ticketEventId: string;
  taskId: string;
  quoteId: string;
  /** the entry that it came from */
  quoteEntryId: string;
  digestId: string;
  /** who has heard nothing lately, of whoever asks */
  leadId: string;
  /** one that was taken back */
  importId: string;
  /** of somebody else, who is being erased */
  erasureId: string;
  erasureMessageId: string;
  erasedId: string;
  /** of several lines that were logged at once */
  batchId: string;
  /** what the log says of the customer is sealed with it */
  keyId: string;
}

const name = "Rahasia Sekali";
const email = "rahasia@contoh.example";
const solvedSubject = "Rahasia printer stays dark";
const erasedEmail = "rahasia.dua@contoh.example";
const entryFields = {
  type: "call",
  outcome: null,
  happenedAt: null,
  durationMinutes: null,
  note: "rahasia",
  tasks: [],
} as const;
const firstId = "00000000-0000-0000-0000-000000000000";
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const columns = new Map([
  [0, "name"],
  [1, "email"],
  [2, "company"],
] as const);
const reader = { zone: "Asia/Jakarta", now: today, locale: "en-ID" };

const usageDays = { from: "2026-10-01", to: "2026-11-24" };

/** Every question that src/crm answers from the database, asked with another workspace's ids and names. */
const questions: Record<string, (ctx: Context, ids: Ids) => Promise<unknown>> = {
  countActivity: (ctx) => countActivity(ctx, usageDays, null),
  countRecords: async (ctx) => [...(await countRecords(ctx, usageDays)).values()],
  findLapsed: (ctx) => findLapsed(ctx, "2026-11-24", null),
  findManager: (ctx, { memberId }) => findManager(ctx, memberId),
  findOwnUsage: (ctx, { memberId }) => findOwnUsage(ctx, { memberId, week: "2026-11-16" }),
  getActivity: (ctx) => getActivity(ctx, { days: usageDays, before: usageDays, department: null }),
  getManagersWeek: (ctx) => getManagersWeek(ctx, { memberId: null, departments: [] }, "2026-10-05"),
  getOwnUsage: (ctx) => getOwnUsage(ctx),
  getResponse: (ctx) => getResponse(ctx, { days: { from: "2026-11-23", to: "2026-11-25" }, department: null }),
  getUsage: (ctx) => getUsage(ctx, { days: usageDays, department: null }),
  getUsageSettings,
  isPreviewUnderWay: (ctx) => isPreviewUnderWay(ctx, "2026-11-16"),
  listRecorders: (ctx) => listRecorders(ctx, usageDays),
  listShown: async (ctx) => [...(await listShown(ctx))],
  readAdoption: (ctx) => readAdoption(ctx, usageDays, null),
  readConversions: (ctx) => readConversions(ctx, today),
  readOpenGaps: (ctx) => readOpenGaps(ctx, [ctx.member?.id ?? ""]),
  readPeopleUsage: (ctx) => readPeopleUsage(ctx, usageDays, null),
  readUsageSettings,
  findDigest: (ctx, { digestId }) => findDigest({ ...ctx, member: null }, digestId),
  readConfirmation: (ctx, { memberId, pointId }) =>
    readConfirmation(ctx, { memberId, pointIds: [pointId], skippedIds: [], createdAt: today }),
  findOwnStale: (ctx, { memberId }) => findOwnStale(ctx, { memberId, pointIds: [] }),
  findFactToChange: (ctx, { factId }) => findFactToChange(ctx, factId),
  readLimits: async (ctx) => (await readLimits(ctx)).email === 99,
  getFreshnessSettings: async (ctx) => (await getFreshnessSettings(ctx)).filter(({ changedAt }) => changedAt !== null),
  findFigures: (ctx) => findFigures(ctx),
  listFigures: (ctx) => listFigures(ctx, { day: "2026-11-24", after: null, limit: 5 }),
  listStale: (ctx) => listStale(ctx, { kind: "any", offset: 0, limit: 5 }),
  readOwnWeek: (ctx) => readOwnWeek(ctx, { memberId: ctx.member?.id ?? "", day: "2026-11-24", zone: "Asia/Jakarta" }),
  readDigestPerson: (ctx, { memberId }) =>
    readDigestPerson(ctx, memberId).catch((error: unknown) => (error as Error).message),
  readQueue: (ctx) => readQueue(ctx, { at: 0 }),
  listCalled: (ctx, { contactId }) =>
    listCalled(ctx, { memberId: ctx.member?.id ?? "", contactIds: [contactId], since: new Date(0) }),
  listDigestSoon: (ctx) => listDigestSoon({ ...ctx, now: new Date("2026-11-25T02:00:00Z") }),
  findQuietLeads: (ctx) => findQuietLeads(ctx, { memberId: ctx.member?.id ?? "", limit: 2 }),
  readQuietLeads: (ctx, { leadId }) =>
    readQuietLeads(ctx, { memberId: ctx.member?.id ?? "", quietIds: [leadId], restedIds: [], createdAt: today }),
  findTip: (ctx, { memberId }) => findTip(ctx, { memberId, since: ctx.now }),
  findDigestAt: (ctx) => findDigestAt(ctx, { channel: "DRAHASIA", ts: "2.2" }),
  getOwnAttention,
  listOwnKinds,
  listHeld: (ctx) => listHeld(ctx, "URAHASIA"),
  readTaken: (ctx, { takenId }) => readTaken(ctx, [takenId]),
  listDuePeople: (ctx) => listDuePeople({ ...ctx, now: new Date("2026-11-24T04:00:00Z") }, "daily-digest"),
  listJobs: (ctx) => listJobs(ctx, ["retention"]),
  listJobRuns: (ctx) => listJobRuns(ctx, { job: "retention", limit: 5 }),
  listDeadLetters: (ctx) => listDeadLetters(ctx, { limit: 5 }),
  findDayHead: async (ctx) => {
    await keepDayHead({ ...ctx, now: new Date(ctx.now.getTime() + 86_400_000) });
    const day = DateTime.fromJSDate(ctx.now, { zone: ctx.workspace.zone }).toFormat("yyyy-MM-dd");
    return (await findDayHead(ctx, day))?.hash;
  },
  countAudit: async (ctx, { contactId }) => (await countAudit(ctx, { contactIds: [contactId] })).entries,
  listAudit: async (ctx, { contactId }) =>
    (await listAudit(ctx, { filter: { contactIds: [contactId] }, limit: 50 })).lines.map(({ id }) => id),
  listAuditForward: async (ctx, { contactId }) =>
    (await listAuditForward(ctx, { filter: { contactIds: [contactId] }, after: 0n, limit: 50 })).map(({ id }) => id),
  readAuditQuery: (ctx) =>
    readAuditQuery(ctx, { text: name, slackUserIds: [] }).catch((error: unknown) => (error as Refusal).code),
  countNewcomers: (ctx) =>
    countNewcomers(ctx, [
      {
        slackUserId: "URAHASIA",
        name,
        email: null,
        zone: null,
        locale: null,
        isGuest: false,
        isSlackOwner: false,
        deactivated: false,
      },
    ]),
  findMember: (ctx, { memberId }) => findMember(ctx, { memberId }),
  findWelcome: (ctx, { memberId }) => findWelcome(ctx, memberId),
  findFirstSteps,
  countAccess,
  findReview: async (ctx) => {
    await startReview(ctx);
    return findReview(ctx);
  },
  findAccessFindings,
  findOwnershipGaps,
  listOwners,
  listAccess: (ctx) => listAccess(ctx, { offset: 0, limit: 50 }),
  listAccessAsOf: (ctx) => listAccessAsOf(ctx, { day: "2026-11-24", offset: 0, limit: 50 }),
  listHolders,
  listStewardNames,
  findPointToChange: (ctx, { pointId }) => findPointToChange(ctx, { pointId }),
  findCustomers: (ctx) => findCustomers(ctx, name),
  getTask: (ctx, { taskId }) => getTask(ctx, taskId),
  listTasks: (ctx) => listTasks(ctx, { offset: 0, limit: 50 }),
  listJustDone: (ctx) => listJustDone(ctx, new Date(0), 50),
  findOwnTask: async (ctx) => {
    await ctx.tx.task.updateMany({ where: { interactionId: { not: null } }, data: { droppedAt: ctx.now } });
    return findOwnTask(ctx, "rahas");
  },
  findTaskCustomers: (ctx) => findTaskCustomers(ctx, `send ${name} the offer`),
  findStepsOfEntry: (ctx, { contactId, interactionId }) =>
    findStepsOfEntry(ctx, { id: interactionId, contactId, happenedAt: ctx.now, createdAt: ctx.now, isTalk: true }),
  findExactCustomers: (ctx) => findExactCustomers(ctx, "rahasia@contoh.example"),
  getCompany: (ctx, { companyId }) => getCompany(ctx, companyId),
  getContact: (ctx, { contactId }) => getContact(ctx, contactId),
  getContactToMention: (ctx, { contactId }) => getContactToMention(ctx, contactId),
  getContactToChange: (ctx, { contactId }) => getContactToChange(ctx, contactId),
  getContactDetails: (ctx, { contactId }) => getContactDetails(ctx, contactId),
  hasCustomers,
  listRecentCustomers: (ctx) => listRecentCustomers(ctx),
  readCandidates: (ctx, { contactId }) => readCandidates(ctx, sql.sql`SELECT ${contactId}::uuid AS id`),
  readKnownCustomers: async (ctx) => {
    const { row } = readRow(2, [name, "rahasia@contoh.example", "PT Rahasia"], columns, ctx.workspace);
    const known = await readKnownCustomers(ctx, [row], "import");
    const found = [
      ...known.withName(row.name?.nameKey ?? ""),
      ...row.points.flatMap((point) => known.withPoint(point)),
    ];
    return {
      contacts: found.map(({ id }) => id),
      companies: [known.companyWithName(row.company?.nameKey ?? "")?.id ?? null],
    };
  },
  readSummaries: (ctx, { contactId }) => readSummaries(ctx, [contactId]),
  suggestCustomers: (ctx) => suggestCustomers(ctx, "rah"),
  findEvidence: (ctx, { interactionId }) => findEvidence(ctx, interactionId),
  findKeyFaults: async (ctx, { keyId, contactId }) =>
    (await findKeyFaults(ctx, new Map([[keyId, { seq: 1n, contactId }]]))).map(({ kind }) => kind),
  readChainPage: async (ctx) =>
    (await readChainPage(ctx, { workspaceId: ctx.workspace.id, seq: null, id: firstId })).map(({ hash }) => hash),
  readWidths: (ctx) => readWidths(ctx, "contact", { after: firstId, upTo: lastId }),
  listBatch: (ctx, { batchId }) => listBatch(ctx, batchId),
  // Where the name is known, what stands behind it is said of its bearer.
  readMention: async (ctx) => (await readMention(ctx, parseEntry(`${name} wants the offer`, reader))).kind,
  getOwnEntry: (ctx, { interactionId }) => getOwnEntry(ctx, interactionId),
  getLastEntryId,
  getQuote: (ctx, { quoteId }) => getQuote(ctx, quoteId),
  getQuoteByNumber: (ctx) => getQuoteByNumber(ctx, 1),
  listCustomerQuotes: async (ctx, { contactId }) => (await listCustomerQuotes(ctx, contactId)).open,
  listOpenQuotes: (ctx, { contactId }) => listOpenQuotes(ctx, [contactId]),
  listQuotesOfEntries: async (ctx, { quoteEntryId }) => [...(await listQuotesOfEntries(ctx, [quoteEntryId])).values()],
  countQuotes: (ctx) => countQuotes(ctx, { from: new Date(0), to: new Date("2030-01-01") }),
  countNewCustomers: (ctx) => countNewCustomers(ctx, { from: new Date(0), to: new Date("2030-01-01") }),
  getCustomerCard: (ctx, { contactId }) => getCustomerCard(ctx, contactId),
  getDraft: (ctx, { draftId }) => getDraft(ctx, draftId),
  findEverything: (ctx) => findEverything(ctx, name),
  findNotes: (ctx) => findNotes(ctx, "rahasia"),
  findLastStatement: (ctx, { contactId }) => findLastStatement(ctx, contactId),
  listOwnEntries: (ctx) => listOwnEntries(ctx, 50),
  listTimeline: (ctx, { contactId }) => listTimeline(ctx, { contactId, after: null, limit: 50 }),
  isRepeated: (ctx, { contactId }) => isRepeated(ctx, { ...entryFields, outcome: "connected", contactId }),
  getReceipt: (ctx, { interactionId }) => getReceipt(ctx, interactionId),
  // Without the reading, which repeats what was typed.
  resolveCustomer: async (ctx) => ({ ...(await resolveCustomer(ctx, parseEntry(name, reader))), reading: null }),
  findCertificate: (ctx, { erasureId }) => findCertificate(ctx, erasureId),
  findErasureOf: (ctx, { erasedId }) => findErasureOf(ctx, erasedId),
  listErasures: (ctx) => listErasures(ctx, 50),
  findDeliveries: (ctx, { contactId }) => findDeliveries(ctx, [contactId], []),
  findDrafts: (ctx) => findDrafts(ctx, { names: [name], companies: [], points: [] }),
  findErased: (ctx) =>
    findErased(ctx, [
      { names: [], companies: [], points: [{ kind: "email", normal: erasedEmail, typed: erasedEmail }] },
    ]),
  findMessageToTakeBack: (ctx, { erasureMessageId }) => findMessageToTakeBack(ctx, erasureMessageId),
  findDuplicates: (ctx, { contactId }) => findDuplicates(ctx, contactId),
  findLastMerge: (ctx, { contactId }) => findLastMerge(ctx, contactId),
  countHistory: (ctx, { contactId }) => countHistory(ctx, contactId),
  findOwnMessages: (ctx, { contactId }) => findOwnMessages(ctx, contactId),
  readEntries: (ctx, { contactId }) => readEntries(ctx, [contactId], []),
  readPersonWords: (ctx, { contactId }) => readPersonWords(ctx, contactId),
  getTalkSummary: (ctx, { contactId }) => getTalkSummary(ctx, contactId),
  findUndoResult: (ctx, { importId }) => findUndoResult(ctx, importId, 10),
  listImports: async (ctx) => (await listImports(ctx, { offset: 0, limit: 50 })).imports.map(({ id }) => id),
  findUploadResult: (ctx, { uploadId }) => findUploadResult(ctx, uploadId),
  suggestTriage: async (ctx) => (await suggestTriage(ctx, { subject: solvedSubject, text: "" })).similar,
  findAlikeTickets: (ctx) => findAlikeTickets(ctx, { subject: solvedSubject, text: "" }),
  findAlikeUnsolved: (ctx) => findAlikeUnsolved(ctx, { subject: name, text: "", limit: 5 }),
  findSimilarTickets: (ctx) => findSimilarTickets(ctx, { subject: solvedSubject, text: "", limit: 5 }),
  findModelMark,
  readModel,
  listSolvedExamples: (ctx) => listSolvedExamples(ctx, null, 50),
  listNewestExamples: (ctx) => listNewestExamples(ctx, 50),
  findOwnAbsence,
  listPresent: async (ctx, { memberId }) => [...(await listPresent(ctx, [memberId]))],
  findCalendarToRead,
  findCard: (ctx, { ticketId }) => findCard(ctx, ticketId),
  findChannelTrouble,
  findDetails: (ctx, { ticketId }) => findDetails(ctx, ticketId),
  findNextThreadPage,
  findTicketEvent: (ctx, { ticketEventId }) => findTicketEvent(ctx, ticketEventId),
  findWaitingSince: (ctx, { ticketId }) => findWaitingSince(ctx, ticketId),
  getCardTicket: (ctx, { ticketId }) => getCardTicket(ctx, ticketId),
  listCardTickets: (ctx, { ticketId }) => listCardTickets(ctx, [ticketId]),
  listAskedDuplicates: async (ctx, { ticketId }) => {
    const member = await ctx.tx.ticket.findFirst({ where: { id: ticketId }, select: { requester: true } });
    return listAskedDuplicates(ctx, { ticketId, slackUserId: member?.requester?.slackUserId ?? "URAHASIA" });
  },
  getTicketCustomer: (ctx, { contactId }) => getTicketCustomer(ctx, contactId),
  findInbox: (ctx) => findInbox(ctx, "CRAHASIA"),
  findColleagues: (ctx) => findColleagues(ctx, "steward"),
  findNextTicket: (ctx) => findNextTicket(ctx),
  findTickets: (ctx) => findTickets(ctx, { words: name, number: 1, limit: 5 }),
  listOwnTickets: async (ctx) => (await listOwnTickets(ctx, 5)).free,
  listWithRisk: async (ctx, { ticketId }) =>
    listWithRisk(
      ctx,
      await listTickets(ctx, { limit: 50 }).then(({ tickets }) => tickets.filter(({ id }) => id === ticketId)),
    ),
  findTicketOfThread: (ctx) => findTicketOfThread(ctx, { channel: "CRAHASIA", ts: "1.1" }),
  getTicket: (ctx, { ticketId }) => getTicket(ctx, { ticketId }),
  getTicketId: (ctx) => getTicketId(ctx, 1),
  getTicketSettings,
  listCategories,
  listCustomerTickets: (ctx, { contactId }) => listCustomerTickets(ctx, contactId),
  listTickets: (ctx) => listTickets(ctx, { limit: 50 }),
  listTopProblems: (ctx) =>
    listTopProblems(ctx, { from: new Date(today.getTime() - 1000), to: new Date(today.getTime() + 1000) }),
};

/** The same for what changes something by an id. */
const changes: Record<string, (ctx: Context, ids: Ids) => Promise<unknown>> = {
  finishTask: (ctx, { taskId }) => finishTask(ctx, { taskId }),
  reopenTask: (ctx, { taskId }) => reopenTask(ctx, { taskId }),
  dropTask: (ctx, { taskId }) => dropTask(ctx, { taskId }),
  keepTask: (ctx, { taskId }) => keepTask(ctx, { taskId }),
  snoozeTask: (ctx, { taskId }) => snoozeTask(ctx, { taskId, to: "tomorrow" }),
  winQuote: (ctx, { quoteId }) => winQuote(ctx, { quoteId }),
  changeTask: (ctx, { taskId }) => changeTask(ctx, { taskId, title: "x" }),
  changeContact: (ctx, { contactId }) => changeContact(ctx, { contactId, name: "Mine" }),
  confirmContactPoint: (ctx, { pointId }) => confirmContactPoint(ctx, { pointId, how: "edit" }),
  skipPoint: (ctx, { pointId }) => skipPoint(ctx, { pointId }),
  confirmContactFact: (ctx, { factId }) => confirmContactFact(ctx, { factId, how: "list" }),
  askOwner: (ctx, { contactId }) => askOwner(ctx, { contactId }),
  suspendContactPoint: (ctx, { pointId }) => suspendContactPoint(ctx, { pointId, reason: "bounced" }),
  changeInteraction: (ctx, { interactionId }) => changeInteraction(ctx, { id: interactionId, note: "mine" }),
  removeInteraction: (ctx, { interactionId }) => removeInteraction(ctx, interactionId),
  logInteraction: (ctx, { contactId }) => logInteraction(ctx, { ...entryFields, contactId }),
  logDraft: (ctx, { draftId, contactId }) => logDraft(ctx, { draftId, contactId }),
  requestPersonExport: (ctx, { contactId }) => requestPersonExport(ctx, { contactId, reason: "curious" }),
  requestErasure: (ctx, { contactId }) => requestErasure(ctx, { contactId, typedName: name, reason: "curious" }),
  allowErasedAgain: (ctx, { erasureId }) => allowErasedAgain(ctx, { erasureId, reason: "curious" }),
};

/** A ticket with everything that one can ask of tickets. */
async function openRahasiaTicket(ctx: Context, contactId: string): Promise<string> {
  const { id } = await openTicket(ctx, { subject: name, contactId, category: "rahasia" });
  await recordCard(ctx, { ticketId: id, channel: "CRAHASIA", ts: "1.1", revision: 1 });
  await setTicketInbox(ctx, { channelId: "CRAHASIA", department: "support" });
  await setCalendarUrl(ctx, { url: "https://rahasia.example/off.ics" });
  const solved = await openTicket(ctx, { subject: solvedSubject, category: "rahasia" });
  await solveTicket(ctx, { ticketId: solved.id, fix: "rahasia" });
  await setOwnAbsence(ctx, { from: "2026-12-24", to: "2026-12-31" });
  await recordDetails(ctx, { ticketId: id, ts: "1.2", contactId });
  await startThreadCopy(ctx, { ticketId: id, channel: "CRAHASIA", ts: "0.9", before: "1.1" });
  const { id: workspaceId } = ctx.workspace;
  await ctx.tx.ticketChannelTrouble.create({
    data: { workspaceId, channelId: "CRAHASIA", reason: "is_archived", since: ctx.now },
  });
  await waitForCustomer(ctx, { ticketId: id });
  await noteAnswered(ctx, { ticketId: id });
  await assignTicket(ctx, { ticketId: id, assigneeId: null });
  const mark = { examples: 1, learnedTo: ctx.now, learnedToId: solved.id, rebuiltAt: ctx.now };
  await keepModel(ctx, await learnLabels([{ text: "rahasia", label: "rahasia" }]), null, mark);
  return id;
}

/** Of one customer two more cards: one that was merged into the first, one that still could be. */
async function doubleRahasia(ctx: Context, contactId: string): Promise<void> {
  const twin = { emails: ["rahasia.lagi@contoh.example"], source: "typed", evenIfKnown: true };
  const { id: goneId } = await createContact(ctx, { ...twin, name: "Kembar Rahasia" });
  await createContact(ctx, { ...twin, name: "Kembaran Rahasia" });
  await mergeContacts(ctx, { keptId: contactId, goneId });
}

/** An open task and one that is done, of whoever asks. */
async function doneRahasiaTask(ctx: Context, contactId: string): Promise<string> {
  const task = { contactId, title: "rahasia", dueAt: null, interactionId: null };
  await finishTask(ctx, { taskId: (await addTask(ctx, task)).id });
  return (await addTask(ctx, task)).id;
}

/** An open quote of whoever asks. */
async function offerRahasia(ctx: Context, contactId: string): Promise<{ quoteId: string; quoteEntryId: string }> {
  const { id } = await logInteraction(ctx, { ...entryFields, type: "quote", contactId, amount: "Rp 5 jt" });
  const quote = (await listQuotesOfEntries(ctx, [id])).get(id);
  if (!quote) throw new Error("The entry made no quote");
  return { quoteId: quote.id, quoteEntryId: id };
}

/** A customer with an owner, of whom something is long past its limit; counted. @returns what that is */
async function ageRahasia(
  ctx: Context,
  { contactId, ownerId }: { contactId: string; ownerId: string },
): Promise<string> {
  await setFreshnessLimits(ctx, { limits: { email: "99" } });
  await ctx.tx.contact.update({ where: { id: contactId }, data: { ownerId } });
  const fact = await ctx.tx.contactFact.findFirstOrThrow({ where: { contactId, field: "organisation" } });
  const confirmedAt = new Date("2020-01-01T00:00:00Z");
  await ctx.tx.contactFact.updateMany({ where: { id: fact.id }, data: { confirmedAt } });
  await scanFreshness(ctx);
  return fact.id;
}

/** A digest of whoever asks, where it stands. */
async function keepRahasiaDigest(ctx: Context): Promise<string> {
  const memberId = ctx.member?.id ?? "";
  const dueAt = new Date(ctx.now.getTime() + 1000);
  await addTask(ctx, { contactId: null, title: "rahasia too", dueAt, timed: true, interactionId: null });
  const id = await keepDigest(ctx, { memberId, day: "2026-11-22", heldIds: [], less: [] });
  if (!id) throw new Error("There is nothing in the digest");
  await noteDigestPlace(ctx, id, { channel: "DRAHASIA", ts: "2.2" });
  return id;
}

/** A lead of whoever asks that has gone quiet while another of its origin bought, and something that is due tomorrow. */
async function leaveRahasiaLead(ctx: Context): Promise<string> {
  const early = { ...ctx, now: new Date(today.getTime() - 20 * 86_400_000) };
  const fair = { source: "rahasia fair", ownerId: ctx.member?.id ?? "" };
  const lead = await createContact(early, { ...fair, name: "Rahasia Sepi" });
  const { id: contactId } = await createContact(early, { ...fair, name: "Rahasia Pembeli", stage: "customer" });
  await ctx.tx.stageChange.create({
    data: {
      ...{ id: newId(), workspaceId: ctx.workspace.id, contactId, fromStage: "lead", toStage: "customer" },
      ...{ at: new Date(today.getTime() - 86_400_000), cause: "edited" },
    },
  });
  const dueAt = new Date(today.getTime() + 86_400_000);
  await addTask(ctx, { contactId: null, title: "rahasia tomorrow", dueAt, interactionId: null });
  return lead.id;
}

async function fill(team: Team): Promise<Ids> {
  const ids = await team.as("steward", async (ctx) => {
    const contact = await createContact(ctx, {
      name,
      companyName: "PT Rahasia",
      emails: [email, "rahasia.lagi@contoh.example"],
      phones: ["0812 3456 7890"],
      source: "typed",
    });
    const { id: interactionId } = await logInteraction(ctx, {
      ...entryFields,
      outcome: "connected",
      contactId: contact.id,
      tasks: [{ title: "rahasia", dueAt: null }],
    });
    const batchId = newId();
    await ctx.tx.interaction.updateMany({ where: { id: interactionId }, data: { batchId } });
    const [reading] = parseEntry(`${name}: yes`, reader).readings;
    if (!reading) throw new Error("Nothing was read");
    const draftId = await keepDraft(ctx, `${name}: yes`, reading);
    const point = await ctx.tx.contactPoint.findFirstOrThrow({ where: { kind: "email" } });
    const memberId = newId();
    await ctx.tx.member.create({
      data: {
        id: memberId,
        workspaceId: ctx.workspace.id,
        slackUserId: "URAHASIA",
        name,
        zone: "UTC",
        locale: "en",
        createdAt: today,
      },
    });
    await ctx.tx.accessGrant.create({
      data: { id: newId(), workspaceId: ctx.workspace.id, memberId, role: "steward", grantedAt: today },
    });
    await ctx.tx.ownership.create({
      data: { id: newId(), workspaceId: ctx.workspace.id, subject: "crm", memberId, since: today },
    });
    await ctx.tx.workspace.updateMany({ data: { triageChannelId: "CRAHASIA" } });
    await leaveUsage(ctx, memberId, contact.id);
    const uploadId = newId();
    const importId = newId();
    await ctx.tx.importRun.create({
      data: {
        ...{
          id: importId,
          workspaceId: ctx.workspace.id,
          fileName: "rahasia.csv",
          startedAt: ctx.now,
          undoState: "done",
        },
        undoCounts: { contacts: 0, companies: 0, restored: 0, kept: 0 },
      },
    });
    await ctx.tx.upload.create({
      data: {
        id: uploadId,
        workspaceId: ctx.workspace.id,
        memberId,
        fileId: "F1",
        fileName: "rahasia.csv",
        mapping: {},
        state: "waiting",
        createdAt: today,
      },
    });
    await requestPersonExport(ctx, { contactId: contact.id, reason: "asked" });
    const leaving = { name: "Terhapus Sekali", emails: [erasedEmail], source: "typed" };
    const erased = await createContact(ctx, leaving);
    await recordPosted(ctx, { kind: "answer", channel: "DRAHASIA", ts: "1.000001", about: [contact.id, erased.id] });
    const erasureId = await requestErasure(ctx, {
      ...{ contactId: erased.id, typedName: leaving.name, reason: "asked" },
    });
    const toTakeBack = await ctx.tx.erasureMessage.findFirstOrThrow({ where: { erasureId } });
    await doubleRahasia(ctx, contact.id);
    const ticketId = await openRahasiaTicket(ctx, contact.id);
    const { id: ticketEventId } = await ctx.tx.ticketEvent.findFirstOrThrow({ where: { ticketId } });
    return {
      erasureId,
      erasureMessageId: toTakeBack.id,
      memberId,
      contactId: contact.id,
      companyId: contact.companyId ?? "",
      pointId: point.id,
      factId: await ageRahasia(ctx, { contactId: contact.id, ownerId: memberId }),
      interactionId,
      draftId,
      uploadId,
      ticketId,
      ticketEventId,
      taskId: await doneRahasiaTask(ctx, contact.id),
      ...(await offerRahasia(ctx, contact.id)),
      digestId: await keepRahasiaDigest(ctx),
      leadId: await leaveRahasiaLead(ctx),
      ...(await leaveOperations(ctx)),
      importId,
      erasedId: erased.id,
      batchId,
    };
  });
  // Keys are made with the entries that they seal, at the end of the transaction.
  const key = await team.as("steward", (ctx) =>
    ctx.tx.personKey.findFirstOrThrow({ where: { personId: ids.contactId }, select: { id: true } }),
  );
  return { ...ids, keyId: key.id };
}

/** What is known of how the CRM is used by whoever asks, and a manager. */
async function leaveUsage(ctx: Context, managerId: string, contactId: string): Promise<void> {
  const { now, workspace, tx } = ctx;
  const own = { workspaceId: workspace.id, memberId: ctx.member?.id ?? "" };
  const grant = { workspaceId: workspace.id, department: "support", grantedAt: new Date("2026-11-01T02:00:00Z") };
  await tx.accessGrant.createMany({
    data: [
      { ...grant, id: newId(), memberId: managerId, role: "manager" },
      { ...grant, id: newId(), memberId: own.memberId, role: "steward" },
    ],
  });
  await setUsageSettings(ctx, { perPerson: true, gapDays: 9 });
  await tx.usagePreview.createMany({
    data: [
      { ...own, week: new Date("2026-11-16"), leftAt: now },
      { ...own, week: new Date("2026-11-09"), leftAt: now, shownAt: now },
    ],
  });
  await tx.usageGap.create({
    data: { ...own, id: newId(), fromDay: now, days: 9, cause: "stopped", foundAt: now, checkedAt: now },
  });
  const happenedAt = new Date("2026-10-05T03:00:00Z");
  for (let nth = 0; nth < 7; nth++)
    await logInteraction(ctx, { ...entryFields, type: "visit", contactId, happenedAt, evenIfRepeated: true });
  await tx.stageChange.create({
    data: {
      ...{ id: newId(), workspaceId: workspace.id, contactId, fromStage: "lead", toStage: "customer" },
      ...{ at: new Date(now.getTime() - 1000), cause: "typed" },
    },
  });
}

/** Messages that wait, were taken into a digest and did not arrive; a job's run; one's own settings. */
async function leaveOperations(ctx: Context): Promise<{ heldId: string; takenId: string }> {
  const { now, workspace, tx } = ctx;
  const [heldId, takenId] = [newId(), newId()];
  const row = { workspaceId: workspace.id, recipient: "URAHASIA", kind: "audit-day-head", payload: {}, createdAt: now };
  await tx.delivery.createMany({
    data: [
      { ...row, id: heldId, state: "held", nextAttemptAt: now },
      { ...row, id: takenId, state: "digested", nextAttemptAt: now },
      { ...row, id: newId(), state: "failed", nextAttemptAt: now, lastError: "rahasia" },
    ],
  });
  const times = { slot: now, startedAt: now, leaseUntil: now };
  await tx.jobSlot.create({ data: { ...times, workspaceId: workspace.id, job: "retention", state: "failed" } });
  const { settings } = await getOwnAttention(ctx);
  await setOwnAttention(ctx, { settings: { ...settings, allowance: 2 }, less: ["audit-day-head"] });
  return { heldId, takenId };
}

const nobody: Ids = {
  heldId: newId(),
  takenId: newId(),
  memberId: newId(),
  contactId: newId(),
  companyId: newId(),
  pointId: newId(),
  factId: newId(),
  interactionId: newId(),
  draftId: newId(),
  uploadId: newId(),
  ticketId: newId(),
  ticketEventId: newId(),
  taskId: newId(),
  quoteId: newId(),
  quoteEntryId: newId(),
  digestId: newId(),
  leadId: newId(),
  importId: newId(),
  erasureId: newId(),
  erasureMessageId: newId(),
  erasedId: newId(),
  batchId: newId(),
  keyId: newId(),
};

/** The answer or the refusal, as it would be told. */
async function ask(team: Team, question: (ctx: Context, ids: Ids) => Promise<unknown>, ids: Ids): Promise<string> {
  try {
    return JSON.stringify((await team.as("steward", (ctx) => question(ctx, ids))) ?? null);
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${JSON.stringify(error.details)}`;
    throw error;
  }
}

/** What has a context and reads, by its name and signature. */
function exportedQuestions(): string[] {
  const folder = join(import.meta.dirname, "..", "..", "src", "crm");
  const asking =
    /^export (?:async )?function ((?:find|get|list|suggest|count|has|is|read|resolve|search)[A-Z]\w*)\(\s*ctx: Context/gmu;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(asking)].map((found) => found[1] ?? ""));
}

describe("a question asked from another workspace", () => {
  let [a, b]: Team[] = [];
  let ofA: Ids;
  beforeAll(async () => {
    a = await openTeam(db);
    b = await openTeam(db);
    ofA = await fill(a);
  });
  const teams = () => {
    if (!a || !b) throw new Error("The teams are not open");
    return { a, b };
  };

  it("is among these: no question of src/crm is left out", () => {
    expect(Object.keys(questions).toSorted()).toEqual([...new Set(exportedQuestions())].toSorted());
  });

  it.each(Object.entries(questions))("%s sees nothing of it", async (_, question) => {
    const { a: home, b: abroad } = teams();
    const answer = await ask(abroad, question, ofA);
    // As if the other workspace were not there: the same answer as for ids that nobody has.
    expect(answer).toBe(await ask(abroad, question, nobody));
    expect(answer.toLowerCase()).not.toContain("rahasia");
    for (const id of Object.values(ofA)) expect(answer).not.toContain(id);
    // At home it has something to say, or this test would prove nothing.
    expect(await ask(home, question, ofA)).not.toBe(answer);
  });

  it.each(Object.entries(changes))("%s changes nothing there", async (_, change) => {
    const { a: home, b: abroad } = teams();
    const before = await everything(home);
    expect(await ask(abroad, change, ofA)).toMatch(
      /^(contact|point|value|interaction|erasure|task|quote)_not_found|^draft_gone/u,
    );
    expect(await everything(home)).toBe(before);
  });

  it("finds nothing to drop or to hang a task on there", async () => {
    const { a: home, b: abroad } = teams();
    const before = await everything(home);
    await abroad.as("steward", (ctx) => dropDraft(ctx, ofA.draftId));
    const hang = abroad.as("steward", (ctx) =>
      addTask(ctx, { contactId: ofA.contactId, title: "x", dueAt: null, interactionId: null }),
    );
    await expect(hang).rejects.toMatchObject({ code: "contact_not_found" });
    expect(await everything(home)).toBe(before);
  });
});

async function everything(team: Team): Promise<string> {
  return db.inWorkspace(team.workspaceId, async (tx) =>
    JSON.stringify([
      await tx.contact.findMany(),
      await tx.contactPoint.findMany(),
      await tx.interaction.findMany(),
      await tx.interactionVersion.findMany(),
      await tx.draft.findMany(),
      await tx.task.findMany(),
      await tx.quote.findMany({ omit: { amountMinor: true } }),
      await tx.dataExport.findMany(),
      await tx.erasure.findMany(),
      await tx.erasedPerson.findMany(),
    ]),
  );
}
