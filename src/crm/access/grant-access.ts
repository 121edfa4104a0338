import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { type Profile, saveProfile } from "../../db/open-transaction.ts";
import { Refusal } from "../refusal.ts";
import { type AccessState, asJson, endAccess, findAccess, isSameAccess, lockAccess } from "./access-state.ts";
import { endOfDay } from "./end-of-day.ts";
import { allow, type Department, type Role, roles } from "./permission.ts";
import { refuseIfNeeded } from "./refuse-if-needed.ts";

export interface AccessChange {
  memberId: string;
  slackUserId: string;
  name: string;
  /** null: had no access */
  before: AccessState | null;
  after: AccessState;
}

export interface Granted {
  /** new to the CRM */
  added: AccessChange[];
  changed: AccessChange[];
  /** had exactly this already */
  unchanged: AccessChange[];
  leftOut: { name: string; why: LeftOutWhy }[];
}

export type LeftOutWhy = "guest" | "deactivated";

/** Hours within which somebody who lost access and has it back is not welcomed a second time. */
const welcomeOnceHours = 24;

export interface GrantInput {
  /** named one by one: they get exactly this */
  people: readonly Profile[];
  /** everyone of a channel: nobody loses a higher role or a department that way */
  throughChannel?: readonly Profile[];
  /** null: as it is; member for somebody new */
  role: Role | null;
  /** null: as they are */
  departments: readonly Department[] | null;
  /** the last day of it in the workspace's zone, "2026-12-31"; null: no end; missing: as it is */
  until?: string | null;
  /** why, in a few words */
  reason?: string;
  /** whoever has no access yet is refused, not let in */
  onlyChange?: boolean;
}

/**
 * Gives people a role and departments, or changes the ones they have. Guests, people of other companies and those
 * deactivated in Slack are left out.
 * @throws Refusal nobody_named, guest_cannot_be_granted, deactivated_cannot_be_granted, has_no_access, end_passed,
 * unreadable_end, last_steward, last_lasting_steward
 */
export async function grantAccess(ctx: Context, input: GrantInput): Promise<Granted> {
  await allow(ctx, "access:manage");
  const named = new Set(input.people.map(({ slackUserId }) => slackUserId));
  const everyone = [...input.people, ...(input.throughChannel ?? [])];
  if (everyone.length === 0) throw new Refusal("nobody_named", {});
  const people = everyone.filter((person) => !whyLeftOut(person));
  const leftOut = everyone.flatMap((person) => {
    const why = whyLeftOut(person);
    return why ? [{ name: person.name, why }] : [];
  });
  const [first] = leftOut;
  if (people.length === 0 && first) {
    throw first.why === "guest"
      ? new Refusal("guest_cannot_be_granted", { name: first.name })
      : new Refusal("deactivated_cannot_be_granted", { name: first.name });
  }

  const endsAt = readEnd(ctx, input.until);
  const wanted = { ...input, ...(endsAt !== undefined && { endsAt }) };
  await lockAccess(ctx.tx);
  const members = await keepPeople(ctx, people);
  const held = await findAccess(
    ctx.tx,
    members.map(({ id }) => id),
    ctx.now,
  );
  const changes = members.map((member): AccessChange => {
    const before = held.get(member.id) ?? null;
    if (!before && input.onlyChange) throw new Refusal("has_no_access", { name: member.name });
    return {
      memberId: member.id,
      slackUserId: member.slackUserId,
      name: member.name,
      before,
      after: named.has(member.slackUserId) ? exactly(wanted, before) : atLeast(wanted, before),
    };
  });
  const moving = changes.filter(
    ({ before, after }) =>
      !before || !isSameAccess(before, after) || (input.reason !== undefined && input.reason !== before.reason),
  );
  await refuseWithoutSteward(ctx, moving);
  await write(ctx, moving);
  const added = moving.filter(({ before }) => before === null);
  await welcome(ctx, added);
  return {
    added,
    changed: moving.filter(({ before }) => before !== null),
    unchanged: changes.filter((change) => !moving.includes(change)),
    leftOut,
  };
}

/** Undefined: as it is; null: no end. Access that would be over already is a slip of the pen. */
function readEnd(ctx: Context, until: string | null | undefined): Date | null | undefined {
  if (until === undefined || until === null) return until;
  const end = endOfDay(until, ctx.workspace.zone);
  if (!end) throw new Refusal("unreadable_end", { typed: until });
  if (end <= ctx.now) throw new Refusal("end_passed", { day: until });
  return end;
}

interface Wanted extends Pick<GrantInput, "role" | "departments" | "reason"> {
  endsAt?: Date | null;
}

/** A reason belongs to what it was given for: it does not outlive it. */
function exactly({ role, departments, endsAt, reason }: Wanted, before: AccessState | null): AccessState {
  const end = endsAt === undefined ? before?.endsAt : endsAt;
  return {
    role: role ?? before?.role ?? "member",
    departments: [...new Set(departments ?? before?.departments ?? [])],
    ...(end && { endsAt: end }),
    ...(reason !== undefined && { reason }),
  };
}

function atLeast(wanted: Wanted, before: AccessState | null): AccessState {
  const after = exactly(wanted, before);
  if (before === null) return after;
  const { role, departments } = after;
  // Access without an end is not shortened by being in a channel, either.
  const { endsAt: _, ...open } = after;
  return {
    ...(before.endsAt ? after : open),
    role: roles.indexOf(before.role) > roles.indexOf(role) ? before.role : role,
    departments: [...new Set([...before.departments, ...departments])],
  };
}

function whyLeftOut(person: Profile): LeftOutWhy | null {
  if (person.isGuest) return "guest";
  return person.deactivated ? "deactivated" : null;
}

/** The members' rows, in the order named. */
async function keepPeople(
  ctx: Context,
  people: readonly Profile[],
): Promise<{ id: string; slackUserId: string; name: string }[]> {
  const bySlackId = new Map(people.map((person) => [person.slackUserId, person]));
  // Rows of members are always locked in this order.
  for (const slackUserId of [...bySlackId.keys()].toSorted()) {
    const person = bySlackId.get(slackUserId);
    if (person) await saveProfile(ctx.tx, ctx.workspace, person, ctx.now);
  }
  const rows = await ctx.tx.member.findMany({
    where: { slackUserId: { in: [...bySlackId.keys()] } },
    select: { id: true, slackUserId: true, name: true },
  });
  const rowOf = new Map(rows.map((row) => [row.slackUserId, row]));
  return [...bySlackId.keys()].flatMap((slackUserId) => rowOf.get(slackUserId) ?? []);
}

async function refuseWithoutSteward(ctx: Context, moving: readonly AccessChange[]): Promise<void> {
  const weakened = moving.filter(
    ({ before, after }) =>
      before?.role === "steward" && (after.role !== "steward" || (!before.endsAt && after.endsAt !== undefined)),
  );
  const [first] = weakened;
  if (!first || moving.some(({ after }) => after.role === "steward" && !after.endsAt)) return;
  await refuseIfNeeded(
    ctx,
    weakened.map(({ memberId }) => memberId),
    first.name,
  );
}

async function write(ctx: Context, moving: readonly AccessChange[]): Promise<void> {
  const had = moving.filter(({ before }) => before !== null).map(({ memberId }) => memberId);
  const grantedById = ctx.member?.id ?? null;
  if (had.length > 0) await endAccess(ctx.tx, had, { revokedById: grantedById, now: ctx.now });
  await ctx.tx.accessGrant.createMany({
    data: moving.flatMap(({ memberId, after }) =>
      (after.departments.length > 0 ? after.departments : [null]).map((department) => ({
        id: newId(),
        workspaceId: ctx.workspace.id,
        memberId,
        role: after.role,
        department,
        grantedById,
        grantedAt: ctx.now,
        ...(after.endsAt && { endsAt: after.endsAt }),
        ...(after.reason !== undefined && { reason: after.reason }),
      })),
    ),
  });
  for (const { memberId, before, after } of moving) {
    ctx.audit({
      action: before ? "access.changed" : "access.granted",
      subjectType: "member",
      subjectId: memberId,
      ...(before && { before: asJson(before) }),
      after: asJson(after),
    });
  }
}

/** One message to each who is new, so that nobody has to find out that they were added. */
async function welcome(ctx: Context, added: readonly AccessChange[]): Promise<void> {
  const since = new Date(ctx.now.getTime() - welcomeOnceHours * 3_600_000);
  const told = await ctx.tx.delivery.findMany({
    where: {
      kind: "welcome-member",
      recipient: { in: added.map(({ slackUserId }) => slackUserId) },
      createdAt: { gt: since },
    },
    select: { recipient: true },
  });
  const toldAlready = new Set(told.map(({ recipient }) => recipient));
  for (const { memberId, slackUserId } of added) {
    if (slackUserId === ctx.member?.slackUserId || toldAlready.has(slackUserId)) continue;
    ctx.notify({ kind: "welcome-member", recipient: slackUserId, payload: { memberId } });
  }
}
