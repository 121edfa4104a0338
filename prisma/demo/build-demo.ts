import { createHash } from "node:crypto";
import { v7 as newId } from "uuid";
import { companyNameKey } from "../../src/crm/customers/company-name-key.ts";
import { foldName } from "../../src/crm/customers/fold-name.ts";
import { type Build, began, type ContactDraft, type DemoRows } from "./build.ts";
import { buildContact } from "./build-contact.ts";
import { addQuotes } from "./build-quotes.ts";
import { demoCalendar } from "./demo-calendar.ts";
import { type Colleague, demoStaff } from "./demo-colleagues.ts";
import { demoCompanies, demoPrivatePeople } from "./demo-companies.ts";
import { seededDraw } from "./seeded-draw.ts";

/**
 * Customers and a year of work with them, as they would stand at `now`. The same workspace, colleagues and moment give the
 * same rows to the last key.
 */
export function buildDemo(input: {
  workspace: { id: string; region: string };
  /** at least one */
  colleagues: readonly Colleague[];
  now: Date;
}): DemoRows {
  const draw = seededDraw(20_261_122);
  const rows: DemoRows = {
    companies: [],
    contacts: [],
    points: [],
    facts: [],
    interactions: [],
    tasks: [],
    quotes: [],
    stageChanges: [],
  };
  const build: Build = {
    rows,
    workspace: input.workspace,
    draw,
    calendar: demoCalendar(input.now, draw),
    staff: demoStaff(input.colleagues, input.now, draw),
    idAt: keysOf(input.workspace.id, input.now),
  };
  let index = 0;
  for (const company of demoCompanies) {
    const companyId = addCompany(build, company);
    company.people.forEach((person, position) => {
      const { domain, address, region, sector } = company;
      const employer = { id: companyId, name: company.name };
      buildContact(build, { ...split(person), domain, address, region, sector, company: employer, position, index });
      index += 1;
    });
  }
  for (const { person, region, sector, address } of demoPrivatePeople) {
    buildContact(build, {
      ...split(person),
      region,
      sector,
      address,
      domain: "surat",
      company: null,
      position: 0,
      index: index++,
    });
  }
  addQuotes(build);
  return rows;
}

/** Keys that no other seeding makes, of this workspace or of another, and that this one makes each time. */
function keysOf(workspaceId: string, now: Date): Build["idAt"] {
  let made = 0;
  return (at) => {
    made += 1;
    const random = createHash("sha256").update(`${workspaceId} ${now.toISOString()} ${made}`).digest();
    return newId({ msecs: at.getTime(), random: random.subarray(0, 16) });
  };
}

function split(person: string): Pick<ContactDraft, "name" | "jobTitle"> {
  const comma = person.indexOf(", ");
  return { name: person.slice(0, comma), jobTitle: person.slice(comma + 2) };
}

function addCompany(build: Build, { name, domain, address }: (typeof demoCompanies)[number]): string {
  const { calendar, workspace, rows, idAt } = build;
  const createdAt = calendar.daysBack(began);
  const id = idAt(createdAt);
  rows.companies.push({
    id,
    workspaceId: workspace.id,
    name,
    searchKey: foldName(name),
    nameKey: companyNameKey(name),
    source: "the import",
    sourceAt: createdAt,
    demo: true,
    createdAt,
  });
  const point = { workspaceId: workspace.id, companyId: id, source: "the import", validFrom: createdAt, createdAt };
  rows.points.push(
    { ...point, id: idAt(createdAt), kind: "website", normal: `${domain}.example`, typed: `www.${domain}.example` },
    { ...point, id: idAt(createdAt), kind: "address", normal: foldName(address), typed: address },
  );
  return id;
}
