import type { Build } from "./build.ts";
import { cast } from "./demo-cast.ts";
import { seededDraw } from "./seeded-draw.ts";

/** Why the made-up customers did not buy. */
const reasons = [
  ...["too expensive", "went with their present supplier", "budget moved to next year", "delivery too late"],
  ...["kemahalan", "pilih pemasok lama", "anggaran ditunda"],
] as const;

/** A year's business in rupiah, of whom nothing is known yet. */
const usual = { least: 20_000_000, most: 400_000_000 };
/** A quote is decided within so many days, or has gone quiet. */
const longestWait = 45;
const dayMs = 86_400_000;

/**
 * The quote of each entry that is about one, numbered in the order in which they were sent. Old ones were decided: customers
 * took two of three, leads and prospects none, or they would be customers. Drawn apart, so that everything else stays as it is.
 */
export function addQuotes(build: Build): void {
  const { rows, calendar, idAt, workspace } = build;
  const draw = seededDraw(20_261_123);
  const stages = new Map(rows.contacts.map(({ id, stage }) => [id, stage]));
  const current = rows.facts.filter(({ field, validTo }) => field === "value" && !validTo);
  const values = new Map(current.map((fact) => [fact.contactId, fact]));
  const sent = rows.interactions
    .filter(({ type, memberId }) => type === "quote" && memberId)
    .map((entry) => ({ ...entry, sentAt: new Date(entry.happenedAt) }))
    .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  for (const [index, { id: interactionId, contactId, memberId = null, note, sentAt, createdAt }] of sent.entries()) {
    const stage = stages.get(contactId);
    const decidedAt = new Date(sentAt.getTime() + draw.int(2, longestWait) * dayMs);
    const bought = (stage === "customer" || stage === "former") && draw.chance(0.66);
    const isDecided = decidedAt < calendar.now && (bought || draw.chance(0.8));
    const state = isDecided ? (bought ? "won" : "lost") : "open";
    const value = values.get(contactId);
    const year = value ? Number(value.value) : draw.int(usual.least, usual.most);
    rows.quotes.push({
      ...{ id: idAt(sentAt), workspaceId: workspace.id, number: index + 1, contactId, title: note },
      ...{ amountMinor: BigInt(rounded((year * draw.int(15, 60)) / 100)), currency: value?.currency ?? "IDR" },
      ...{ state, memberId: memberId ?? "", sentAt, interactionId },
      ...{ decidedAt: isDecided ? decidedAt : null, decidedById: isDecided ? memberId : null },
      lostReason: state === "lost" && draw.chance(0.8) ? draw.one(reasons) : null,
      ...{ demo: true, createdAt, createdById: memberId },
    });
  }
  addConversions(build);
}

/**
 * Whose first quote was won in this year of work became a customer by it, so that leads that became customers can be seen in the
 * reports [R126]. Not the people whose stories the documents tell: those have been customers for as long as is said there.
 */
function addConversions({ rows, idAt, workspace }: Build): void {
  const first = new Map<string, (typeof rows.quotes)[number]>();
  for (const quote of rows.quotes) {
    const known = first.get(quote.contactId);
    if (quote.state === "won" && (!known || decisionOf(quote) < decisionOf(known))) first.set(quote.contactId, quote);
  }
  for (const contact of rows.contacts) {
    const quote = first.get(contact.id);
    if (!quote || contact.stage !== "customer" || cast[contact.name]) continue;
    const at = decisionOf(quote);
    quote.contactBefore = { stage: "prospect", customerSince: null, customerSinceSource: null };
    contact.customerSince = new Date(`${at.toISOString().slice(0, 10)}T00:00:00Z`);
    contact.customerSinceSource = "the first won quote";
    rows.stageChanges.push({
      ...{ id: idAt(at), workspaceId: workspace.id, contactId: contact.id, fromStage: "prospect", toStage: "customer" },
      ...{ at, byId: quote.decidedById ?? null, cause: "quote", quoteId: quote.id },
    });
  }
}

function decisionOf({ decidedAt }: Build["rows"]["quotes"][number]): Date {
  return new Date(decidedAt ?? 0);
}

/** As people price things: two figures, and the rest noughts. */
function rounded(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.max(1, Math.round(amount / step)) * step;
}
