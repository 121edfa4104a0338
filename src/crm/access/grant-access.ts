import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { type Profile, saveProfile } from "../../db/open-transaction.ts";
import { Refusal } from "../refusal.ts";
import {
  type AccessState,
  asJson,
  endAccess,
  findAccess,
  isSameAccess,
  listStewardIds,
  lockAccess,
} from "./access-state.ts";
import { allow, type Department, type Role, roles } from "./permission.ts";

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
}

/**
 * Gives people a role and departments, or changes the ones they have. Guests, people of other companies and those
 * deactivated in Slack are left out.
 * @throws Refusal nobody_named, guest_cannot_be_granted, deactivated_cannot_be_granted, last_steward
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

  await lockAccess(ctx.tx);
  const members = await keepPeople(ctx, people);
  const held = await findAccess(
    ctx.tx,
    members.map(({ id }) => id),
    ctx.now,
  );
  const changes = members.map((member): AccessChange => {
    const before = held.get(member.id) ?? null;
    return {
      memberId: member.id,
      slackUserId: member.slackUserId,
      name: member.name,
      before,
      after: named.has(member.slackUserId) ? exactly(input, before) : atLeast(input, before),
    };
  });
  const moving = changes.filter(({ before, after }) => !before || !isSameAccess(before, after));
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

type Wanted = Pick<GrantInput, "role" | "departments">;

function exactly({ role, departments }: Wanted, before: AccessState | null): AccessState {
  return {
    role: role ?? before?.role ?? "member",
    departments: [...new Set(departments ?? before?.departments ?? [])],
  };
}

function atLeast(wanted: Wanted, before: AccessState | null): AccessState {
  const { role, departments } = exactly(wanted, before);
  if (before === null) return { role, departments };
  return {
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
  const demoted = moving.filter(({ before, after }) => before?.role === "steward" && after.role !== "steward");
  const [first] = demoted;
  if (!first || moving.some(({ after }) => after.role === "steward")) return;
  const stewards = await listStewardIds(ctx.tx, ctx.now);
  const leaving = new Set(demoted.map(({ memberId }) => memberId));
  if (stewards.every((id) => leaving.has(id))) throw new Refusal("last_steward", { name: first.name });
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
