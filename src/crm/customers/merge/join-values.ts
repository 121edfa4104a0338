import { v7 as newId } from "uuid";
import type { Context } from "../../../db/context.ts";
import type { FactField } from "../contact.ts";
import { foldName } from "../fold-name.ts";
import { betterSide, type Side } from "./merge-choice.ts";
import type { Change } from "./merge-record.ts";

interface Pair {
  keptId: string;
  goneId: string;
}

interface PointRow {
  id: string;
  contactId: string;
  kind: string;
  normal: string;
  confirmedAt: Date | null;
  suspendedAt: Date | null;
  current: boolean;
}

/**
 * All addresses of both for the one that stays, with their history. Of two that are equal and in use the one counts of which
 * something was said last; the other one ends, with the contact that goes.
 */
export async function joinPoints(ctx: Context, pair: Pair): Promise<Change[]> {
  const { keptId, goneId } = pair;
  const points = await ctx.tx.$queryRaw<PointRow[]>`
    SELECT id, "contactId", kind, normal, "confirmedAt", "suspendedAt", "validTo" IS NULL AS current FROM contact_point
    WHERE "contactId" = ANY(${[keptId, goneId]}::uuid[]) ORDER BY id FOR UPDATE`;
  const ours = new Map(
    points.filter((point) => point.contactId === keptId && point.current).map((point) => [keyOf(point), point]),
  );
  const joining = new Joining(ctx, pair);
  for (const theirs of points.filter(({ contactId }) => contactId === goneId)) {
    const same = theirs.current ? ours.get(keyOf(theirs)) : undefined;
    if (!same) joining.take(theirs.id);
    else if (betterSide(same, theirs) === "kept") joining.endHere(theirs.id);
    else {
      joining.giveAway(same.id);
      joining.take(theirs.id);
    }
  }
  return joining.save("contact_point");
}

function keyOf({ kind, normal }: PointRow): string {
  return `${kind} ${normal}`;
}

interface FactRow {
  id: string;
  contactId: string;
  field: FactField | "name";
  value: string;
  currency: string | null;
  confirmedAt: Date | null;
  current: boolean;
}

/** What both say of themselves, with its history; of two values in use the one that is not chosen becomes an earlier one. */
export async function joinFacts(
  ctx: Context,
  pair: Pair,
  sideOf: (field: FactField, ours: FactRow, theirs: FactRow) => Side,
): Promise<Change[]> {
  const { keptId, goneId } = pair;
  const facts = await ctx.tx.$queryRaw<FactRow[]>`
    SELECT id, "contactId", field, value, currency, "confirmedAt", "validTo" IS NULL AS current FROM contact_fact
    WHERE "contactId" = ANY(${[keptId, goneId]}::uuid[]) ORDER BY id FOR UPDATE`;
  const joining = new Joining(ctx, pair);
  for (const theirs of facts.filter(({ contactId }) => contactId === goneId)) {
    const field = theirs.field;
    const ours = facts.find((fact) => fact.contactId === keptId && fact.current && fact.field === field);
    if (!theirs.current || !ours || field === "name") joining.take(theirs.id);
    else if (ours.value === theirs.value && ours.currency === theirs.currency) {
      if (betterSide(ours, theirs) === "kept") joining.endHere(theirs.id);
      else {
        joining.giveAway(ours.id);
        joining.take(theirs.id);
      }
    } else if (sideOf(field, ours, theirs) === "kept") joining.takeAsEarlier(theirs.id);
    else {
      joining.endHere(ours.id);
      joining.take(theirs.id);
    }
  }
  return joining.save("contact_fact");
}

/** The name that is not chosen stays known as another spelling, unless it is one already. */
export async function keepOtherName(ctx: Context, keptId: string, name: string, chosen: string): Promise<Change[]> {
  const known = await ctx.tx.contactFact.findMany({
    where: { contactId: keptId, field: "name" },
    select: { value: true },
  });
  const folded = foldName(name);
  if ([chosen, ...known.map(({ value }) => value)].some((one) => foldName(one) === folded)) return [];
  const id = newId();
  const at = { validFrom: ctx.now, validTo: ctx.now, createdAt: ctx.now };
  await ctx.tx.contactFact.create({
    data: {
      ...{ id, workspaceId: ctx.workspace.id, contactId: keptId, field: "name", value: name },
      ...at,
      source: "merged",
    },
  });
  return [{ table: "contact_fact", id, before: null, after: { contactId: keptId } }];
}

/** What is to become of rows that are alike, gathered: what ends is written before what moves, since one of a kind is in use. */
class Joining {
  readonly #ctx: Context;
  readonly #pair: Pair;
  readonly #changes = new Map<string, Change>();

  constructor(ctx: Context, pair: Pair) {
    this.#ctx = ctx;
    this.#pair = pair;
  }

  /** goes to the one that stays */
  take(id: string): void {
    this.#note(id, { contactId: this.#pair.goneId }, { contactId: this.#pair.keptId });
  }

  /** ends where it is */
  endHere(id: string): void {
    this.#note(id, { validTo: null }, { validTo: this.#ctx.now.toISOString() });
  }

  /** goes to the one that stays, as what was so until today */
  takeAsEarlier(id: string): void {
    this.take(id);
    this.endHere(id);
  }

  /** ends, and goes with the other contact */
  giveAway(id: string): void {
    this.#note(id, { contactId: this.#pair.keptId }, { contactId: this.#pair.goneId });
    this.endHere(id);
  }

  #note(id: string, before: Record<string, string | null>, after: Record<string, string | null>): void {
    const known = this.#changes.get(id);
    this.#changes.set(id, {
      ...{ table: "contact_point", id },
      before: { ...known?.before, ...before },
      after: { ...known?.after, ...after },
    });
  }

  async save(table: "contact_point" | "contact_fact"): Promise<Change[]> {
    const changes = [...this.#changes.values()].map((change): Change => ({ ...change, table }));
    const { tx, now } = this.#ctx;
    const { keptId, goneId } = this.#pair;
    const ended = changes.filter(({ after }) => "validTo" in after).map(({ id }) => id);
    const goingTo = (contactId: string) =>
      changes.filter(({ after }) => after["contactId"] === contactId).map(({ id }) => id);
    if (table === "contact_point") {
      await tx.contactPoint.updateMany({ where: { id: { in: ended } }, data: { validTo: now } });
      await tx.contactPoint.updateMany({ where: { id: { in: goingTo(goneId) } }, data: { contactId: goneId } });
      await tx.contactPoint.updateMany({ where: { id: { in: goingTo(keptId) } }, data: { contactId: keptId } });
    } else {
      await tx.contactFact.updateMany({ where: { id: { in: ended } }, data: { validTo: now } });
      await tx.contactFact.updateMany({ where: { id: { in: goingTo(goneId) } }, data: { contactId: goneId } });
      await tx.contactFact.updateMany({ where: { id: { in: goingTo(keptId) } }, data: { contactId: keptId } });
    }
    return changes;
  }
}
