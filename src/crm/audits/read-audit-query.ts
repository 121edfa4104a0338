import { DateTime } from "luxon";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { findCustomers } from "../customers/find-customers.ts";
import { personIds } from "../customers/merge/person-ids.ts";
import { findPastDates } from "../interactions/read-date.ts";
import { Refusal } from "../refusal.ts";
import type { AuditFilter } from "./list-audit.ts";

/** What people call the areas of the log, by the word that its actions begin with. */
const areas: Record<string, string> = {
  access: "access",
  review: "access_review",
  company: "company",
  companies: "company",
  contact: "contact",
  contacts: "contact",
  customer: "customer",
  read: "customer.read",
  import: "import",
  imports: "import",
  exports: "audit.exported",
  interaction: "interaction",
  interactions: "interaction",
  logged: "interaction.logged",
  member: "member",
  members: "member",
  point: "point",
  points: "point",
  privacy: "privacy",
  retention: "retention",
  settings: "settings",
  freshness: "freshness",
  task: "task",
  tasks: "task",
  workspace: "workspace",
};

const customersMeant = 20;

/**
 * What is looked for: people who acted ("@dewi"), a customer, an area or an action, a day or two that begin and end a period.
 * Words that are a colleague's name mean the colleague; otherwise they mean a customer.
 * @param input.text what was typed, mentions taken out; `slackUserIds` are those of the mentions
 * @throws Refusal audit_words_unknown
 */
export async function readAuditQuery(
  ctx: Context,
  input: { text: string; slackUserIds: readonly string[] },
): Promise<AuditFilter> {
  await allow(ctx, "audit:read");
  const { rest, ...period } = splitPeriod(input.text, calendarOf(ctx));
  const words = rest.split(/\s+/u).filter((word) => word !== "");
  const filter: AuditFilter = { ...period };
  const left: string[] = [];
  for (const word of words) {
    const action = areas[word.toLowerCase()] ?? (/^[a-z_]+\.[a-z_]+$/u.test(word) ? word : null);
    if (action !== null && filter.action === undefined) filter.action = action;
    else left.push(word);
  }
  const actorIds = await findMentioned(ctx, input.slackUserIds);
  if (left.length > 0) {
    const typed = left.join(" ");
    const colleagues = await findColleagues(ctx, left);
    if (colleagues.length > 0) actorIds.push(...colleagues);
    else if (typed.startsWith("@")) throw new Refusal("audit_words_unknown", { typed });
    else {
      const customers = await findCustomers(ctx, typed, { limit: customersMeant });
      if (customers.length === 0) throw new Refusal("audit_words_unknown", { typed });
      // What the log says of whoever was merged into one of them is under their own ids, and keys.
      const ids: string[] = [];
      for (const { contactId } of customers) ids.push(...(await personIds(ctx, contactId)));
      filter.contactIds = ids;
    }
  }
  return actorIds.length > 0 || input.slackUserIds.length > 0 ? { ...filter, actorIds } : filter;
}

const until = /\s+(?:to|until|till|and|sampai|dan|[-–—])\s+/iu;
const since = /(?:^|\s)(?:since|sejak)\s/iu;
/** What leads a day, and means nothing once the day is read. */
const lead = /(?:^|\s)(?:since|on|sejak|pada)\s*$/iu;

/** By whose clock days are read, and in whose order they are written. */
interface Calendar {
  zone: string;
  locale: string;
  now: Date;
}

export function calendarOf({ member, workspace, now }: Context): Calendar {
  const { zone, locale } = member ?? workspace;
  return { zone, locale, now };
}

/** A day; "since" a day; from one to another; and what else was typed. Days are whole, in the reader's zone. */
export function splitPeriod(text: string, calendar: Calendar): { rest: string; from?: Date; to?: Date } {
  const { zone, now } = calendar;
  const startOf = (at: Date) => DateTime.fromJSDate(at, { zone }).startOf("day");
  const read = (part: string) => findPastDates(part, calendar);
  // Read apart, since a range read in one piece is known by its beginning only.
  // "From 14 Dec" is read as fourteen o'clock by whoever looks for times.
  const bare = text.replace(/(?:^|(?<=\s))(?:from|between|dari|antara)(?=\s)/giu, (word) => " ".repeat(word.length));
  const connector = until.exec(bare);
  if (connector) {
    const [left, right] = [bare.slice(0, connector.index), bare.slice(connector.index + connector[0].length)];
    const first = read(left).findLast(({ to }) => left.slice(to).trim() === "");
    const last = read(right).find(({ from }) => from === 0);
    if (first && last) {
      const [from, to] = [startOf(first.at), startOf(last.at)].toSorted((a, b) => a.toMillis() - b.toMillis());
      const rest = `${left.slice(0, first.from).replace(lead, "")} ${right.slice(last.to)}`;
      if (from && to) return { rest, from: from.toJSDate(), to: to.plus({ days: 1 }).toJSDate() };
    }
  }
  const [date] = read(bare);
  if (!date) return { rest: text };
  const before = bare.slice(0, date.from);
  const last = since.test(`${before} `) ? startOf(now) : startOf(date.at);
  return {
    rest: `${before.replace(lead, "")} ${bare.slice(date.to)}`,
    from: startOf(date.at).toJSDate(),
    to: last.plus({ days: 1 }).toJSDate(),
  };
}

async function findMentioned(ctx: Context, slackUserIds: readonly string[]): Promise<string[]> {
  if (slackUserIds.length === 0) return [];
  const rows = await ctx.tx.member.findMany({
    where: { slackUserId: { in: [...slackUserIds] } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

async function findColleagues(ctx: Context, words: readonly string[]): Promise<string[]> {
  const parts = words.map((word) => word.replace(/^@/u, ""));
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM member
    WHERE NOT EXISTS (SELECT FROM unnest(${parts}::text[]) AS word WHERE position(lower(word) IN lower(name)) = 0)`;
  return rows.map(({ id }) => id);
}
