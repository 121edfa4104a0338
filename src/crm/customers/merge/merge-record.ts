import { z } from "zod";
import type { Prisma } from "../../../db/context.ts";
import { listColumns, movedColumns, singleColumns } from "./contact-columns.ts";

/** Tables of which a merge changes single values, with the columns that it may change and their types. */
export const changedColumns = {
  contact: {
    ...{ name: "text", searchKey: "text", nameKey: "text", companyId: "uuid", stage: "text", ownerId: "uuid" },
    ...{ customerSince: "date", customerSinceSource: "text", birthDate: "date", interests: "text", demo: "boolean" },
    ...{ externalSystem: "text", externalId: "text", externalUrl: "text" },
    ...{ endedAt: "timestamptz", mergedIntoId: "uuid" },
  },
  contact_point: { contactId: "uuid", validTo: "timestamptz" },
  contact_fact: { contactId: "uuid", validTo: "timestamptz" },
} as const;

const values = z.record(z.string(), z.string().nullable());

/** One row that a merge changed, its columns as text. */
const change = z.object({
  table: z.enum(["contact", "contact_point", "contact_fact"]),
  id: z.uuid(),
  /** null: the merge made the row */
  before: values.nullable(),
  after: values,
});
export type Change = z.infer<typeof change>;

const moved = z.record(z.string(), z.array(z.uuid()));
/** Ids of the rows that moved, by table and column; of a contact, those that it leads to. */
export type Moved = z.infer<typeof moved>;

/** What a merge did, as it is kept to be undone. */
export interface MergeRecord {
  moved: Moved;
  changed: Change[];
}

/** The record as it was kept; only columns that merging knows are ever written from it. */
export function readRecord(row: { moved: unknown; changed: unknown }): MergeRecord {
  const keys = new Set([...movedColumns, ...singleColumns, ...listColumns].map(({ key }) => key));
  const record = { moved: moved.parse(row.moved), changed: z.array(change).parse(row.changed) };
  return { ...record, moved: Object.fromEntries(Object.entries(record.moved).filter(([key]) => keys.has(key))) };
}

export function asJson(record: MergeRecord): { moved: Prisma.InputJsonObject; changed: Prisma.InputJsonArray } {
  return { moved: record.moved, changed: record.changed as unknown as Prisma.InputJsonArray };
}

/** What is kept once there is nothing more to undo. */
export const emptyRecord = asJson({ moved: {}, changed: [] });
