import { validate as isId } from "uuid";
import type { Context } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import type { CustomerSummary } from "../customer-match.ts";
import { likeness } from "../rank-customers.ts";
import { readSummaries } from "../read-summaries.ts";

/** What speaks for two contacts being one, the strongest first. */
export const duplicateReasons = ["email", "phone", "name_and_company", "like_name", "name"] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

export interface Duplicate extends CustomerSummary {
  /** the strongest first */
  reasons: DuplicateReason[];
}

/** From here on a colleague's name is taken for the same one, written otherwise: "Hendra Gunawan", "Hendra Gunawann". */
const alikeFrom = 0.85;
const mostColleagues = 500;
const mostOfAKind = 50;

interface Found {
  id: string;
  reason: DuplicateReason;
}

/**
 * Who may be the same person as a contact: whoever has or had the same e-mail address or phone number, whoever has the same name,
 * and whoever is called nearly the same at the same company. The likeliest first [R106].
 * @throws Refusal not_permitted
 */
export async function findDuplicates(ctx: Context, contactId: string, limit = 20): Promise<Duplicate[]> {
  await allow(ctx, "customers:write");
  if (!isId(contactId)) return [];
  const found = [
    ...(await queryByPoints(ctx, contactId)),
    ...(await queryByName(ctx, contactId)),
    ...(await findAlikeColleagues(ctx, contactId)),
  ];
  const reasonsOf = new Map<string, Set<DuplicateReason>>();
  for (const { id, reason } of found) reasonsOf.set(id, (reasonsOf.get(id) ?? new Set()).add(reason));
  const summaries = await readSummaries(ctx, [...reasonsOf.keys()]);
  return summaries
    .map((summary) => {
      const own = reasonsOf.get(summary.contactId);
      return { ...summary, reasons: duplicateReasons.filter((reason) => own?.has(reason)) };
    })
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        b.reasons.length - a.reasons.length ||
        a.name.localeCompare(b.name, "en") ||
        (a.contactId < b.contactId ? -1 : 1),
    )
    .slice(0, limit);
}

function rank({ reasons }: { reasons: readonly DuplicateReason[] }): number {
  const [first] = reasons;
  return first ? duplicateReasons.indexOf(first) : duplicateReasons.length;
}

function queryByPoints(ctx: Context, contactId: string): Promise<Found[]> {
  return ctx.tx.$queryRaw<Found[]>`
    SELECT DISTINCT other."contactId" AS id, other.kind AS reason
    FROM contact_point own JOIN contact_point other ON other.kind = own.kind AND other.normal = own.normal
    WHERE own."contactId" = ${contactId}::uuid AND own.kind IN ('email', 'phone') AND other."contactId" <> ${contactId}::uuid
    LIMIT ${mostOfAKind}`;
}

function queryByName(ctx: Context, contactId: string): Promise<Found[]> {
  return ctx.tx.$queryRaw<Found[]>`
    SELECT other.id, CASE WHEN other."companyId" = own."companyId" THEN 'name_and_company' ELSE 'name' END AS reason
    FROM contact own JOIN contact other ON other."nameKey" = own."nameKey" AND other.id <> own.id AND other."endedAt" IS NULL
    WHERE own.id = ${contactId}::uuid LIMIT ${mostOfAKind}`;
}

/** Words of the shorter name against the longer one: "Budi" and "Budi Santoso" of one company may well be one. */
async function findAlikeColleagues(ctx: Context, contactId: string): Promise<Found[]> {
  const colleagues = await ctx.tx.$queryRaw<{ id: string; searchKey: string; own: string }[]>`
    SELECT other.id, other."searchKey", own."searchKey" AS own
    FROM contact own JOIN contact other ON other."companyId" = own."companyId" AND other.id <> own.id AND other."endedAt" IS NULL
    WHERE own.id = ${contactId}::uuid AND own."companyId" IS NOT NULL ORDER BY other.id LIMIT ${mostColleagues}`;
  return colleagues
    .filter(({ searchKey, own }) => {
      const [shorter = [], longer = []] = [searchKey.split(" "), own.split(" ")].toSorted(
        (a, b) => a.length - b.length,
      );
      return likeness(shorter, longer) >= alikeFrom;
    })
    .map(({ id }) => ({ id, reason: "like_name" as const }));
}
