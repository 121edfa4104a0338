import { DateTime } from "luxon";
import type { Region } from "./demo-companies.ts";
import type { Draw } from "./seeded-draw.ts";

/** A member of the workspace who may own customers and log. */
export interface Colleague {
  id: string;
  zone: string;
  locale: string;
  departments: readonly string[];
}

const zones: Record<Region, string> = {
  ID: "Asia/Jakarta",
  SG: "Asia/Singapore",
  MY: "Asia/Kuala_Lumpur",
  DE: "Europe/Berlin",
  NL: "Europe/Amsterdam",
  GB: "Europe/London",
  US: "America/New_York",
  AU: "Australia/Melbourne",
  JP: "Asia/Tokyo",
  IN: "Asia/Kolkata",
  VN: "Asia/Ho_Chi_Minh",
  PL: "Europe/Warsaw",
  FR: "Europe/Paris",
};

export interface Staff {
  /** who looks after a customer there: sold to by whoever's day overlaps most */
  owner(region: Region): Colleague;
  of(department: "support" | "marketing", otherwise: Colleague): Colleague;
}

export function demoStaff(colleagues: readonly Colleague[], now: Date, draw: Draw): Staff {
  const inDepartment = (...names: string[]) =>
    colleagues.filter(({ departments }) => departments.some((one) => names.includes(one)));
  const sellers = orAll(inDepartment("sales", "marketing"), colleagues);
  const sales = orAll(inDepartment("sales"), sellers);
  return {
    owner(region) {
      if (draw.chance(0.12)) return draw.one(sales);
      const here = offset(zones[region], now);
      const byDistance = sellers.toSorted(
        (a, b) => Math.abs(offset(a.zone, now) - here) - Math.abs(offset(b.zone, now) - here),
      );
      return byDistance[0] ?? draw.one(sales);
    },
    of: (department, otherwise) => {
      const people = inDepartment(department);
      return people.length > 0 ? draw.one(people) : otherwise;
    },
  };
}

function orAll<T>(some: readonly T[], all: readonly T[]): readonly T[] {
  return some.length > 0 ? some : all;
}

/** minutes east of Greenwich */
function offset(zone: string, now: Date): number {
  return DateTime.fromJSDate(now, { zone }).offset;
}
