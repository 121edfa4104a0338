import type { Core } from "../core.ts";
import { ACKNOWLEDGE_WITHIN_MS, type Ack, type Delivery, type Envelope } from "./delivery.ts";

type FaultyCore = Pick<Core, "state" | "faults" | "timers" | "changed">;

/** The same way to the app with the faults that tests ordered in it. */
export function withFaults(core: FaultyCore, delivery: Delivery): Delivery {
  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => core.timers.after(milliseconds, resolve));
  }

  async function deliver(envelope: Envelope): Promise<Ack> {
    // An app that was removed hears of its removal, and of nothing else.
    if (!core.state.app.installed && envelope.kind !== "events_api") return { ok: false, reason: "not_connected" };
    const fault = core.faults.takeDelivery(envelope);
    switch (fault?.kind) {
      case "drop":
        await wait(ACKNOWLEDGE_WITHIN_MS);
        return { ok: false, reason: "timeout" };
      case "delay":
        await wait(fault.milliseconds);
        return delivery.send(envelope);
      case "duplicate": {
        const [first] = await Promise.all([delivery.send(envelope), delivery.send(envelope)]);
        return first;
      }
      case "lose_ack":
        await delivery.send(envelope);
        return { ok: false, reason: "timeout" };
      default:
        return delivery.send(envelope);
    }
  }

  return {
    ...delivery,
    sockets: delivery.sockets,
    async send(envelope) {
      const ack = await deliver(envelope);
      core.changed({ kind: "delivery" });
      return ack;
    },
  };
}
