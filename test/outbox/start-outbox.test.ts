import { describe, expect, it } from "vitest";
import { DatabaseUnavailable } from "../../src/db/database-unavailable.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import { RateLimited, RetryLater, Uncertain, Undeliverable } from "../../src/outbox/delivery-outcome.ts";
import { withDefaults } from "../../src/outbox/outbox-options.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { noon, Recipients, setScene } from "./outbox-fixture.ts";

const db = testClient({ poolSize: 8 });

describe("startOutbox", () => {
  it("sends what was committed and keeps where it arrived", async () => {
    const { leave, start, slack, rows, outcomes } = await setScene(db);
    await leave("U1", "hello");
    await start().drained();
    expect(slack.texts()).toEqual(["hello"]);
    expect(outcomes).toEqual(["sent"]);
    const [row] = await rows();
    expect(row).toMatchObject({ state: "sent", channel: "DU1", ts: "1.000100", attempts: 1, settledAt: noon });
  });

  it("sends nothing of a transaction that failed", async () => {
    const { workspace, start, slack } = await setScene(db);
    const open = createOpenTransaction(db.inWorkspace, testKeyRing);
    const failing = open(
      { teamId: workspace.teamId, slackUserId: null, surface: "job", interactionId: "test", now: noon },
      async (ctx) => {
        ctx.notify({ kind: "test", recipient: "U1", payload: { text: "never" } });
        throw new Error("changed my mind");
      },
    );
    await expect(failing).rejects.toThrow("changed my mind");
    await start().drained();
    expect(slack.attempts).toEqual([]);
  });

  it("looks at once when woken, and by itself after a while", async () => {
    const { leave, start, slack, clock } = await setScene(db);
    const outbox = start();
    await outbox.drained();
    await leave("U1", "woken");
    outbox.wake();
    await eventually(() => expect(slack.texts()).toEqual(["woken"]));
    await outbox.drained();
    await leave("U2", "noticed");
    clock.advance(1_000);
    await eventually(() => expect(slack.texts()).toEqual(["woken", "noticed"]));
  });

  it("sends one message a second to a channel, in order, and holds nobody else up", async () => {
    const { leave, start, slack, clock } = await setScene(db);
    await leave("C1", "one", "two", "three");
    await leave("U2", "other");
    const outbox = start();
    for (let second = 1; second <= 3; second++) {
      await eventually(() => expect(slack.texts("C1")).toHaveLength(second));
      await eventually(() => expect(slack.texts("U2")).toEqual(["other"]));
      await eventually(async () => expect(await outbox.depth()).toBe(3 - second));
      clock.advance(999);
      expect(slack.texts("C1")).toHaveLength(second);
      clock.advance(1);
    }
    await outbox.drained();
    expect(slack.texts("C1")).toEqual(["one", "two", "three"]);
    const times = slack.arrived.filter(({ recipient }) => recipient === "C1").map(({ at }) => at.getTime());
    expect(times).toEqual([0, 1_000, 2_000].map((ms) => noon.getTime() + ms));
  });

  it("shares the load between workers: each message once, each line in order", async () => {
    const scene = await setScene(db);
    const { leave, start, slack, clock } = scene;
    const people = Array.from({ length: 25 }, (_, n) => `U${n}`);
    for (const person of people) await leave(person, "1", "2", "3");
    const workers = [start(), start(), start()];
    await eventually(async () => {
      clock.advance(1_000);
      expect(await workers[0]?.depth()).toBe(0);
    });
    expect(slack.attempts).toHaveLength(75);
    for (const person of people) expect(slack.texts(person)).toEqual(["1", "2", "3"]);
  });

  it("lets one method of one workspace rest after a 429, and nothing else", async () => {
    const { leave, start, slack, clock, rows, workspace, outcomes } = await setScene(db);
    const other = await setScene(db, { clock, slack });
    let refused = false;
    slack.fault = (_, { workspaceId, method }) => {
      if (workspaceId !== workspace.id || method !== "chat.postMessage" || refused) return;
      refused = true;
      throw new RateLimited("chat.postMessage", 30_000);
    };
    await leave("U1", "refused");
    const outbox = start({ concurrency: 1 });
    await eventually(() => expect(outcomes).toEqual(["rate-limited"]));
    await leave("U2", "same method");
    await leave("U3", "other method");
    await db.inWorkspace(workspace.id, (tx) =>
      tx.delivery.updateMany({ where: { recipient: "U3" }, data: { method: "chat.update" } }),
    );
    await other.leave("U1", "other workspace");
    await other.start().drained();
    outbox.wake();
    await outbox.drained();
    expect(slack.texts().sort()).toEqual(["other method", "other workspace"]);
    expect((await rows())[0]).toMatchObject({ state: "pending", attempts: 0, lastError: "rate limited" });
    clock.advance(29_999);
    await eventually(async () => expect(await outbox.depth()).toBe(2));
    expect(slack.texts()).toHaveLength(2);
    clock.advance(1);
    await eventually(() => expect(slack.texts().sort()).toContain("same method"));
    await eventually(() => expect(slack.texts()).toContain("refused"));
  });

  it("tries again with growing waits what Slack did not take, and lets nobody overtake it", async () => {
    const { leave, start, slack, clock, rows, outcomes } = await setScene(db);
    let failures = 3;
    slack.fault = () => {
      if (failures-- > 0) throw new RetryLater("http 503");
    };
    await leave("U1", "first", "second");
    const outbox = start();
    for (const [tries, wait] of [1_500, 3_000, 6_000].entries()) {
      await eventually(() => expect(outcomes).toHaveLength(tries + 1));
      const [first, second] = await rows();
      expect(first).toMatchObject({ state: "pending", attempts: tries + 1, lastError: "http 503" });
      expect(first?.nextAttemptAt).toEqual(new Date(clock.now().getTime() + wait));
      expect(second).toMatchObject({ state: "pending", attempts: 0 });
      clock.advance(wait);
    }
    await eventually(() => expect(slack.texts()).toEqual(["first"]));
    await eventually(async () => {
      clock.advance(1_000);
      expect(await outbox.depth()).toBe(0);
    });
    expect(slack.texts()).toEqual(["first", "second"]);
  });

  it("gives up after the last try and goes on with the next message", async () => {
    const { leave, start, slack, clock, rows } = await setScene(db);
    slack.fault = ({ text }) => {
      if (text === "hopeless") throw new RetryLater("ECONNREFUSED");
    };
    await leave("U1", "hopeless", "next");
    // The clock runs faster than the work: nobody is to be taken for dead meanwhile.
    const outbox = start({ maxAttempts: 4, leaseMs: 24 * 3_600_000 });
    await eventually(async () => {
      clock.advance(60_000);
      expect(await outbox.depth()).toBe(0);
    });
    expect(slack.attempts.filter(({ text }) => text === "hopeless")).toHaveLength(4);
    expect(slack.texts()).toEqual(["next"]);
    expect((await rows())[0]).toMatchObject({ state: "failed", lastError: "ECONNREFUSED" });
  });

  it("does not repeat what can never arrive", async () => {
    const { leave, start, slack, rows, outcomes } = await setScene(db);
    slack.fault = ({ recipient }) => {
      if (recipient === "C1") throw new Undeliverable("is_archived");
    };
    await leave("C1", "to an archived channel");
    await leave("U1", "fine");
    await start().drained();
    expect(outcomes.sort()).toEqual(["failed", "sent"]);
    expect((await rows())[0]).toMatchObject({
      state: "failed",
      lastError: "is_archived",
      attempts: 1,
      settledAt: noon,
    });
  });

  it("asks Slack before it repeats a message whose answer was lost, and finds it there", async () => {
    const { leave, start, slack, clock, rows, outcomes } = await setScene(db);
    slack.afterArrival = () => {
      throw new Uncertain("ECONNRESET");
    };
    await leave("U1", "once");
    const outbox = start();
    await eventually(() => expect(outcomes).toEqual(["uncertain"]));
    expect((await rows())[0]).toMatchObject({ state: "sending", lastError: "ECONNRESET" });
    clock.advance(30_000);
    await eventually(() => expect(outcomes).toEqual(["uncertain", "found"]));
    await outbox.drained();
    expect(slack.texts()).toEqual(["once"]);
    expect((await rows())[0]).toMatchObject({ state: "sent", ts: "1.000100", lastError: null });
  });

  it("repeats a message that Slack does not have", async () => {
    const { leave, start, slack, clock, outcomes } = await setScene(db);
    let lost = false;
    slack.fault = () => {
      if (lost) return;
      lost = true;
      throw new Uncertain("no answer in time");
    };
    await leave("U1", "after all");
    const outbox = start();
    await eventually(() => expect(outcomes).toEqual(["uncertain"]));
    clock.advance(30_000);
    await eventually(() => expect(outcomes).toEqual(["uncertain", "absent"]));
    clock.advance(2_000);
    await outbox.drained();
    expect(slack.texts()).toEqual(["after all"]);
    expect(slack.attempts).toHaveLength(2);
  });

  it("takes an answer that does not come for lost", async () => {
    const { leave, start, slack, clock, rows, outcomes } = await setScene(db);
    const { promise: never } = Promise.withResolvers<void>();
    slack.fault = () => never;
    await leave("U1", "slow");
    start();
    await eventually(() => expect(slack.attempts).toHaveLength(1));
    clock.advance(30_000);
    await eventually(() => expect(outcomes).toEqual(["uncertain"]));
    expect((await rows())[0]).toMatchObject({ state: "sending", lastError: "no answer in time" });
  });

  it("tells the stewards, once, when Slack cannot say whether a message arrived, and never repeats it", async () => {
    const { leave, start, slack, clock, rows, outcomes } = await setScene(db);
    slack.fault = () => {
      throw new Uncertain("ECONNRESET");
    };
    await leave("U1", "who knows");
    const outbox = start({ find: async () => "cannot say" });
    await eventually(() => expect(outcomes).toEqual(["uncertain"]));
    clock.advance(30_000);
    await eventually(() => expect(outcomes).toContain("unknown"));
    const [lost, word] = await rows();
    expect(lost).toMatchObject({ state: "unknown", lastError: "may not have arrived" });
    expect(word).toMatchObject({ kind: "delivery-unknown", recipient: "USTEWARD", payload: { deliveryId: lost?.id } });
    // The word to the steward is lost as well: that is not told again.
    await eventually(async () => {
      clock.advance(30_000);
      expect(await outbox.depth()).toBe(0);
    });
    expect(await rows()).toHaveLength(2);
    expect(slack.attempts).toHaveLength(2);
  });

  it("asks again when Slack cannot be asked, and in the end says that nobody knows", async () => {
    const { leave, start, slack, clock, rows, outcomes } = await setScene(db);
    slack.fault = ({ recipient }) => {
      if (recipient === "U1") throw new Uncertain("ECONNRESET");
    };
    let asked = 0;
    await leave("U1", "lost");
    start({
      find: async () => {
        asked += 1;
        throw asked === 1 ? new RateLimited("conversations.history", 60_000) : new RetryLater("http 500");
      },
    });
    await eventually(() => expect(outcomes).toEqual(["uncertain"]));
    clock.advance(30_000);
    await eventually(() => expect(asked).toBe(1));
    await eventually(async () => expect((await rows())[0]?.nextAttemptAt).toEqual(new Date(noon.getTime() + 90_000)));
    await eventually(() => {
      clock.advance(60_000);
      expect(outcomes).toContain("unknown");
    });
    expect(asked).toBe(10);
    expect((await rows())[0]?.state).toBe("unknown");
  });

  it("keeps a message whose notice cannot be drawn from being lost or repeated blindly", async () => {
    const { leave, start, slack, clock, rows, outcomes } = await setScene(db);
    slack.fault = () => {
      throw new TypeError("Cannot read properties of undefined: Budi");
    };
    await leave("U1", "bug");
    const outbox = start({ maxAttempts: 2 });
    await eventually(async () => {
      clock.advance(30_000);
      expect(await outbox.depth()).toBe(0);
    });
    expect(outcomes).toEqual(["uncertain", "absent", "uncertain", "failed"]);
    expect((await rows())[0]).toMatchObject({ state: "failed", lastError: "did not arrive" });
  });

  it("looks up what a worker that died was sending", async () => {
    const { leave, start, slack, clock, rows, workspace } = await setScene(db);
    await leave("U1", "arrived before the crash");
    await leave("U2", "never left");
    const claimed = await db.asOps(
      (tx) =>
        tx.$queryRaw<{ id: string; recipient: string; claimId: string }[]>`
          SELECT * FROM ops_claim_deliveries(${clock.now()}::timestamptz, interval '2 minutes', 8, ${[workspace.id]}::text[]::uuid[])`,
    );
    expect(claimed).toHaveLength(2);
    const [first] = await rows();
    slack.arrived.push({ id: first?.id ?? "", recipient: "U1", text: "arrived before the crash", at: noon });
    const outbox = start();
    await outbox.drained();
    expect(slack.attempts).toEqual([]);
    await eventually(async () => {
      clock.advance(120_000);
      expect(await outbox.depth()).toBe(0);
    });
    expect(slack.texts().sort()).toEqual(["arrived before the crash", "never left"]);
    expect(slack.attempts.map(({ text }) => text)).toEqual(["never left"]);
  });

  it("waits for what is under way before it stops, and takes nothing new", async () => {
    const { leave, start, slack, rows } = await setScene(db);
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    slack.fault = () => gate;
    await leave("U1", "under way", "left for later");
    const outbox = start();
    await eventually(() => expect(slack.attempts).toHaveLength(1));
    let stopped = false;
    const stop = outbox.stop().then(() => {
      stopped = true;
    });
    expect((await rows())[0]?.state).toBe("sending");
    expect(stopped).toBe(false);
    open();
    await stop;
    outbox.wake();
    expect((await rows()).map(({ state }) => state)).toEqual(["sent", "pending"]);
    expect(slack.attempts).toHaveLength(1);
  });

  it("sends nothing for a workspace that it does not serve or that has uninstalled Steward", async () => {
    const clock = new ManualClock(noon);
    const slack = new Recipients(clock);
    const [served, stranger, gone] = [
      await setScene(db, { clock, slack }),
      await setScene(db, { clock, slack }),
      await setScene(db, { clock, slack }),
    ];
    for (const scene of [served, stranger, gone]) await scene.leave("U1", scene.workspace.teamId);
    await db.inWorkspace(gone.workspace.id, (tx) => tx.workspace.updateMany({ data: { uninstalledAt: noon } }));
    const outbox = served.start({ served: [served.workspace.id, gone.workspace.id] });
    await outbox.drained();
    expect(slack.texts()).toEqual([served.workspace.teamId]);
    expect(await outbox.depth()).toBe(0);
    expect((await stranger.rows())[0]?.state).toBe("pending");
  });

  it("goes on when the database answers again", async () => {
    const { leave, start, slack, clock } = await setScene(db);
    let away = true;
    const faulty = {
      ...db,
      asOps: (async (run, options) => {
        if (away) throw new DatabaseUnavailable("unreachable", "not_saved", null);
        return db.asOps(run, options);
      }) satisfies typeof db.asOps,
    };
    await leave("U1", "after the outage");
    const outbox = start({ db: faulty });
    await expect(outbox.depth()).rejects.toThrow(DatabaseUnavailable);
    away = false;
    await eventually(() => {
      clock.advance(1_000);
      expect(slack.texts()).toEqual(["after the outage"]);
    });
  });

  it("refuses times that contradict each other", () => {
    const options = { callTimeoutMs: 60_000, leaseMs: 60_000 } as Parameters<typeof withDefaults>[0];
    expect(() => withDefaults(options)).toThrow("callTimeoutMs must be shorter than its leaseMs");
  });
});
