import { beforeAll, expect, it, vi } from "vitest";
import { setTriageChannel } from "../../src/crm/access/set-triage-channel.ts";
import { openTicket } from "../../src/crm/tickets/open-ticket.ts";
import type { PageMessage } from "../../src/sandbox/page-protocol.ts";
import { describeOverBoth, labelsOf, linesOf, type Suite } from "./over-both.ts";

/** Monday, 9:00 in Jakarta: the clocks of tickets run. */
const monday = new Date("2026-11-23T02:00:00Z");

/** Lets the outbox send, a message a second, until there is nothing left. */
async function settle({ running: { clock, bot } }: Suite): Promise<void> {
  const step = async () => {
    bot.outbox?.wake();
    const left = await bot.outbox?.depth();
    if (left === 0) return;
    clock.advance(500);
    throw new Error(`${left} messages are still to be sent`);
  };
  await vi.waitFor(step, { timeout: 60_000, interval: 5 });
}

const card = (suite: Suite, number: number): PageMessage | undefined =>
  suite
    .person("maya")
    .messages("#triage")
    .find(({ text }) => text.startsWith(`T-${number},`));

describeOverBoth("a ticket's card", (suite) => {
  beforeAll(async () => {
    const { clock } = suite.running;
    clock.advance(monday.getTime() - clock.now().getTime());
    await suite.as("dewi", async (ctx) => {
      await setTriageChannel(ctx, { channelId: suite.sandbox.channel("triage") });
    });
  });

  it("is posted", async () => {
    const { number } = await suite.as("dewi", (ctx) => openTicket(ctx, { subject: "Cannot log in" }));
    await settle(suite);

    expect(card(suite, number)).toBeDefined();
  });
});
