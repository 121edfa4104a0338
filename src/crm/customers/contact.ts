/** How far a contact has come. */
export const stages = ["lead", "prospect", "customer", "former"] as const;
export type Stage = (typeof stages)[number];

export function isStage(word: string): word is Stage {
  return (stages as readonly string[]).includes(word);
}

export const pointKinds = ["email", "phone", "address", "website"] as const;
/** What a contact or a company is reached at. */
export type PointKind = (typeof pointKinds)[number];

/** What is kept of a contact with its history, one value at a time. */
export type FactField = "job_title" | "job_function" | "organisation" | "value";

/** How a value came to be confirmed: by a call that got through, the digest's question, somebody's edit, a list of what is stale. */
export type ConfirmedBy = "call" | "digest" | "edit" | "list";

/** Characters at most, of what is typed as one line. */
export const longest = {
  name: 200,
  company: 200,
  jobTitle: 200,
  jobFunction: 100,
  address: 500,
  source: 200,
  interests: 2000,
  point: 320,
} as const;
