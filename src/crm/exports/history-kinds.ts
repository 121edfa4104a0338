import { defineExportKind, type ExportColumn, within } from "./export-kind.ts";
import { majorAmount } from "./major-amount.ts";

/** Whom a row is about; none of the headers is one by which the import would take the file for a list of customers. */
interface About {
  id: string;
  customerId: string | null;
  customer: string | null;
}

const about: readonly ExportColumn<About>[] = [
  ["About", ({ customer }) => customer],
  ["About: Steward ID", ({ customerId }) => customerId],
];

interface AddressRow extends About {
  company: string | null;
  kind: string;
  typed: string;
  normal: string;
  source: string;
  since: Date;
  until: Date | null;
  confirmedAt: Date | null;
  confirmedBy: string | null;
  confirmedHow: string | null;
  suspendedAt: Date | null;
  suspendedReason: string | null;
}

/** At what everybody and every company is and was reached, each with its age, where it came from, and how far it can be relied on. */
export const addressesKind = defineExportKind<AddressRow>({
  name: "addresses",
  table: "contact_point",
  weight: 1,
  columns: async () => [
    ...about,
    ["At company", ({ company }) => company],
    ["Kind", ({ kind }) => kind],
    ["As typed", ({ typed }) => typed],
    ["Normal form", ({ normal }) => normal],
    ["Since (UTC)", ({ since }) => since],
    ["Until (UTC)", ({ until }) => until],
    ["Known from", ({ source }) => source],
    ["Confirmed (UTC)", ({ confirmedAt }) => confirmedAt],
    ["Confirmed by", ({ confirmedBy }) => confirmedBy],
    ["Confirmed how", ({ confirmedHow }) => confirmedHow],
    ["Suspended (UTC)", ({ suspendedAt }) => suspendedAt],
    ["Suspended because", ({ suspendedReason }) => suspendedReason],
  ],
  readPage: (ctx, range, limit) => ctx.tx.$queryRaw<AddressRow[]>`
    SELECT x.id, c.id AS "customerId", c.name AS customer, co.name AS company, x.kind, x.typed, x.normal, x.source,
           x."validFrom" AS since, x."validTo" AS until, x."confirmedAt", m.name AS "confirmedBy", x."confirmedHow",
           x."suspendedAt", x."suspendedReason"
    FROM contact_point x LEFT JOIN contact c ON c.id = x."contactId" LEFT JOIN company co ON co.id = x."companyId"
      LEFT JOIN member m ON m.id = x."confirmedById"
    WHERE c."endedAt" IS NULL AND co."endedAt" IS NULL AND ${within("x", range, limit)}`,
});

interface DetailRow extends About {
  field: string;
  value: string;
  currency: string | null;
  source: string;
  since: Date;
  until: Date | null;
  confirmedAt: Date | null;
  confirmedBy: string | null;
  confirmedHow: string | null;
}

/** Job titles, functions, organisations, values and other spellings of the name, earlier ones included. */
export const detailsKind = defineExportKind<DetailRow>({
  name: "details",
  table: "contact_fact",
  weight: 1,
  columns: async () => [
    ...about,
    ["Detail", ({ field }) => field],
    ["Says", ({ value }) => value],
    ["In currency", ({ currency }) => currency],
    ["Since (UTC)", ({ since }) => since],
    ["Until (UTC)", ({ until }) => until],
    ["Known from", ({ source }) => source],
    ["Confirmed (UTC)", ({ confirmedAt }) => confirmedAt],
    ["Confirmed by", ({ confirmedBy }) => confirmedBy],
    ["Confirmed how", ({ confirmedHow }) => confirmedHow],
  ],
  async readPage(ctx, range, limit) {
    const facts = await ctx.tx.$queryRaw<DetailRow[]>`
      SELECT x.id, c.id AS "customerId", c.name AS customer, x.field, x.value, x.currency, x.source, x."validFrom" AS since,
             x."validTo" AS until, x."confirmedAt", m.name AS "confirmedBy", x."confirmedHow"
      FROM contact_fact x JOIN contact c ON c.id = x."contactId" LEFT JOIN member m ON m.id = x."confirmedById"
      WHERE c."endedAt" IS NULL AND ${within("x", range, limit)}`;
    return facts.map((fact) =>
      fact.field === "value"
        ? { ...fact, value: majorAmount(fact.value, fact.currency ?? ctx.workspace.currency) }
        : fact,
    );
  },
});

interface ConversationRow extends About {
  company: string | null;
  type: string;
  outcome: string | null;
  happenedAt: Date;
  minutes: number | null;
  note: string;
  link: string | null;
  by: string | null;
  enteredAt: Date;
  version: number;
}

/** Every conversation as it stands now; what was taken back is not in it. */
export const conversationsKind = defineExportKind<ConversationRow>({
  name: "conversations",
  table: "interaction",
  weight: 1,
  columns: async () => [
    ...about,
    ["At company", ({ company }) => company],
    ["Type", ({ type }) => type],
    ["Outcome", ({ outcome }) => outcome],
    ["When (UTC)", ({ happenedAt }) => happenedAt],
    ["Minutes", ({ minutes }) => minutes],
    ["Said", ({ note }) => note],
    ["Message", ({ link }) => link],
    ["By", ({ by }) => by],
    ["Entered (UTC)", ({ enteredAt }) => enteredAt],
    ["Version", ({ version }) => version],
  ],
  readPage: (ctx, range, limit) => ctx.tx.$queryRaw<ConversationRow[]>`
    SELECT x.id, c.id AS "customerId", c.name AS customer, co.name AS company, x.type, x.outcome, x."happenedAt",
           x."durationMinutes" AS minutes, x.note, x.link, m.name AS by, x."createdAt" AS "enteredAt", x.version
    FROM interaction x JOIN contact c ON c.id = x."contactId" LEFT JOIN company co ON co.id = c."companyId"
      LEFT JOIN member m ON m.id = x."memberId"
    WHERE x."removedAt" IS NULL AND c."endedAt" IS NULL AND ${within("x", range, limit)}`,
});

interface TaskRow extends About {
  task: string;
  dueAt: Date | null;
  for: string;
  by: string | null;
  addedAt: Date;
  doneAt: Date | null;
  droppedAt: Date | null;
}

export const tasksKind = defineExportKind<TaskRow>({
  name: "tasks",
  table: "task",
  weight: 1,
  columns: async () => [
    ...about,
    ["Task", ({ task }) => task],
    ["Due (UTC)", ({ dueAt }) => dueAt],
    ["For", (row) => row.for],
    ["By", ({ by }) => by],
    ["Added (UTC)", ({ addedAt }) => addedAt],
    ["Done (UTC)", ({ doneAt }) => doneAt],
    ["Dropped (UTC)", ({ droppedAt }) => droppedAt],
  ],
  readPage: (ctx, range, limit) => ctx.tx.$queryRaw<TaskRow[]>`
    SELECT x.id, c.id AS "customerId", c.name AS customer, x.title AS task, x."dueAt", a.name AS for, m.name AS by,
           x."createdAt" AS "addedAt", x."doneAt", x."droppedAt"
    FROM task x LEFT JOIN contact c ON c.id = x."contactId" JOIN member a ON a.id = x."assigneeId"
      LEFT JOIN member m ON m.id = x."createdById"
    WHERE c."endedAt" IS NULL AND ${within("x", range, limit)}`,
});
