import { describe, expect, it } from "vitest";
import { UnknownWorkspace } from "../../src/db/open-transaction.ts";
import { RetryLater } from "../../src/outbox/delivery-outcome.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { setScene } from "./outbox-fixture.ts";

const db = testClient();

describe("a delivery of a workspace that Slack has just taken Steward out of", () => {
  it("waits without counting as tried, and goes out once when Steward is installed again", async () => {
    const scene = await setScene(db);
    const { slack, workspace, clock } = scene;
    const uninstalledAt = (at: Date | null) =>
      db.inWorkspace(workspace.id, (tx) => tx.workspace.updateMany({ data: { uninstalledAt: at } }));
    slack.fault = async () => {
      await uninstalledAt(clock.now());
      throw new UnknownWorkspace(workspace.teamId);
    };
    await scene.leave("U1", "first", "second");
    const outbox = scene.start();
    await outbox.drained();
    for (let hour = 0; hour < 24; hour++) clock.advance(60 * 60_000);
    await outbox.drained();
    expect(slack.attempts).toHaveLength(1);
    expect(scene.outcomes).toEqual(["held"]);
    const rows = await scene.rows();
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
      ["pending", 0],
      ["pending", 0],
    ]);

    slack.fault = () => {};
    await uninstalledAt(null);
    await eventually(() => {
      clock.advance(1_000);
      expect(slack.texts("U1")).toEqual(["first", "second"]);
    });
    await outbox.drained();
    expect(slack.attempts).toHaveLength(3);
  });

  it("is not given up for a token whose refusal could not be checked", async () => {
    const scene = await setScene(db);
    let refused = true;
    scene.slack.fault = () => {
      if (refused) throw new RetryLater("token_revoked");
    };
    await scene.leave("U1", "still there");
    const outbox = scene.start();
    await outbox.drained();
    expect((await scene.rows()).map(({ state }) => state)).toEqual(["pending"]);
    refused = false;
    scene.clock.advance(2_000);
    await outbox.drained();
    expect(scene.slack.texts()).toEqual(["still there"]);
  });
});
