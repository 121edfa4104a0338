import { describe, expect, it } from "vitest";
import { findUploadResult } from "../../src/crm/uploads/find-upload-result.ts";
import { requestUpload } from "../../src/crm/uploads/request-upload.ts";
import { createOpenTransaction, type OpenTransaction } from "../../src/db/open-transaction.ts";
import { startUploads } from "../../src/slack/run-uploads.ts";
import { importFinishedMessage } from "../../src/slack/views/uploads.ts";
import { dewi, type EnrolledWorkspace, enrolled, installedAt } from "../crm/access/enrolled-workspace.ts";
import { testClient } from "../support/database.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";

const db = testClient();
const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);

/** Three batches of the import. */
const people = 1200;
const csv = ["Name,Email", ...Array.from({ length: people }, (_, n) => `Person ${n},person${n}@contoh.example`)].join(
  "\n",
);

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function uploads(
  workspace: EnrolledWorkspace,
  clock: ManualClock,
  open: OpenTransaction,
  bytes: string | null = csv,
  attach: () => Promise<void> = async () => {},
) {
  return startUploads({
    teamId: workspace.facts.teamId,
    openTransaction: open,
    lookup: { download: async () => (bytes === null ? null : { name: "contacts.csv", bytes: chunks(bytes) }) },
    progress: {
      post: async () => ({ channel: "D1", ts: "1.1" }),
      edit: () => {},
      settled: async () => {},
      attach,
    },
    clock,
    committed: () => {},
    log: { warn: () => {} },
  });
}

async function requested() {
  const workspace = await enrolled(db);
  const uploadId = await workspace.as(dewi, (ctx) =>
    requestUpload(ctx, { fileId: "F1", fileName: "contacts.csv", mapping: { "0": "name", "1": "email" } }),
  );
  const result = () => workspace.as(null, (ctx) => findUploadResult(ctx, uploadId));
  const told = async () =>
    (await workspace.notices()).map(({ kind }) => kind).filter((kind) => kind.startsWith("import"));
  return { workspace, result, told };
}

describe("startUploads", () => {
  it("goes on after a process died in the middle, and tells the whole once", async () => {
    const { workspace, result, told } = await requested();
    const clock = new ManualClock(installedAt);
    let batches = 0;
    const dying: OpenTransaction = (interaction, run) => {
      // The run's own transaction and one batch are saved; nothing is after that, as with kill -9.
      if (interaction.slackUserId !== null) batches += 1;
      if (batches > 2) return Promise.reject(new Error("killed"));
      return openTransaction(interaction, run);
    };
    const first = uploads(workspace, clock, dying);
    await first.idle();
    await first.stop();
    expect(await result()).toMatchObject({ state: "running", created: 500 });
    expect(await told()).toEqual([]);

    clock.advance(4 * 60_000);
    const early = uploads(workspace, clock, openTransaction);
    await early.idle();
    expect(await told()).toEqual([]);
    clock.advance(2 * 60_000);
    await early.idle();
    await early.stop();
    expect(await result()).toMatchObject({ state: "done", created: people, updated: 0, unchanged: 0, rejected: 0 });
    expect(await told()).toEqual(["import-finished"]);
    expect(await db.inWorkspace(workspace.id, (tx) => tx.contact.count())).toBe(people);
  });

  it("imports a file once with two processes side by side", async () => {
    const { workspace, result, told } = await requested();
    const clock = new ManualClock(installedAt);
    const both = [uploads(workspace, clock, openTransaction), uploads(workspace, clock, openTransaction)];
    await Promise.all(both.map((one) => one.idle()));
    await Promise.all(both.map((one) => one.stop()));
    expect(await result()).toMatchObject({ state: "done", created: people, unchanged: 0 });
    expect(await told()).toEqual(["import-finished"]);
  });

  it("stops after the batch under way, and the next process goes on at once", async () => {
    const { workspace, result } = await requested();
    const clock = new ManualClock(installedAt);
    let stopping: Promise<void> | null = null;
    const first = uploads(workspace, clock, (interaction, run) => {
      if (interaction.slackUserId !== null) stopping ??= first.stop();
      return openTransaction(interaction, run);
    });
    await first.idle();
    await stopping;
    expect(await result()).toMatchObject({ state: "running" });
    const second = uploads(workspace, clock, openTransaction);
    await second.idle();
    await second.stop();
    expect(await result()).toMatchObject({ state: "done", created: people });
  });

  it.each([
    ["deleted in Slack", null, "file_gone"],
    ["that holds nothing", "\n", "unreadable"],
  ])("tells of a file %s", async (_, bytes, failure) => {
    const { workspace, result, told } = await requested();
    const one = uploads(workspace, new ManualClock(installedAt), openTransaction, bytes);
    await one.idle();
    await one.stop();
    expect(await result()).toMatchObject({ state: "failed", failure });
    expect(await told()).toEqual(["import-failed"]);
  });

  it("does not speak of a file of rows to mend that Slack has refused three times", async () => {
    const { workspace, result, told } = await requested();
    const clock = new ManualClock(installedAt);
    let tried = 0;
    const one = uploads(
      workspace,
      clock,
      openTransaction,
      "Name,Email\nAna,ana@contoh.example\n,not-an-address\n",
      async () => {
        tried += 1;
        throw new Error("Slack did not take a file: http 500");
      },
    );
    for (let round = 1; round < 3; round++) {
      await one.idle();
      expect(await result()).toMatchObject({ state: "running", rowsUnsent: false });
      clock.advance(31_000);
    }
    await one.idle();
    await one.stop();
    expect(tried).toBe(3);
    const finished = await result();
    expect(finished).toMatchObject({ state: "done", created: 1, rejected: 1, rowsUnsent: true });
    expect(await told()).toEqual(["import-finished"]);
    if (!finished) throw new Error("There is no result");
    const said = JSON.stringify(importFinishedMessage(finished));
    expect(said).toContain("Slack did not take it");
    expect(said).not.toContain("in a file in this message");
    expect(JSON.stringify(importFinishedMessage({ ...finished, rowsUnsent: false }))).toContain(
      "in a file in this message",
    );
  });

  it("stops for whoever has lost the right meanwhile", async () => {
    const { workspace, result } = await requested();
    await workspace.enrol({ people: [{ ...dewi, deactivated: true }] });
    const one = uploads(workspace, new ManualClock(installedAt), openTransaction);
    await one.idle();
    await one.stop();
    expect(await result()).toMatchObject({ state: "failed", failure: "refused", created: 0 });
  });
});
