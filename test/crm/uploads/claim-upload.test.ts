import { describe, expect, it } from "vitest";
import {
  claimUpload,
  failUpload,
  finishUpload,
  holdUpload,
  LostUpload,
  releaseUpload,
} from "../../../src/crm/uploads/claim-upload.ts";
import { findUploadResult } from "../../../src/crm/uploads/find-upload-result.ts";
import { requestUpload, retryUpload } from "../../../src/crm/uploads/request-upload.ts";
import type { ClaimedUpload } from "../../../src/crm/uploads/upload.ts";
import { testClient } from "../../support/database.ts";
import { dewi, type EnrolledWorkspace, enrolled, installedAt, maya } from "../access/enrolled-workspace.ts";

const db = testClient();
const later = (minutes: number) => new Date(installedAt.getTime() + minutes * 60_000);
const file = { fileId: "F1", fileName: "contacts.csv", mapping: { "0": "name", "2": "email" } as const };

const request = (workspace: EnrolledWorkspace) => workspace.as(dewi, (ctx) => requestUpload(ctx, file));
const claim = (workspace: EnrolledWorkspace, minutes = 0) => workspace.as(null, claimUpload, later(minutes));

async function claimed(workspace: EnrolledWorkspace, minutes = 0): Promise<ClaimedUpload> {
  const found = await claim(workspace, minutes);
  if (!found) throw new Error("Nothing to claim");
  return found;
}

describe("claimUpload", () => {
  it("gives each upload to one process", async () => {
    const workspace = await enrolled(db);
    const id = await request(workspace);
    const claims = await Promise.all([claim(workspace), claim(workspace), claim(workspace)]);
    expect(claims.filter(Boolean)).toEqual([
      { id, slackUserId: "UDEWI", ...file, channel: null, ts: null, attempt: 1 },
    ]);
    expect(await claim(workspace, 4)).toBeNull();
  });

  it("takes over from a process that died, which then can do no more", async () => {
    const workspace = await enrolled(db);
    await request(workspace);
    const dead = await claimed(workspace);
    expect(await claim(workspace, 6)).toMatchObject({ attempt: 2 });
    await expect(workspace.as(null, (ctx) => holdUpload(ctx, dead))).rejects.toBeInstanceOf(LostUpload);
    await expect(workspace.as(null, (ctx) => failUpload(ctx, dead, "file_gone"))).rejects.toBeInstanceOf(LostUpload);
  });

  it("leaves alone what a process still holds", async () => {
    const workspace = await enrolled(db);
    await request(workspace);
    const held = await claimed(workspace);
    await workspace.as(null, (ctx) => holdUpload(ctx, held), later(4));
    expect(await claim(workspace, 6)).toBeNull();
    expect(await claim(workspace, 9)).toMatchObject({ attempt: 2 });
  });

  it("gives up after three tries, tells the person once, and begins anew at their press", async () => {
    const workspace = await enrolled(db);
    const uploadId = await request(workspace);
    for (const minutes of [0, 6, 12]) await claimed(workspace, minutes);
    expect(await claim(workspace, 18)).toBeNull();
    expect(await claim(workspace, 24)).toBeNull();
    const told = (await workspace.notices()).filter(({ kind }) => kind === "import-failed");
    expect(told).toEqual([{ kind: "import-failed", recipient: "UDEWI", payload: { uploadId } }]);
    expect(await workspace.as(dewi, (ctx) => findUploadResult(ctx, uploadId))).toMatchObject({
      state: "failed",
      failure: "interrupted",
    });
    await workspace.as(dewi, (ctx) => retryUpload(ctx, { uploadId }));
    await expect(workspace.as(dewi, (ctx) => retryUpload(ctx, { uploadId }))).rejects.toMatchObject({
      code: "upload_gone",
    });
    expect(await claim(workspace, 30)).toMatchObject({ id: uploadId, attempt: 1 });
  });

  it("counts no orderly stop as a failed try", async () => {
    const workspace = await enrolled(db);
    await request(workspace);
    for (let stops = 0; stops < 5; stops++) {
      const held = await claimed(workspace, stops);
      await workspace.as(null, (ctx) => releaseUpload(ctx, held, { until: later(stops), failed: false }), later(stops));
    }
    expect(await claim(workspace, 6)).toMatchObject({ attempt: 1 });
  });

  it("sees nothing of another workspace, and is asked for by stewards only", async () => {
    const [workspace, other] = [await enrolled(db), await enrolled(db)];
    const uploadId = await request(workspace);
    expect(await claim(other)).toBeNull();
    expect(await other.as(dewi, (ctx) => findUploadResult(ctx, uploadId))).toBeNull();
    await expect(workspace.as(maya, (ctx) => requestUpload(ctx, file))).rejects.toMatchObject({ code: "no_access" });
  });

  it("tells the end in the transaction that saves it", async () => {
    const workspace = await enrolled(db);
    const uploadId = await request(workspace);
    const held = await claimed(workspace);
    const cutOff = workspace.as(dewi, async (ctx) => {
      await finishUpload(ctx, held);
      throw new Error("the power went");
    });
    await expect(cutOff).rejects.toThrow("the power went");
    expect((await workspace.notices()).some(({ kind }) => kind === "import-finished")).toBe(false);
    await workspace.as(dewi, (ctx) => finishUpload(ctx, held));
    expect((await workspace.notices()).at(-1)).toEqual({
      kind: "import-finished",
      recipient: "UDEWI",
      payload: { uploadId },
    });
    expect(await claim(workspace, 60)).toBeNull();
  });
});
