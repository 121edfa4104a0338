/** What a merge does with a column in which contacts stand. */
export type ColumnTreatment =
  /** its rows go to the contact that stays, and back when the merge is undone */
  | "moved"
  /** the same, but equal ones are joined: the better one counts */
  | "joined"
  /** stays as it is, and is found through the contact that it leads to */
  | "followed";

/**
 * Every column in which a contact's id stands. A test walks the schema: a column that is not here fails it, so that no table is
 * added past merging.
 */
export const contactColumns: Record<string, ColumnTreatment> = {
  "contact_point.contactId": "joined",
  "contact_fact.contactId": "joined",
  // Who was merged into the one that is merged now leads on to the one that stays.
  "contact.mergedIntoId": "moved",
  "interaction.contactId": "moved",
  "interaction_version.contactId": "moved",
  "task.contactId": "moved",
  "ticket.contactId": "moved",
  "quote.contactId": "moved",
  "quote_version.contactId": "moved",
  "stage_change.contactId": "moved",
  "import_change.contactId": "moved",
  // A ticket's card and the first reply in its thread are drawn anew, and say then whom they tell of.
  "ticket_card.detailsFor": "followed",
  // What stands in Slack, what left, and what the log says was about the one whom it names; whoever asks for a person asks for all.
  "posted_message.contactId": "followed",
  "data_export.contactId": "followed",
  "audit_entry.subjectId": "followed",
  "person_key.personId": "followed",
  // Nobody who was erased is merged, and with whoever stays all are erased who were merged into them.
  "erasure.contactId": "followed",
  "contact_merge.keptId": "followed",
  "contact_merge.goneId": "followed",
};

/** Table and column of what simply moves, in the order in which their rows are locked everywhere. */
export const movedColumns: readonly { key: string; table: string; column: string }[] = Object.entries(contactColumns)
  .filter(([, treatment]) => treatment === "moved")
  .map(([key]) => {
    const [table = "", column = ""] = key.split(".");
    return { key, table, column };
  });
