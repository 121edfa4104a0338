import { vi } from "vitest";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import type { Suite } from "./over-both.ts";

/** Lets the outbox send, a message a second, until there is nothing left. */
export async function outboxRests({ running, sandbox }: Suite): Promise<void> {
  await sandbox.eventsSettled();
  const step = async () => {
    const { clock, bot } = running;
    bot.outbox?.wake();
    const left = await bot.outbox?.depth();
    if (left === 0) return;
    clock.advance(1_000);
    throw new Error(`${left} messages are still to be sent`);
  };
  await vi.waitFor(step, { timeout: 150_000, interval: 5 });
}

/** Lets the outbox send until the facts hold: what somebody pressed or wrote takes its time to be dealt with. */
export async function sentUntil(suite: Suite, facts: () => unknown): Promise<void> {
  const step = async () => {
    suite.running.bot.outbox?.wake();
    if (await facts()) return;
    suite.running.clock.advance(500);
    throw new Error("It does not hold yet");
  };
  await vi.waitFor(step, { timeout: 20_000, interval: 10 });
  await outboxRests(suite);
}

/** Every card of the ticket in the channel, as the support team sees it. */
export function cardsOf({ sandbox }: Suite, number: number, channel = "#triage"): PageMessage[] {
  return sandbox
    .as("maya")
    .messages(channel)
    .filter(({ text }) => text.startsWith(`T-${number},`));
}

export function cardOf(suite: Suite, number: number, channel = "#triage"): PageMessage {
  const [card] = cardsOf(suite, number, channel);
  if (!card) throw new Error(`T-${number} has no card`);
  return card;
}

/** What stands in a card's thread. */
export function threadOf({ sandbox }: Suite, { channel, ts }: PageMessage): PageMessage[] {
  return sandbox.as("maya").messages(channel, { threadTs: ts });
}
