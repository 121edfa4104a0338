import { type Draft, emptyDraft } from "./mentions.ts";

/** What is written and not sent, by person and place; it outlives a reload of the page. */
const storageKey = "steward.drafts";

/** The unsent text of one place. */
export function readDraft(place: string): Draft {
  return allDrafts()[place] ?? emptyDraft;
}

/** Keeps the unsent text of one place; empty text forgets it. */
export function keepDraft(place: string, draft: Draft): void {
  const { [place]: _, ...others } = allDrafts();
  const next = draft.text === "" ? others : { ...others, [place]: draft };
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // A full or forbidden storage costs only the draft's life beyond this page.
  }
}

function allDrafts(): Record<string, Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? "{}") as Record<string, Draft>;
  } catch {
    return {};
  }
}
