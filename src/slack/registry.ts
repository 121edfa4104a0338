import {
  accessChangeAction,
  accessDeclineAction,
  accessGiveAction,
  accessRevokeAction,
} from "./actions/access-change.ts";
import { accessListAction, accessPageAction } from "./actions/access-list.ts";
import {
  reviewChangeAction,
  reviewKeepAction,
  reviewKeepRestAction,
  reviewOpenAction,
  reviewRevokeAction,
} from "./actions/access-review.ts";
import { choosePeopleAction, chooseTriageAction } from "./actions/access-steps.ts";
import { askForAccessAction } from "./actions/ask-for-access.ts";
import { asBefore, changeAttention, lessOfThis } from "./actions/attention.ts";
import { auditExportAction } from "./actions/audit-export.ts";
import { auditListAction, auditPageAction } from "./actions/audit-list.ts";
import { auditReadsAction } from "./actions/audit-reads.ts";
import {
  createCustomer,
  editCustomer,
  findCustomer,
  planTask,
  shareCustomer,
  showCard,
  showEarlier,
  showFound,
  showTimeline,
} from "./actions/customer.ts";
import { changeInDigest, confirmInDigest, showWaited, skipInDigest } from "./actions/digest.ts";
import {
  cardFromQueue,
  giveUpFromQueue,
  leadNotMine,
  leadNotNow,
  leadOpen,
  leadTake,
  leadTomorrow,
  logFromQueue,
  noAnswerFromQueue,
  skipInQueue,
  startQueue,
  takeFromQueue,
  tomorrowFromQueue,
} from "./actions/digest-leads.ts";
import {
  chooseDayOfDraft,
  chooseForDraft,
  createForDraft,
  discardDraft,
  keepLinkOfDraft,
  keepTextOfDraft,
  otherDayOfDraft,
  repeatDraft,
  useDraft,
} from "./actions/draft.ts";
import { changeKindOfEntry } from "./actions/entry-kind.ts";
import {
  askOwnerAction,
  changeInList,
  changeLimits,
  confirmInList,
  figuresFileAction,
  filterStale,
  handOutAction,
  openStale,
  pageOwnStale,
  pageStale,
  showOwnStale,
  showStaleCard,
} from "./actions/freshness.ts";
import {
  importCheckAction,
  importsListAction,
  importsPageAction,
  importTakeAction,
  importUndoAction,
} from "./actions/imports.ts";
import { leaveLetterAction, sendLetterAgain } from "./actions/jobs.ts";
import { logNew } from "./actions/log-new.ts";
import { startMerge, undoMergeAction } from "./actions/merge.ts";
import { editEntry, moveEntry, shareEntry, undoAllEntries, undoEntry } from "./actions/own-entry.ts";
import { accessAsOfAction, ownersListAction, ownersSetAction } from "./actions/owners.ts";
import { showCertificate } from "./actions/privacy.ts";
import {
  chooseQuoteAction,
  explainLossAction,
  loseQuoteAction,
  showQuote,
  undoDecisionAction,
  winQuoteAction,
} from "./actions/quotes.ts";
import { showReportAction } from "./actions/reports.ts";
import {
  addTaskAction,
  addTypedTaskAction,
  customerOfTaskAction,
  dayOfTaskAction,
  doneTaskAction,
  dropTaskAction,
  editTaskAction,
  giveTaskAction,
  listTasksAction,
  nextWeekTaskAction,
  openTaskAction,
  reopenTaskAction,
  takeTaskAction,
  talkDoneAction,
  talkKeepAction,
  todayTaskAction,
  tomorrowTaskAction,
} from "./actions/tasks.ts";
import { discardTicketDraft, openDraftAlone, openDraftForm, useTicketDraft } from "./actions/ticket-drafts.ts";
import {
  assignAction,
  awayAction,
  duplicateAction,
  escalateAction,
  groupAction,
  handOverAction,
  newTicketAction,
  noteAction,
  priorityAction,
  solveAction,
  solveOutageAction,
  ticketCustomerAction,
  triedAction,
  waitAction,
} from "./actions/ticket-forms.ts";
import { ticketOfMentionAction } from "./actions/ticket-mention.ts";
import {
  setTicketChannels,
  setTicketHours,
  setTicketPeople,
  setTicketTargets,
  showTicketSettings,
} from "./actions/ticket-settings.ts";
import {
  giveToAction,
  linkToAction,
  setCategoryAction,
  setCustomerAction,
  setPriorityAction,
  solveAlikeAction,
  ungroupAction,
} from "./actions/ticket-suggestions.ts";
import {
  listTicketsAction,
  nextAction,
  showTicketAction,
  skipAction,
  ticketPageAction,
  ticketsBehindAction,
  topProblemsAction,
  whyAction,
  whyPageAction,
} from "./actions/ticket-views.ts";
import {
  chaseCustomerAction,
  closeTicketAction,
  customerAnsweredAction,
  reopenTicketAction,
  takeTicketAction,
  useFixAction,
} from "./actions/tickets.ts";
import { retryUploadAction, uploadCustomersAction } from "./actions/upload-customers.ts";
import {
  notNowAction,
  perPersonAction,
  reportFileAction,
  sendLessonAction,
  usageSettingsAction,
} from "./actions/usage.ts";
import type { AnyAction, AnyCommand, AnyModal, AnyShortcut, EventHandler, Suggestion } from "./define.ts";
import type { NoticeRenderer } from "./define-notice.ts";
import { appHomeOpened } from "./events/app-home-opened.ts";
import { mentioned } from "./events/app-mention.ts";
import { appUninstalled } from "./events/app-uninstalled.ts";
import { directMessage } from "./events/message-im.ts";
import { teamJoin } from "./events/team-join.ts";
import { invited, unarchived } from "./events/ticket-channel.ts";
import { inboxMessage } from "./events/ticket-inbox.ts";
import { ticketReply, ticketReplyChanged, ticketReplyRemoved } from "./events/ticket-thread.ts";
import { tokensRevoked } from "./events/tokens-revoked.ts";
import { userChange } from "./events/user-change.ts";
import type { Registry } from "./kit.ts";
import { attentionForm } from "./modals/attention.ts";
import { auditExportForm } from "./modals/audit-export.ts";
import { chooseCustomerForm } from "./modals/choose-customer.ts";
import { choosePeople } from "./modals/choose-people.ts";
import { chooseTriageChannel } from "./modals/choose-triage-channel.ts";
import { customerForm } from "./modals/customer-form.ts";
import { customersExportForm } from "./modals/customers-export.ts";
import { editEntryForm } from "./modals/edit-entry.ts";
import { freshnessForm } from "./modals/freshness-limits.ts";
import { giveTaskForm } from "./modals/give-task.ts";
import { logForm } from "./modals/log-entry.ts";
import { queueLogForm } from "./modals/log-from-queue.ts";
import { privateMessageForm } from "./modals/log-private-message.ts";
import { loseQuoteForm } from "./modals/lose-quote.ts";
import { chooseDuplicateForm, mergeForm } from "./modals/merge-customers.ts";
import { chooseToEraseForm, eraseForm } from "./modals/privacy-erase.ts";
import { privacyExportForm } from "./modals/privacy-export.ts";
import { confirmRevoke } from "./modals/revoke-access.ts";
import { setOwnersForm } from "./modals/set-owners.ts";
import { taskForm } from "./modals/task-form.ts";
import { awayForm } from "./modals/ticket-away.ts";
import { ticketChannelsForm } from "./modals/ticket-channels.ts";
import { groupForm, linkForm, priorityForm, waitForm } from "./modals/ticket-choices.ts";
import { ticketCustomerForm } from "./modals/ticket-customer.ts";
import { ticketEscalationForm } from "./modals/ticket-escalation.ts";
import { ticketFromMessageForm } from "./modals/ticket-from-message.ts";
import { ticketHoursForm } from "./modals/ticket-hours.ts";
import { newTicketForm } from "./modals/ticket-new.ts";
import { assignForm, handOverForm } from "./modals/ticket-person.ts";
import { ticketTargetsForm } from "./modals/ticket-targets.ts";
import { ticketWordsForm } from "./modals/ticket-words.ts";
import { checkColumns, uploadCustomers } from "./modals/upload-customers.ts";
import { accessAsked } from "./notices/access-asked.ts";
import { accessReviewDue } from "./notices/access-review-due.ts";
import { auditDayHead } from "./notices/audit-day-head.ts";
import { auditExport } from "./notices/audit-export.ts";
import { customersExport } from "./notices/customers-export.ts";
import { dailyDigestNotice } from "./notices/daily-digest.ts";
import { dataExported } from "./notices/data-exported.ts";
import { deliveryUnknown } from "./notices/delivery-unknown.ts";
import { digestFolded } from "./notices/digest-folded.ts";
import { erasureFinished } from "./notices/erasure-finished.ts";
import { freshnessFile } from "./notices/freshness-file.ts";
import { importFailed } from "./notices/import-failed.ts";
import { importFinished } from "./notices/import-finished.ts";
import { importUndone } from "./notices/import-undone.ts";
import { noStewardLeft } from "./notices/no-steward-left.ts";
import { personExport } from "./notices/person-export.ts";
import { promisesSlipping } from "./notices/promises-slipping.ts";
import { reportFile } from "./notices/report-file.ts";
import { taskGiven } from "./notices/task-given.ts";
import { givenTaskReminder, taskReminder } from "./notices/task-reminder.ts";
import { ticketAssigned } from "./notices/ticket-assigned.ts";
import { ticketCard } from "./notices/ticket-card.ts";
import { ticketCardMoved } from "./notices/ticket-card-moved.ts";
import { ticketChannelLost } from "./notices/ticket-channel-lost.ts";
import { ticketDetails } from "./notices/ticket-details.ts";
import { ticketEscalated } from "./notices/ticket-escalated.ts";
import { ticketReceived } from "./notices/ticket-received.ts";
import { ticketSolved } from "./notices/ticket-solved.ts";
import { ticketThreadUnread } from "./notices/ticket-thread-unread.ts";
import { ticketWoken } from "./notices/ticket-woken.ts";
import { ticketsDueSoon } from "./notices/tickets-due-soon.ts";
import { ticketsHandedOver } from "./notices/tickets-handed-over.ts";
import { ticketsLate } from "./notices/tickets-late.ts";
import { usageLesson } from "./notices/usage-lesson.ts";
import { usagePreview } from "./notices/usage-preview.ts";
import { weeklyFreshnessNotice } from "./notices/weekly-freshness.ts";
import { weeklyUsage } from "./notices/weekly-usage.ts";
import { welcomeInstaller } from "./notices/welcome-installer.ts";
import { welcomeMember } from "./notices/welcome-member.ts";
import { logACall } from "./shortcuts/log-a-call.ts";
import { logMessage } from "./shortcuts/log-message.ts";
import { makeTask } from "./shortcuts/make-task.ts";
import { openTicketShortcut } from "./shortcuts/open-ticket.ts";
import { suggestCustomer } from "./suggestions/customer.ts";
import { suggestDuplicate } from "./suggestions/duplicate.ts";
import { suggestTicket } from "./suggestions/ticket.ts";

const actions: readonly AnyAction[] = [
  ...[logNew, changeKindOfEntry, editEntry, moveEntry, undoEntry, undoAllEntries, shareEntry],
  ...[showQuote, winQuoteAction, loseQuoteAction, explainLossAction, chooseQuoteAction, undoDecisionAction],
  ...[useDraft, repeatDraft, chooseForDraft, createForDraft, discardDraft],
  ...[chooseDayOfDraft, otherDayOfDraft, keepTextOfDraft, keepLinkOfDraft],
  ...[
    showCard,
    showTimeline,
    showEarlier,
    showFound,
    editCustomer,
    createCustomer,
    findCustomer,
    planTask,
    shareCustomer,
    startMerge,
    undoMergeAction,
  ],
  ...[
    accessListAction,
    accessPageAction,
    accessChangeAction,
    accessRevokeAction,
    accessGiveAction,
    accessDeclineAction,
  ],
  ...[doneTaskAction, reopenTaskAction, todayTaskAction, tomorrowTaskAction, nextWeekTaskAction, dayOfTaskAction],
  ...[openTaskAction, editTaskAction, giveTaskAction, takeTaskAction, dropTaskAction, customerOfTaskAction],
  ...[listTasksAction, addTaskAction, addTypedTaskAction, talkDoneAction, talkKeepAction],
  ...[reviewOpenAction, reviewKeepAction, reviewChangeAction, reviewRevokeAction, reviewKeepRestAction],
  ...[ownersListAction, ownersSetAction, accessAsOfAction],
  ...[auditListAction, auditPageAction, auditExportAction, auditReadsAction],
  ...[changeInDigest, confirmInDigest, skipInDigest, lessOfThis, asBefore, changeAttention],
  ...[leadTomorrow, leadOpen, leadNotMine, leadTake, leadNotNow, showWaited(() => noticesByKind())],
  ...[startQueue, logFromQueue, noAnswerFromQueue, tomorrowFromQueue, skipInQueue, takeFromQueue, giveUpFromQueue],
  cardFromQueue,
  ...[sendLetterAgain, leaveLetterAction],
  ...[openStale, pageStale, filterStale, showStaleCard, askOwnerAction, handOutAction, figuresFileAction, changeLimits],
  ...[showOwnStale, pageOwnStale, confirmInList, changeInList],
  ...[showReportAction, reportFileAction, sendLessonAction, notNowAction, usageSettingsAction, perPersonAction],
  showCertificate,
  ...[importsListAction, importsPageAction, importUndoAction, importTakeAction, importCheckAction],
  ...[takeTicketAction, customerAnsweredAction, chaseCustomerAction, closeTicketAction, reopenTicketAction],
  useFixAction,
  ...[showTicketSettings, setTicketChannels, setTicketHours, setTicketTargets, setTicketPeople],
  ...[solveAction, triedAction, noteAction, escalateAction, assignAction, priorityAction, waitAction, duplicateAction],
  ...[ticketCustomerAction, groupAction, solveOutageAction, newTicketAction, handOverAction, awayAction],
  ...[showTicketAction, whyAction, whyPageAction, nextAction, skipAction, topProblemsAction],
  ...[listTicketsAction, ticketPageAction, ticketsBehindAction],
  ...[
    setCategoryAction,
    setPriorityAction,
    giveToAction,
    setCustomerAction,
    linkToAction,
    solveAlikeAction,
    ungroupAction,
  ],
  ...[useTicketDraft, openDraftAlone, openDraftForm, discardTicketDraft],
  ticketOfMentionAction,
  ...[uploadCustomersAction, retryUploadAction, choosePeopleAction, chooseTriageAction, askForAccessAction],
];

const modals: readonly AnyModal[] = [
  ...[newTicketForm, ticketWordsForm, assignForm, handOverForm, priorityForm, waitForm, linkForm, groupForm],
  ...[ticketCustomerForm, awayForm],
  freshnessForm,
  ...[logForm, queueLogForm, editEntryForm, chooseCustomerForm, customerForm, privateMessageForm],
  ...[taskForm, giveTaskForm],
  ...[chooseDuplicateForm, mergeForm],
  ...[uploadCustomers, checkColumns, choosePeople, chooseTriageChannel, confirmRevoke, setOwnersForm],
  ...[auditExportForm, attentionForm],
  ...[customersExportForm, privacyExportForm, chooseToEraseForm, eraseForm],
  loseQuoteForm,
  ...[ticketFromMessageForm, ticketChannelsForm, ticketHoursForm, ticketTargetsForm, ticketEscalationForm],
].map(({ handler }) => handler);

const suggestions: readonly Suggestion[] = [suggestCustomer, suggestDuplicate, suggestTicket];
export const shortcuts: readonly AnyShortcut[] = [logACall, logMessage, makeTask, openTicketShortcut];
export const events: readonly EventHandler[] = [
  appHomeOpened,
  directMessage,
  ...[ticketReply, ticketReplyChanged, ticketReplyRemoved, inboxMessage, invited, unarchived],
  mentioned,
  userChange,
  teamJoin,
  tokensRevoked,
  appUninstalled,
];
export const notices: readonly NoticeRenderer[] = [
  accessAsked,
  customersExport,
  dataExported,
  erasureFinished,
  personExport,
  accessReviewDue,
  auditDayHead,
  auditExport,
  importFailed,
  importFinished,
  importUndone,
  deliveryUnknown,
  noStewardLeft,
  ticketCard,
  ticketCardMoved,
  ticketDetails,
  ticketAssigned,
  ticketsHandedOver,
  ticketEscalated,
  ticketsDueSoon,
  ticketsLate,
  ticketWoken,
  ticketSolved,
  ticketChannelLost,
  ticketReceived,
  ticketThreadUnread,
  promisesSlipping,
  taskGiven,
  taskReminder,
  givenTaskReminder,
  weeklyFreshnessNotice,
  freshnessFile,
  welcomeInstaller,
  welcomeMember,
  ...[weeklyUsage, usagePreview, usageLesson, reportFile],
  dailyDigestNotice(() => noticesByKind()),
  digestFolded,
];

export function createRegistry(commands: readonly AnyCommand[]): Registry {
  return {
    commands,
    actions: byKey(actions, ({ ref }) => ref.id),
    modals: byKey(modals, ({ id }) => id),
    suggestions: byKey(suggestions, ({ id }) => id),
    shortcuts: byKey(shortcuts, ({ callbackId }) => callbackId),
    events: Map.groupBy(events, ({ type }) => type),
  };
}

export function noticesByKind(): ReadonlyMap<string, NoticeRenderer> {
  return byKey(notices, ({ kind }) => kind);
}

function byKey<T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const one of list) {
    if (map.has(key(one))) throw new Error(`${key(one)} is registered twice`);
    map.set(key(one), one);
  }
  return map;
}
