import { z } from "zod";

/** What is counted of an erasure, before and after it, in the order in which it is told. */
export const erasureCounts = [
  "contact",
  "contactPoints",
  "contactFacts",
  "interactions",
  "interactionVersions",
  "tasks",
  "quotes",
  "quoteVersions",
  "tickets",
  "drafts",
  "importRemarks",
  "exportReasons",
  "auditEntries",
  "openAuditEntries",
  "messages",
  "files",
] as const;
export type ErasureCount = (typeof erasureCounts)[number];

export type ErasureCounts = Partial<Record<ErasureCount, number>>;

/** The steps of an erasure, each a transaction of its own, in their order. */
export const erasureSteps = [
  "drafts",
  "tasks",
  "tickets",
  "interactions",
  "facts",
  "points",
  "imports",
  "contact",
  "key",
  "messages",
  "done",
] as const;
export type ErasureStep = (typeof erasureSteps)[number];

export const erasureStep = z.enum(erasureSteps);

/** Counts as they are kept with an erasure. */
export const keptCounts = z.partialRecord(z.enum(erasureCounts), z.number().int());

/** The name that stands in the place of an erased person's. */
export const erasedName = "Erased person";
