import { validate as isId } from "uuid";
import { z } from "zod";
import type { Context } from "../../../db/context.ts";
import { allow } from "../../access/permission.ts";
import { Refusal } from "../../refusal.ts";
import { takeBackChanges } from "./undo-changes.ts";
import { takeBackCompanies, takeBackContacts } from "./undo-created.ts";

/** Why something was left as the import had made it. */
export type KeptReason =
  /** somebody has logged something with them since, or has a task */
  | "used"
  /** somebody, or a later import, has changed or confirmed it since */
  | "changed"
  /** contacts belong to the company */
  | "has_contacts";

export interface KeptByUndo {
  contactId: string | null;
  companyId: string | null;
  reason: KeptReason;
}

export const undoCounts = z.object({
  /** contacts that the import had made, and that are gone again */
  contacts: z.int(),
  companies: z.int(),
  /** contacts and companies that are again as they were before */
  restored: z.int(),
  /** left as they are, wholly or in part */
  kept: z.int(),
});
export type UndoCounts = z.infer<typeof undoCounts>;

/** What one page of the work did, and where the next begins; null: nothing is left of this step. */
export interface UndonePage {
  counts: Partial<UndoCounts>;
  kept: KeptByUndo[];
  after: string | null;
}

const steps = ["contacts", "changes", "companies"] as const;
type Step = (typeof steps)[number];
/** Of what was left, so many are kept to be told. */
const mostKept = 1000;
/** Contacts a transaction. */
const pageSize = 500;

const doStep: Record<
  Step,
  (ctx: Context, run: { importId: string; after: string | null; limit: number }) => Promise<UndonePage>
> = {
  contacts: takeBackContacts,
  changes: takeBackChanges,
  companies: takeBackCompanies,
};

/**
 * Asks for an import to be taken back: what it made and nobody has used or changed since goes, what it changed is as it
 * was. It is done in the background, page by page (`continueUndo`), and goes on after a crash.
 * @param typed the import's id, or the last letters of it
 * @throws Refusal not_permitted, import_not_found, import_running, import_undone_before
 */
export async function requestUndo(
  ctx: Context,
  { typed }: { typed: string },
): Promise<{ importId: string; fileName: string }> {
  await allow(ctx, "customers:import");
  const id = await findImportId(ctx, typed);
  // The runs of one upload are one import to whoever uploaded it.
  const runs = await ctx.tx.$queryRaw<
    { id: string; fileName: string; undoState: string | null; uploadId: string | null }[]
  >`
    SELECT r.id, r."fileName", r."undoState", r."uploadId" FROM import_run r
    WHERE r.id = ${id}::uuid OR r."uploadId" = (SELECT "uploadId" FROM import_run WHERE id = ${id}::uuid)
    ORDER BY r.id FOR UPDATE`;
  const [run] = runs;
  if (!run) throw new Refusal("import_not_found", { typed });
  const { fileName, uploadId } = run;
  if (runs.some(({ undoState }) => undoState !== null)) throw new Refusal("import_undone_before", { fileName });
  const running = await ctx.tx.upload.count({
    where: { id: { in: uploadId ? [uploadId] : [] }, state: { in: ["waiting", "running"] } },
  });
  if (running > 0) throw new Refusal("import_running", { fileName });
  await ctx.tx.importRun.updateMany({
    where: { id: { in: runs.map((one) => one.id) } },
    data: { undoState: steps[0], undoById: ctx.member?.id ?? null, undoAt: ctx.now },
  });
  ctx.audit({ action: "import.undo_requested", subjectType: "import", subjectId: id, after: { fileName } });
  return { importId: id, fileName };
}

async function findImportId(ctx: Context, typed: string): Promise<string> {
  const wanted = typed.trim().toLowerCase();
  if (isId(wanted)) return wanted;
  // The end of an id is its random part.
  if (!/^[0-9a-f]{4,32}$/.test(wanted)) throw new Refusal("import_not_found", { typed });
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM import_run WHERE replace(id::text, '-', '') LIKE ${`%${wanted}`} LIMIT 2`;
  const [only, another] = found;
  if (!only || another) throw new Refusal("import_not_found", { typed });
  return only.id;
}

/**
 * Goes on with one import that is being taken back, a page of it: any. Two who call it at once do not meet, and what was
 * saved is not done twice.
 * @returns false when nothing is left to take back
 */
export async function continueUndo(ctx: Context): Promise<boolean> {
  const [run] = await ctx.tx.$queryRaw<
    {
      id: string;
      fileName: string;
      undoState: Step;
      undoAfter: string | null;
      undoCounts: unknown;
      undoKept: unknown;
    }[]
  >`
    SELECT id, "fileName", "undoState", "undoAfter", "undoCounts", "undoKept" FROM import_run
    WHERE "undoState" IN ('contacts', 'changes', 'companies') ORDER BY "undoAt", id DESC LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!run) return false;
  const before = undoCounts.parse(run.undoCounts ?? { contacts: 0, companies: 0, restored: 0, kept: 0 });
  const page = await doStep[run.undoState](ctx, { importId: run.id, after: run.undoAfter, limit: pageSize });
  const counts: UndoCounts = {
    contacts: before.contacts + (page.counts.contacts ?? 0),
    companies: before.companies + (page.counts.companies ?? 0),
    restored: before.restored + (page.counts.restored ?? 0),
    kept: before.kept + page.kept.length,
  };
  const keptBefore = Array.isArray(run.undoKept) ? (run.undoKept as unknown as KeptByUndo[]) : [];
  const kept = [...keptBefore, ...page.kept].slice(0, mostKept).map((one) => ({ ...one }));
  const next = page.after === null ? steps[steps.indexOf(run.undoState) + 1] : run.undoState;
  await ctx.tx.importRun.update({
    where: { id: run.id },
    data: {
      undoState: next ?? "done",
      undoAfter: page.after,
      undoCounts: counts,
      undoKept: kept,
      ...(!next && { undoneAt: ctx.now }),
    },
  });
  if (!next) await settle(ctx, run, counts);
  return true;
}

/** Says so once, in the transaction that ends it. */
async function settle(ctx: Context, run: { id: string; fileName: string }, counts: UndoCounts): Promise<void> {
  ctx.audit({
    action: "import.undone",
    subjectType: "import",
    subjectId: run.id,
    after: { fileName: run.fileName, ...counts },
  });
  const [asked] = await ctx.tx.$queryRaw<{ slackUserId: string }[]>`
    SELECT m."slackUserId" FROM import_run r JOIN member m ON m.id = r."undoById"
    WHERE r.id = ${run.id}::uuid AND NOT EXISTS (
      SELECT FROM import_run o WHERE o."uploadId" = r."uploadId" AND o.id <> r.id AND o."undoState" <> 'done')`;
  if (asked) ctx.notify({ kind: "import-undone", recipient: asked.slackUserId, payload: { importId: run.id } });
}
