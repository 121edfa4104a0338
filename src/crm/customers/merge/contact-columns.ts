/** What a merge does with a column in which contacts stand. */
export type ColumnTreatment =
  /** its rows go to the contact that stays, and back when the merge is undone */
  | "moved"
  /** the same, unless the one that stays has a row there, of which each contact has one: then it counts */
  | "moved_if_none"
  /** a list of ids: the one that stays takes the other's place in it, unless it stands there itself */
  | "replaced"
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
  "freshness_ask.contactId": "moved_if_none",
  "digest.leadIds": "replaced",
  "digest.quietIds": "replaced",
  "digest.restedIds": "replaced",
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
export const movedColumns = columnsWith("moved");

/** The same for what each contact has one of. */
export const singleColumns = columnsWith("moved_if_none");

/** The same for lists. */
export const listColumns = columnsWith("replaced");

export interface ContactColumn {
  /** "task.contactId" */
  key: string;
  table: string;
  column: string;
}

function columnsWith(treatment: ColumnTreatment): readonly ContactColumn[] {
  return Object.keys(contactColumns)
    .filter((key) => contactColumns[key] === treatment)
    .map((key) => {
      const [table = "", column = ""] = key.split(".");
      return { key, table, column };
    });
}
