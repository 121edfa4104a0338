import type { Prisma } from "../../src/db/context.ts";
import type { Calendar } from "./demo-calendar.ts";
import type { Staff } from "./demo-colleagues.ts";
import type { Region, Sector } from "./demo-companies.ts";
import type { Draw } from "./seeded-draw.ts";

export interface DemoRows {
  companies: Prisma.CompanyCreateManyInput[];
  contacts: Prisma.ContactCreateManyInput[];
  points: Prisma.ContactPointCreateManyInput[];
  facts: Prisma.ContactFactCreateManyInput[];
  interactions: Prisma.InteractionCreateManyInput[];
  tasks: Prisma.TaskCreateManyInput[];
  /** numbered from 1 */
  quotes: Prisma.QuoteCreateManyInput[];
  /** of whom a quote made a customer; recognised by that quote */
  stageChanges: Prisma.StageChangeCreateManyInput[];
}

/** What every part of the build works with. */
export interface Build {
  rows: DemoRows;
  workspace: { id: string; region: string };
  draw: Draw;
  calendar: Calendar;
  staff: Staff;
  /** A time-ordered key, the same each time. */
  idAt(at: Date): string;
}

/** Days back at which the made-up team began to use a CRM. */
export const began = 420;

export interface ContactDraft {
  name: string;
  jobTitle: string;
  company: { id: string; name: string } | null;
  /** without .example */
  domain: string;
  address: string;
  region: Region;
  sector: Sector;
  /** 0 for whom one knows best at the company */
  position: number;
  /** among all contacts */
  index: number;
}

export type Stage = "lead" | "prospect" | "customer" | "former";
