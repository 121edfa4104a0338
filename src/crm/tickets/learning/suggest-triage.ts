import type { Context } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { listPresent } from "../absence.ts";
import { type Priority, priorities, type TicketPerson } from "../ticket.ts";
import { readModel } from "./category-model.ts";
import { findAlikeTickets, type Likeness, type SimilarTicket } from "./find-similar-tickets.ts";
import { OnlineClassifier } from "./online-classifier.ts";
import { chanceOf } from "./sureness.ts";
import { featuresOf } from "./text-features.ts";

/** What is suggested, and why. */
export interface Suggested<Value> {
  value: Value;
  /** 0 to 1: how likely it is right */
  confidence: number;
  /** the solved tickets that speak for it, the most alike first; empty: it was learned from all of them */
  like: SimilarTicket[];
}

export interface TriageSuggestions {
  /** solved, with their fix, the most alike first */
  similar: SimilarTicket[];
  /** not solved yet: a duplicate, or one outage */
  alike: SimilarTicket[];
  category: Suggested<string> | null;
  priority: Suggested<Priority> | null;
  assignee: Suggested<TicketPerson> | null;
}

/** What is less likely than this is not said. */
export const surest = 0.6;
/** What speaks against every vote before anybody has voted: one ticket that is hardly alike convinces nobody. */
const doubt = 0.3;
const voters = 10;
const shown = 3;

/** Who should take a ticket, what it is about and how urgent it is, as far as solved tickets like it say so [R77, R79]. */
export async function suggestTriage(
  ctx: Context,
  ticket: Likeness & { exceptId?: string | null },
): Promise<TriageSuggestions> {
  await allow(ctx, "tickets:read");
  const found = await findAlikeTickets(ctx, ticket);
  const solved = found.solved.slice(0, voters);
  const present = await listPresent(ctx, [...new Set(solved.flatMap(({ solvedBy }) => solvedBy?.memberId ?? []))]);
  const isPriority = (value: string): value is Priority => (priorities as readonly string[]).includes(value);
  const assignee = vote(solved, ({ solvedBy }) =>
    solvedBy && present.has(solvedBy.memberId) ? solvedBy.memberId : null,
  );
  const person = assignee?.like[0]?.solvedBy ?? null;
  return {
    similar: solved.slice(0, shown),
    alike: found.unsolved.slice(0, shown),
    category: (await guessCategory(ctx, ticket, solved)) ?? vote(solved, ({ category }) => category),
    priority: vote(solved, ({ priority }) => (isPriority(priority) ? priority : null)),
    assignee: assignee && person ? { ...assignee, value: person } : null,
  };
}

/** What the words of the whole ticket say, where enough was learned to be sure. */
async function guessCategory(
  ctx: Context,
  { subject, text }: Likeness,
  solved: readonly SimilarTicket[],
): Promise<Suggested<string> | null> {
  const model = await readModel(ctx);
  if (!model?.sureness) return null;
  const guess = new OnlineClassifier(model.learned).guess(featuresOf(`${subject}\n${text}`));
  if (!guess) return null;
  const confidence = chanceOf(model.sureness, guess.margin);
  if (confidence < surest) return null;
  const like = solved.filter(({ category }) => category === guess.label).slice(0, shown);
  return { value: guess.label, confidence, like };
}

/** Each ticket speaks for what was true of it, as loudly as it is alike. */
function vote<Value extends string>(
  tickets: readonly SimilarTicket[],
  voiceOf: (ticket: SimilarTicket) => Value | null,
): Suggested<Value> | null {
  const votes = new Map<Value, { weight: number; like: SimilarTicket[] }>();
  let total = doubt;
  for (const ticket of tickets) {
    const value = voiceOf(ticket);
    if (value === null) continue;
    const weight = (ticket.covers + ticket.looksAlike) / 2;
    const known = votes.get(value) ?? { weight: 0, like: [] };
    votes.set(value, { weight: known.weight + weight, like: [...known.like, ticket] });
    total += weight;
  }
  const [best] = [...votes].sort(([, one], [, other]) => other.weight - one.weight);
  if (!best) return null;
  const [value, { weight, like }] = best;
  const confidence = weight / total;
  return confidence < surest ? null : { value, confidence, like: like.slice(0, shown) };
}
