import type { Context, Member } from "../../db/context.ts";
import { allow, type Department, departments } from "../access/permission.ts";
import { type Adoption, readAdoption } from "./adoption.ts";
import { countRecords } from "./count-records.ts";
import { listRecorders } from "./list-recorders.ts";
import type { Days } from "./local-days.ts";
import { isTeam, type PersonUsage, personUsage, sumTeam, type TeamUsage } from "./sum-team.ts";
import { listShown } from "./usage-preview.ts";
import { readUsageSettings } from "./usage-settings.ts";

/** Who uses the CRM, by team; by person only where the workspace says so [R117-R121]. */
export interface Usage {
  days: Days;
  department: Department | null;
  /** all those asked about; null: they are one person, whose numbers are their own */
  everyone: TeamUsage | null;
  /** each department with anybody in it; `usage` null: it is one person */
  teams: { department: Department | null; people: number; usage: TeamUsage | null }[];
  /** people whose numbers are left out, since they would be theirs alone */
  leftOut: number;
  /** empty unless the workspace says so, and then only those who have seen what is shown */
  people: PersonUsage[];
  /** people whose numbers will be shown once they have seen them */
  notYetShown: number;
  adoption: Adoption | null;
}

/**
 * @param input.department only this one's people
 * @throws Refusal not_permitted
 */
export async function getUsage(
  ctx: Context,
  { days, department }: { days: Days; department: Department | null },
): Promise<Usage> {
  await allow(ctx, "reports:read");
  const all = await readPeopleUsage(ctx, days, department);
  const { perPerson } = await readUsageSettings(ctx);
  const grouped = [...departments, null].flatMap((one) => {
    if (department !== null && one !== department) return [];
    const own = all.filter((person) =>
      one === null ? person.departments.length === 0 : person.departments.includes(one),
    );
    return own.length === 0 ? [] : [{ department: one, own }];
  });
  const isTold = (people: readonly PersonUsage[]) => perPerson || isTeam(people, ctx.member?.id ?? null);
  const hidden = new Set(all);
  for (const { own } of grouped) if (isTold(own)) for (const person of own) hidden.delete(person);
  // One who stands alone could be worked out from what is told of all the others.
  const counted = hidden.size === 1 ? all.filter((person) => !hidden.has(person)) : all;
  const shown = perPerson ? await listShown(ctx) : new Set<string>();
  const { member } = ctx;
  const visible = perPerson && member ? all.filter((person) => mayBeSeen(asManager(member), person)) : [];
  return {
    ...{ days, department, leftOut: all.length - counted.length },
    everyone: isTold(counted) && counted.length > 0 ? sumTeam(counted) : null,
    teams: grouped.map(({ department: one, own }) => ({
      ...{ department: one, people: own.length, usage: isTold(own) ? sumTeam(own) : null },
    })),
    people: visible.filter(({ memberId }) => shown.has(memberId)),
    notYetShown: visible.filter(({ memberId }) => !shown.has(memberId)).length,
    adoption: await readAdoption(ctx, days, department),
  };
}

/** Each person's numbers; for the area itself: whom they may be shown is decided by its callers. */
export async function readPeopleUsage(
  ctx: Context,
  days: Days,
  department: Department | null,
  memberIds: readonly string[] | null = null,
): Promise<PersonUsage[]> {
  const records = await countRecords(ctx, days, memberIds);
  const recorders = await listRecorders(ctx, days, { department, memberIds });
  return recorders.map((recorder) => personUsage(recorder, records.get(recorder.memberId)));
}

/** Whose people somebody answers for; no departments: everybody. */
export interface Reach {
  /** who reads; null: Steward itself */
  memberId: string | null;
  departments: readonly Department[];
}

/** A manager answers for the people of their departments; one without any, and a steward, for all. */
export function asManager({ id, role, departments: own }: Member): Reach {
  return { memberId: id, departments: role === "steward" ? [] : own };
}

export function mayBeSeen(
  { departments: own }: Pick<Reach, "departments">,
  person: Pick<PersonUsage, "departments">,
): boolean {
  return own.length === 0 || person.departments.some((department) => own.includes(department));
}
