export const interactionTypes = ["call", "email", "meeting", "visit", "quote", "note"] as const;
export type InteractionType = (typeof interactionTypes)[number];

export const outcomes = ["connected", "no_answer", "left_message", "wrong_number", "bounced"] as const;
export type Outcome = (typeof outcomes)[number];

/** What an entry says, apart from whom it is about. */
export interface EntryFields {
  type: InteractionType;
  outcome: Outcome | null;
  /** null: now */
  happenedAt: Date | null;
  durationMinutes: number | null;
  note: string;
  tasks: readonly PlannedTask[];
  /** of a quote, as it was typed; null: none; undefined: what its note says */
  amount?: string | null | undefined;
}

/** What has to be done next, as it was typed. */
export interface PlannedTask {
  title: string;
  /** null: no date was given */
  dueAt: Date | null;
  /** a time was said, not only a day */
  timed?: boolean | undefined;
}

/** A day that was said so that it may be one or another ("3/12", "3 Dec" in November): asked before anything is saved. */
export interface OpenDay {
  /** the entry's own, or that of a task by its place */
  of: "entry" | number;
  /** as it was typed */
  typed: string;
  /** the likelier first */
  choices: Date[];
}

/** Next steps that one text may have. */
export const mostTasks = 5;

/** Slack's own limit of a text input, and of what one section shows. */
export const longestNote = 3000;

/** A conversation in which the customer took part, as against an attempt or a note to oneself. */
export function isTalk({ type, outcome }: { type: InteractionType; outcome: Outcome | null }): boolean {
  if (type === "note" || type === "quote") return false;
  return outcome === null || outcome === "connected";
}

export function isInteractionType(word: string): word is InteractionType {
  return (interactionTypes as readonly string[]).includes(word);
}

export function isOutcome(word: string): word is Outcome {
  return (outcomes as readonly string[]).includes(word);
}
