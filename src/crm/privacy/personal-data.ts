/** What becomes of a table's rows about one person: in their export, and when they are erased. */
interface Treatment {
  exported: "whole" | "opened" | "no";
  erased: "removed" | "emptied" | "sealed away" | "taken back" | "kept";
  /** why, where it is not both exported and erased */
  because?: string;
  /** columns that can hold what somebody said or wrote about a person */
  personal: readonly string[];
}

/**
 * Every table with rows about a customer, and every column in which words about one can stand. A test walks the schema:
 * a table or a text column that is neither here nor in {@link impersonal} fails it, so that nothing is added past export
 * and erasure.
 */
export const personalData: Record<string, Treatment> = {
  contact: {
    exported: "whole",
    erased: "emptied",
    personal: [
      ...["name", "searchKey", "nameKey", "customerSinceSource", "source", "interests"],
      ...["externalSystem", "externalId", "externalUrl"],
    ],
  },
  contact_merge: { exported: "whole", erased: "emptied", personal: ["moved", "changed"] },
  contact_point: {
    exported: "whole",
    erased: "removed",
    personal: ["normal", "typed", "source", "suspendedReason"],
  },
  contact_fact: { exported: "whole", erased: "removed", personal: ["value", "source"] },
  freshness_ask: {
    exported: "no",
    erased: "kept",
    because: "ids and a time only: that a colleague was asked, which the log, exported itself, says too",
    personal: [],
  },
  interaction: { exported: "whole", erased: "emptied", personal: ["note", "link"] },
  point_evidence: {
    exported: "no",
    erased: "removed",
    because: "what was known of an address before an entry; the address itself is exported, with the entry",
    personal: ["suspendedReason"],
  },
  interaction_version: { exported: "whole", erased: "removed", personal: ["note"] },
  task: { exported: "whole", erased: "emptied", personal: ["title", "link"] },
  quote: { exported: "whole", erased: "emptied", personal: ["title", "lostReason", "contactBefore"] },
  quote_version: { exported: "whole", erased: "removed", personal: ["title", "lostReason"] },
  stage_change: {
    exported: "whole",
    erased: "kept",
    because: "ids, stages and times only: how many leads became customers stays countable",
    personal: [],
  },
  ticket: {
    exported: "whole",
    erased: "emptied",
    personal: ["subject", "text", "sourceChannel", "sourceTs", "sourceLink", "sourceAuthor", "fix"],
  },
  ticket_event: { exported: "whole", erased: "emptied", personal: ["details"] },
  ticket_note: { exported: "whole", erased: "emptied", personal: ["authorName", "text", "channel", "ts"] },
  ticket_attempt: { exported: "whole", erased: "emptied", personal: ["text"] },
  outage: {
    exported: "no",
    erased: "emptied",
    because: "it concerns many; only a name that it has from this person's ticket, which is exported, is about them",
    personal: ["title"],
  },
  ticket_word: {
    exported: "no",
    erased: "removed",
    because: "the words of the ticket, which is exported itself",
    personal: ["word"],
  },
  draft: { exported: "whole", erased: "removed", personal: ["text", "entry"] },
  import_run: { exported: "whole", erased: "emptied", personal: ["rejections", "notices", "leftOut", "fileName"] },
  import_change: { exported: "whole", erased: "removed", personal: ["before", "after"] },
  audit_entry: { exported: "opened", erased: "sealed away", personal: ["before", "after", "aboutKey"] },
  person_key: {
    exported: "no",
    erased: "sealed away",
    because: "it opens the audit log's entries, which are exported opened; destroying it erases them",
    personal: ["wrapped"],
  },
  posted_message: { exported: "whole", erased: "taken back", personal: ["channel", "ts", "fileId"] },
  delivery: {
    exported: "whole",
    erased: "taken back",
    because: "its row holds ids only and goes by itself after 90 days; what it posted is deleted in Slack",
    personal: ["payload"],
  },
  data_export: { exported: "whole", erased: "emptied", personal: ["reason"] },
  erasure: { exported: "no", erased: "kept", because: "the certificate: counts only", personal: ["reason"] },
  erasure_message: {
    exported: "no",
    erased: "kept",
    because: "where Steward's messages stood, and what became of them",
    personal: ["channel", "ts", "fileId"],
  },
  erased_person: {
    exported: "no",
    erased: "kept",
    because: "keyed hashes, which keep an import from bringing the person back",
    personal: ["hash"],
  },
};

/** Text columns elsewhere that hold nothing a customer is known by, by table; "*" is all of its columns. */
export const impersonal: Record<string, readonly string[]> = {
  contact: ["stage"],
  contact_point: ["kind", "confirmedHow"],
  contact_fact: ["field", "currency", "confirmedHow"],
  // Counts of customers by day, field and owner; limits in days.
  freshness_limit: ["*"],
  freshness_day: ["*"],
  freshness_handout: ["*"],
  interaction: ["type", "outcome", "surface"],
  interaction_version: ["type", "outcome"],
  point_evidence: ["result", "confirmedHow"],
  import_run: ["system", "undoState", "undoCounts", "undoKept"],
  import_change: ["interactionId"],
  ticket: ["category", "priority", "state", "department"],
  ticket_event: ["kind", "state"],
  ticket_counter: ["*"],
  task_counter: ["*"],
  quote: ["currency", "state"],
  quote_version: ["currency", "state"],
  quote_counter: ["*"],
  stage_change: ["fromStage", "toStage", "cause"],
  ticket_clock: ["*"],
  // Where the card stands; what it says of a customer is taken back as a posted message.
  ticket_card: ["*"],
  ticket_channel_trouble: ["*"],
  // Where a thread is read from, and how far.
  ticket_thread_copy: ["*"],
  ticket_length: ["*"],
  // Weights of hashed features over many tickets; learned anew from what is there every day.
  category_model: ["*"],
  absence: ["*"],
  // How tickets are run, and by which colleagues.
  ticket_settings: ["*"],
  working_span: ["*"],
  holiday: ["*"],
  service_target: ["*"],
  escalation_person: ["*"],
  ticket_inbox: ["*"],
  audit_entry: ["action", "surface", "interactionId", "subjectType", "previousHash", "hash"],
  person_key: ["personType", "masterKeyId"],
  posted_message: ["kind"],
  delivery: ["kind", "recipient", "state", "method", "lastError", "channel", "ts"],
  data_export: ["scope", "surface"],
  erasure: ["step", "counts", "listHash"],
  erasure_message: ["state", "failure"],
  erased_person: ["kind"],
  // An organisation is no person; what one-man businesses are called stays with the business.
  company: ["*"],
  // Colleagues and their rights are not customers.
  workspace: ["*"],
  member: ["*"],
  access_grant: ["*"],
  access_review: ["*"],
  access_review_item: ["*"],
  ownership: ["*"],
  audit_head: ["*"],
  audit_day_head: ["*"],
  attention_setting: ["*"],
  attention_less: ["*"],
  personal_turn: ["*"],
  // How often colleagues used Steward, and when they recorded nothing: counts and dates, nothing of what was said.
  usage_setting: ["*"],
  usage_try: ["*"],
  usage_gap: ["*"],
  usage_preview: ["*"],
  // Ids, and where the message stands; what it says of a customer is taken back as a posted message.
  digest: ["*"],
  rate: ["*"],
  handled: ["*"],
  reply_address: ["*"],
  job_slot: ["*"],
  // Struck when it has been dealt with, within minutes; what it said became entries or drafts.
  inbox_event: ["*"],
  sweep_turn: ["*"],
  // The steward's own file, which stays in Slack under the steward's name.
  upload: ["*"],
};
