export interface InteractionRefusals {
  interaction_not_found: Record<string, never>;
  not_your_entry: { author: string };
  note_too_long: { length: number; longest: number };
  task_too_long: { length: number; longest: number };
  date_in_future: { at: Date };
  /** the same words about the same customer a moment ago */
  already_logged: Record<string, never>;
  too_many_lines: { count: number; most: number };
  nothing_to_undo: Record<string, never>;
  draft_gone: Record<string, never>;
  customer_missing: Record<string, never>;
  /** a form of an older version, or one that was meddled with */
  form_outdated: Record<string, never>;
}
