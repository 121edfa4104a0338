import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { Client } from "../../src/db/client.ts";
import type { Context } from "../../src/db/context.ts";
import { createOpenTransaction } from "../../src/db/open-transaction.ts";
import type { Delivery, Posted, StrandedClaim } from "../../src/outbox/delivery.ts";
import type { OutboxOptions, Outcome } from "../../src/outbox/outbox-options.ts";
import { type Outbox, startOutbox } from "../../src/outbox/start-outbox.ts";
import { type InstalledWorkspace, installWorkspace } from "../support/install-workspace.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { ManualClock } from "../support/manual-clock.ts";

export const noon = new Date("2026-11-23T05:00:00Z");

export interface Attempt {
  id: string;
  recipient: string;
  text: unknown;
  at: Date;
}

/** Where the messages of a test end up, and what the test wants to go wrong. */
export class Recipients {
  readonly attempts: Attempt[] = [];
  readonly arrived: Attempt[] = [];
  /** Called with each attempt before it arrives; throws what the far side would. */
  fault: (attempt: Attempt, delivery: Delivery) => void | Promise<void> = () => {};
  /** Called after it arrived: the answer may yet be lost. */
  afterArrival: (attempt: Attempt) => void | Promise<void> = () => {};
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  deliver = async (delivery: Delivery): Promise<Posted> => {
    const { id, recipient, payload } = delivery;
    const attempt: Attempt = { id, recipient, text: payload["text"], at: this.#clock.now() };
    this.attempts.push(attempt);
    await this.fault(attempt, delivery);
    this.arrived.push(attempt);
    await this.afterArrival(attempt);
    return { channel: `D${recipient}`, ts: `${this.arrived.length}.000100` };
  };

  find = async ({ id, recipient }: StrandedClaim): Promise<Posted | "absent" | "cannot say"> => {
    const index = this.arrived.findIndex((attempt) => attempt.id === id);
    return index < 0 ? "absent" : { channel: `D${recipient}`, ts: `${index + 1}.000100` };
  };

  texts(recipient?: string): unknown[] {
    return this.arrived.filter((it) => recipient === undefined || it.recipient === recipient).map(({ text }) => text);
  }
}

export interface Scene {
  clock: ManualClock;
  workspace: InstalledWorkspace;
  slack: Recipients;
  outcomes: Outcome[];
  /** Commits notices as a use case does, one a text. */
  leave(recipient: string, ...texts: string[]): Promise<void>;
  start(options?: Partial<OutboxOptions>): Outbox;
  rows(): Promise<Row[]>;
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

export async function setScene(db: Client, given?: { clock: ManualClock; slack: Recipients }): Promise<Scene> {
  const clock = given?.clock ?? new ManualClock(noon);
  const slack = given?.slack ?? new Recipients(clock);
  const workspace = await installWorkspace(db);
  const outcomes: Outcome[] = [];
  const open = createOpenTransaction(db.inWorkspace, testKeyRing);
  return {
    clock,
    workspace,
    slack,
    outcomes,
    leave: (recipient, ...texts) =>
      open(
        { teamId: workspace.teamId, slackUserId: null, surface: "job", interactionId: "test", now: clock.now() },
        (ctx) => {
          for (const text of texts) ctx.notify({ kind: "test", recipient, payload: { text } });
          return Promise.resolve();
        },
      ),
    start: (options = {}) => {
      const outbox = startOutbox({
        db,
        openTransaction: open,
        clock,
        deliver: slack.deliver,
        find: slack.find,
        onUnknown: tellSteward,
        log: pino({ level: "silent" }),
        served: [workspace.id],
        random: () => 0.5,
        onOutcome: (outcome) => void outcomes.push(outcome),
        ...options,
      });
      onTestFinished(() => outbox.stop());
      return outbox;
    },
    rows: () => readRows(db, workspace.id),
  };
}

async function tellSteward(ctx: Context, { id }: Delivery): Promise<void> {
  ctx.notify({
    kind: "delivery-unknown",
    recipient: "USTEWARD",
    payload: { deliveryId: id, text: "may not have arrived" },
  });
}

function readRows(db: Client, workspaceId: string) {
  return db.inWorkspace(workspaceId, (tx) => tx.delivery.findMany({ orderBy: { id: "asc" } }));
}
