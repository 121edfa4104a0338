/** Why somebody records nothing, as far as it can be told [R122]. */
export const gapCauses = ["never_tried", "errors", "poor_data", "only_reads", "stopped", "away"] as const;
export type GapCause = (typeof gapCauses)[number];
/** Causes that a lesson helps with. */
export type Teachable = Exclude<GapCause, "away">;

export function isTeachable(cause: GapCause): cause is Teachable {
  return cause !== "away";
}

/** What is known of a person who records nothing. */
export interface GapFacts {
  /** since the stretch began: how often they used Steward, and what became of it */
  answers: number;
  refusals: number;
  faults: number;
  misses: number;
  /** they have used Steward at some time, as far back as it is known */
  everUsed: boolean;
  /** they have recorded something before */
  everRecorded: boolean;
  /** working days of the stretch, and those that their absence took from it */
  days: number;
  awayDays: number;
  /** customers whose owner they are, and those of them whom neither a phone nor an e-mail reaches */
  ownCustomers: number;
  unreachable: number;
}

/** So many in vain say more than one slip. */
const fewestInVain = 2;
/** Fewer customers than this say nothing about the data. */
const fewestCustomers = 5;

/**
 * The first cause that fits, those first that a team can do something about. "away": they were there before and have not
 * been seen since at all, which an absence that nobody entered looks like; or their absence took up most of the time.
 */
export function likelyCause(facts: GapFacts): GapCause {
  const { answers, refusals, faults, misses, everUsed, everRecorded } = facts;
  const tries = answers + refusals + faults;
  if (facts.awayDays > facts.days) return "away";
  if (!everUsed && !everRecorded && tries === 0) return "never_tried";
  const failed = refusals + faults;
  if (failed >= fewestInVain && failed >= misses) return "errors";
  if (misses >= fewestInVain) return "poor_data";
  if (tries > 0 && facts.ownCustomers >= fewestCustomers && facts.unreachable * 2 >= facts.ownCustomers)
    return "poor_data";
  if (failed > 0 && failed >= answers) return "errors";
  if (tries > 0) return everRecorded ? "stopped" : "only_reads";
  return everRecorded ? "away" : "never_tried";
}
