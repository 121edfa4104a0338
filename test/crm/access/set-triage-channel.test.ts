import { describe, expect, it } from "vitest";
import { findFirstSteps } from "../../../src/crm/access/first-steps.ts";
import { setTriageChannel } from "../../../src/crm/access/set-triage-channel.ts";
import { testClient } from "../../support/database.ts";
import { dewi, enrolled, maya } from "./enrolled-workspace.ts";

const db = testClient();

describe("setTriageChannel", () => {
  it("is kept with its audit entry, once", async () => {
    const workspace = await enrolled(db);
    expect(await workspace.as(dewi, findFirstSteps)).toMatchObject({ customers: 0, triageChannelId: null });
    for (const channelId of ["C1", "C1", "C2"]) await workspace.as(dewi, (ctx) => setTriageChannel(ctx, { channelId }));
    expect(await workspace.as(dewi, findFirstSteps)).toMatchObject({ triageChannelId: "C2" });
    const changes = (await workspace.audit()).filter(({ action }) => action === "settings.triage_channel_changed");
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      [{ triageChannelId: null }, { triageChannelId: "C1" }],
      [{ triageChannelId: "C1" }, { triageChannelId: "C2" }],
    ]);
  });

  it("is for stewards", async () => {
    const workspace = await enrolled(db);
    await expect(workspace.as(maya, (ctx) => setTriageChannel(ctx, { channelId: "C1" }))).rejects.toMatchObject({
      code: "no_access",
    });
  });
});
