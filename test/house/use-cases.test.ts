import { describe, expect, it } from "vitest";
import { listUseCases } from "./use-cases.ts";

/** What changes rows without an entry in the audit log, and why that is right. */
const withoutEntry: Record<string, string> = {
  "access/note-activity.ts noteActivity":
    "notes the day that somebody was last here, which no decision of a person's is",
  "attention/attend-delivery.ts attendDelivery":
    "notes which day's allowance a message of Steward's own uses, as it notes when the message was sent",
  "attention/leave-digest.ts leaveDigest":
    "notes whose turn a job's slot was, and what a message of Steward's own brings along",
  "audits/keep-day-head.ts keepDayHead": "what it keeps is the log's own end",
  "digest/find-digest.ts noteDigestPlace": "notes where a message of Steward's own stands",
  "digest/fold-digest.ts foldEarlierDigests": "notes that a message of Steward's own is edited",
  "digest/tips.ts noteFirstLookup": "notes that somebody has found a card once, which no decision of a person's is",
  "tasks/number-tasks.ts numberTasks": "gives numbers to call tasks by, which say nothing of what is to be done",
  "freshness/scan-freshness.ts scanFreshness":
    "what it keeps is counted from the customers, whose changes have their entries",
  "freshness/weekly-freshness.ts leaveWeeklyFreshness": "notes whose turn a job's slot was",
  "interactions/draft.ts dropDraft": "a draft is the person's own, unsaved words; what becomes of it has its entry",
  "interactions/draft.ts keepDraft": "a draft is the person's own, unsaved words; what becomes of it has its entry",
  "interactions/log-interaction.ts isRepeated": "takes a lock, changes nothing",
  "privacy/export-person.ts makePersonFiles": "fills the export whose request has the entry",
  "privacy/record-posted.ts recordPosted": "notes where Slack put a message of Steward's, which the notice has decided",
  "privacy/take-back.ts settleTakenBack": "notes what Slack did of an erasure, whose request and end have the entries",
  "tickets/thread-copy.ts claimThreadCopy": "the lease of a thread that is read on",
  "tickets/thread-copy.ts endThreadCopy": "what Slack said to reading a thread; the ticket has its entry",
  "tickets/thread-copy.ts holdThreadCopy": "how long Slack asked to wait",
  "tickets/thread-copy.ts startThreadCopy":
    "belongs to opening the ticket, which has the entry; each page read has one",
  "tickets/ticket-card.ts recordCard": "where a message of Steward's own stands",
  "tickets/triage-channel.ts endChannelTrouble": "what Slack said to a message of Steward's own",
  "tickets/triage-channel.ts moveCards": "follows the choice of a channel, which has the entry",
  "tickets/triage-channel.ts noteChannelTrouble": "what Slack said to a message of Steward's own",
  "tickets/triage-channel.ts recordDetails": "where a message of Steward's own stands",
  "tickets/triage-channel.ts tryChannel": "sends a message of Steward's own again",
  "usage/usage-preview.ts leavePreview":
    "notes whose turn a job's slot was, and that a message of Steward's own is on its way",
  "usage/usage-preview.ts noteShown": "notes that a message of Steward's own has arrived",
  "usage/weekly-usage.ts leaveWeekly": "notes whose turn a job's slot was",
  "usage/sweep-gaps.ts sweepGaps": "what it keeps is told from the entries, tickets and quotes, which have theirs",
  "usage/note-use.ts noteMiss": "counts how often Steward was used, which no decision of a person's is",
  "usage/note-use.ts noteUse": "counts how often Steward was used, which no decision of a person's is",
  "uploads/claim-upload.ts finishUpload": "the import that it ends has the entry",
  "uploads/claim-upload.ts holdUpload": "the lease of a run that goes on",
  "uploads/claim-upload.ts keepProgressPlace": "where a message of Steward's own stands",
  "uploads/claim-upload.ts noteRowsUnsent": "what Slack did of a file of Steward's own; the import has the entry",
  "uploads/claim-upload.ts releaseUpload": "the lease of a run that stopped",
};

/** What asks for no permission, and why that is right. */
const withoutPermission: Record<string, string> = {
  "access/ask-for-access.ts askForAccess": "whoever has no access asks for it",
  "access/check-people.ts checkPeople": "a job",
  "access/mark-uninstalled.ts markUninstalled": "Slack tells what happened there; nobody decides it here",
  "access/count-newcomers.ts countNewcomers":
    "a number for the form of somebody who may give access, which the form asks",
  "customers/merge/person-ids.ts followContact": "an id for an id; what it stands for is asked for elsewhere",
  "access/find-member.ts findMember": "a colleague's name and role, which every colleague sees in Slack",
  "access/find-welcome.ts findWelcome": "Steward's own notice to the person concerned",
  "access/follow-person.ts followPerson": "Slack tells what happened there; nobody decides it here",
  "access/list-access.ts countAccess": "a number",
  "access/note-activity.ts noteActivity": "of whoever acts, whatever that was allowed to be",
  "access/permission.ts allow": "is the check",
  "access/permission.ts listStewardNames": "whoever is refused is told whom to ask",
  "attention/attend-delivery.ts attendDelivery": "Steward's own delivery, which goes to nobody without access",
  "attention/held.ts readTaken": "Steward's own notice to the person whose messages waited",
  "attention/leave-digest.ts leaveDigest": "a job",
  "attention/personal-turn.ts listDuePeople": "a job",
  "digest/find-digest.ts noteDigestPlace": "Steward's own message",
  "digest/fold-digest.ts foldEarlierDigests": "Steward's own message",
  "digest/list-digest-soon.ts listDigestSoon": "a job",
  "digest/tips.ts noteFirstLookup": "of whoever acts; the card asks",
  "audits/keep-day-head.ts findDayHead": "Steward's own notice to the stewards",
  "audits/keep-day-head.ts keepDayHead": "a job",
  "tasks/number-tasks.ts numberTasks": "gives numbers to call tasks by; reading and changing them asks",
  "freshness/scan-freshness.ts scanFreshness": "a job",
  "interactions/draft.ts dropDraft": "one's own draft",
  "interactions/draft.ts getDraft": "one's own draft; saving it asks",
  "interactions/draft.ts keepDraft": "one's own draft; saving it asks",
  "interactions/log-interaction.ts isRepeated": "compares with one's own last entry; logging asks",
  "privacy/continue-erasures.ts continueErasure": "Steward's own work on what a person was allowed to begin",
  "privacy/export-person.ts makePersonFiles": "Steward's own work on what a person was allowed to begin",
  "privacy/record-posted.ts recordPosted": "Steward's own note of what it posted",
  "privacy/take-back.ts findMessageToTakeBack": "Steward's own work on what a person was allowed to begin",
  "privacy/take-back.ts settleTakenBack": "Steward's own work on what a person was allowed to begin",
  "retention/remove-expired.ts removeExpired": "a job",
  "tickets/ticket-notices.ts tell": "leaves a notice for what a person was allowed to do",
  "tickets/ticket-people.ts namePerson": "a colleague's name, which every colleague sees in Slack",
  "tickets/ticket-settings.ts loadClockwork": "the team's own hours and targets, for what asks itself",
  "usage/own-usage.ts findOwnUsage": "Steward's own notice to the person whose numbers they are",
  "usage/report-file.ts writeReport":
    "Steward's own work on what a person was allowed to ask for; it asks again as they",
  "usage/sweep-gaps.ts sweepGaps": "a job",
  "usage/usage-preview.ts leavePreview": "a job",
  "usage/usage-preview.ts noteShown": "Steward's own message",
  "usage/weekly-usage.ts findManager": "Steward's own notice to the person concerned",
  "usage/weekly-usage.ts leaveWeekly": "a job",
  "usage/note-use.ts noteMiss": "of whoever acts, whatever that was allowed to be",
  "usage/note-use.ts noteUse": "of whoever acts, whatever that was allowed to be",
  "uploads/claim-upload.ts claimUpload": "Steward takes up what a person was allowed to ask for",
  "uploads/claim-upload.ts failUpload": "Steward takes up what a person was allowed to ask for",
  "uploads/claim-upload.ts finishUpload": "Steward takes up what a person was allowed to ask for",
  "uploads/claim-upload.ts holdUpload": "Steward takes up what a person was allowed to ask for",
  "uploads/claim-upload.ts releaseUpload": "Steward takes up what a person was allowed to ask for",
  "customers/import/list-imports.ts findUndoResult": "Steward's own notice to whoever took an import back",
  "customers/import/undo-import.ts continueUndo": "Steward itself goes on with what a steward asked for",
  "uploads/claim-upload.ts keepProgressPlace": "Steward itself, while it imports what a steward uploaded",
  "uploads/claim-upload.ts noteRowsUnsent": "Steward itself, while it imports what a steward uploaded",
  "uploads/find-upload-result.ts findUploadResult": "Steward's own notice to whoever uploaded",
};

describe("a use case", () => {
  const useCases = listUseCases();

  it("is found by itself", () => {
    const names = useCases.map(({ name }) => name);
    for (const known of [
      "access/grant-access.ts grantAccess",
      "customers/create-contact.ts createContact",
      "interactions/change-interaction.ts removeInteraction",
      "tasks/add-task.ts addTask",
      "audits/verify-audit.ts verifyAudit",
    ]) {
      expect(names).toContain(known);
    }
    const facts = Object.fromEntries(useCases.map(({ name, ...rest }) => [name, rest]));
    expect(facts["access/grant-access.ts grantAccess"]).toEqual({ writes: true, audits: true, allows: true });
    expect(facts["audits/list-audit.ts listAudit"]).toEqual({ writes: false, audits: false, allows: true });
    // Through what it calls: the draft's entry is logged elsewhere.
    expect(facts["interactions/log-entry.ts placeDraft"]).toEqual({ writes: true, audits: true, allows: true });
  });

  it("that changes something leaves an entry in the audit log, or is listed with the reason why not", () => {
    const silent = useCases.filter(({ writes, audits }) => writes && !audits).map(({ name }) => name);
    expect(silent.filter((name) => !(name in withoutEntry))).toEqual([]);
  });

  it("asks for a permission, or is listed with the reason why not", () => {
    const open = useCases.filter(({ allows }) => !allows).map(({ name }) => name);
    expect(open.filter((name) => !(name in withoutPermission))).toEqual([]);
  });
});
