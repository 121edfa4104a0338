import { pino } from "pino";
import { afterEach, beforeAll, describe, expect, inject } from "vitest";
import type { CalendarReader } from "../../src/crm/tickets/fetch-calendar.ts";
import { openClient } from "../../src/db/client.ts";
import type { Context } from "../../src/db/context.ts";
import { createOpenTransaction, workspaceIdOf } from "../../src/db/open-transaction.ts";
import type { PersonDriver } from "../../src/sandbox/driver/person-driver.ts";
import type { PageMessage, PageView } from "../../src/sandbox/page-protocol.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startCuttingProxy } from "../support/cutting-proxy.ts";
import { testClient } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { testKeyRing } from "../support/key-ring.ts";
import { type RunningBot, runBot, type Transport } from "../support/running-bot.ts";

type CuttingProxy = Awaited<ReturnType<typeof startCuttingProxy>>;

/** One suite's running Steward, and how its people speak with it. */
export interface Suite {
  readonly transport: Transport;
  readonly running: RunningBot;
  readonly sandbox: Sandbox;
  /** one of the local workspace's people by handle */
  person(handle: string): PersonDriver;
  /** runs use cases as a person would, for what a test needs to stand there before it begins */
  as<T>(handle: string, run: (ctx: Context) => Promise<T>, now?: Date): Promise<T>;
  /** types a command and gives the answer, in the acknowledgement or after it */
  ask(handle: string, command: string, text?: string, channel?: string): Promise<PageMessage>;
  /** the same for a command that opens a form */
  askForm(handle: string, command: string, text?: string, channel?: string): Promise<PageView>;
  /**
   * Moves the clock on to a moment, unless it is there. What is due is sent first: a jump while somebody is at it would have them
   * taken for dead, and another would send it as well.
   */
  advanceTo(at: Date): Promise<void>;
  /** the newest message to a person that fits, once whatever stands before it has had its second */
  delivered(handle: string, fits: (message: PageMessage) => boolean): Promise<PageMessage>;
  /** what Steward logged as faults since it was asked last */
  faults(): Record<string, unknown>[];
  /** the line to the database, to be cut */
  readonly line: CuttingProxy;
  /** the message as it stands now; null when it was removed */
  again(handle: string, message: PageMessage): PageMessage | null;
}

interface SuiteOptions {
  /** the bot speaks to the database over a line that can be cut */
  cuttable?: boolean;
  /** "manual": Slack's deadlines and retries pass only when the test moves the clock */
  sandboxTime?: "real" | "manual";
  readCalendar?: CalendarReader;
}

/**
 * Declares one suite twice: over Socket Mode and over signed HTTP, each with a local workspace and a bot of its own. After
 * each test Slack must have had nothing to refuse, and Steward no fault to log but those that the test asked for.
 */
export function describeOverBoth(
  title: string,
  declare: (suite: Suite) => void,
  { cuttable = false, sandboxTime = "real", ...bot }: SuiteOptions = {},
): void {
  describe.each(["socket", "http"] as const)(`${title}, over %s`, (transport) => {
    const db = testClient();
    let running: RunningBot | null = null;
    let line: CuttingProxy | null = null;
    let logged: Record<string, unknown>[] = [];
    const log = pino(
      { level: "info" },
      {
        write(entry: string) {
          logged.push(JSON.parse(entry));
          if (process.env["STEWARD_TEST_LOG"]) process.stdout.write(entry);
        },
      },
    );
    const faults = () => {
      const found = logged.filter(({ level }) => Number(level) >= 50);
      logged = [];
      return found;
    };
    const get = (): RunningBot => {
      if (!running) throw new Error("Steward is not running yet");
      return running;
    };
    beforeAll(async () => {
      if (cuttable) line = await startCuttingProxy(inject("ownerUrl"));
      const own = line && openClient({ url: line.url, poolSize: 4, namedStatements: true });
      running = await runBot(own ?? db, transport, { log, sandboxTime, ...bot });
      return async () => {
        await running?.stop();
        await own?.close();
        await line?.close();
      };
    });
    afterEach(async () => {
      await get().sandbox.eventsSettled();
      expect(get().sandbox.problems).toEqual([]);
      expect(faults()).toEqual([]);
    });

    const openTransaction = createOpenTransaction(db.inWorkspace, testKeyRing);
    const person = (handle: string) => get().sandbox.as(handle);
    const openDeliveries = async (pending: { nextAttemptAt?: { lte: Date } } = {}) => {
      const found = await db.inWorkspace(workspaceIdOf(get().sandbox.credentials.teamId), (tx) =>
        tx.delivery.findMany({
          where: { OR: [{ state: "sending" }, { state: "pending", ...pending }] },
          select: { state: true },
        }),
      );
      return found.map(({ state }) => state);
    };
    declare({
      transport,
      get running() {
        return get();
      },
      get sandbox() {
        return get().sandbox;
      },
      faults,
      get line() {
        if (!line) throw new Error("This suite's line cannot be cut");
        return line;
      },
      person,
      as: (handle, run, now = get().clock.now()) =>
        openTransaction(
          {
            teamId: get().sandbox.credentials.teamId,
            slackUserId: get().sandbox.user(handle),
            surface: "slack-command",
            interactionId: "test",
            now,
          },
          run,
        ),
      async ask(handle, command, text = "", channel = "#general") {
        const asker = person(handle);
        const before = new Set(asker.messages(channel).map(({ ts }) => ts));
        await asker.command(channel, command, text);
        return asker.until(() => asker.messages(channel).find(({ ts }) => !before.has(ts)), {
          what: `an answer to ${command} ${text}`,
        });
      },
      async askForm(handle, command, text = "", channel = "#general") {
        const asker = person(handle);
        const before = new Set(asker.views().map(({ id }) => id));
        await asker.command(channel, command, text);
        return asker.untilView(({ id }) => !before.has(id));
      },
      async advanceTo(at) {
        const { clock } = get();
        if (clock.now() >= at) return;
        await eventually(async () => {
          const open = await openDeliveries({ nextAttemptAt: { lte: clock.now() } });
          // What a test has left itself is seen when the outbox looks again, a second later.
          if (open.length > 0 && !open.includes("sending")) clock.advance(1_000);
          expect(open).toEqual([]);
        });
        clock.advance(Math.max(0, at.getTime() - clock.now().getTime()));
      },
      delivered: (handle, fits) =>
        eventually(async () => {
          const open = await openDeliveries();
          const message = person(handle).inbox().findLast(fits);
          if (message && !open.includes("sending")) return message;
          if (!message && !open.includes("sending")) get().clock.advance(1_000);
          throw new Error(`There is no such message to ${handle} yet`);
        }),
      again: (handle, { channel, ts }) =>
        person(handle)
          .messages(channel)
          .find((message) => message.ts === ts) ?? null,
    });
  });
}

/** What stands in a message's or view's blocks, a line each, as a person reads it. */
export function linesOf(shown: { blocks: PageMessage["blocks"] }): string[] {
  return (shown.blocks ?? []).flatMap((block) => {
    const texts = [block["text"], ...((block["elements"] as unknown[] | undefined) ?? [])];
    return texts.flatMap((text) => {
      const { type, text: words } = (text ?? {}) as { type?: string; text?: unknown };
      return (type === "mrkdwn" || type === "plain_text") && typeof words === "string" ? words.split("\n") : [];
    });
  });
}

/** The labels of what can be pressed, in order; the ⋯ menu as its items. */
export function labelsOf(shown: { blocks: PageMessage["blocks"] }): string[] {
  return (shown.blocks ?? []).flatMap((block) => {
    const accessory = block["accessory"] === undefined ? [] : [block["accessory"]];
    const elements = [...accessory, ...(block.type === "actions" ? (block["elements"] as unknown[]) : [])];
    return elements.flatMap((element) => {
      const { text, options } = element as { text?: { text: string }; options?: { text: { text: string } }[] };
      return text ? [text.text] : (options ?? []).map((option) => option.text.text);
    });
  });
}
