import type { Core } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { slackId } from "../slack-ids.ts";
import type { Ack, Delivery } from "./delivery.ts";

/** At once, after a minute, after five. Source: docs.slack.dev/apis/events-api (retries). */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

type EventCore = Pick<Core, "state" | "app" | "clock" | "timers" | "log">;

export interface EventDelivery {
  /**
   * Sends an event to the app if it subscribed to it and is installed.
   * `subscription` is the name in the manifest, when it is not the event's own type ("message.im").
   */
  publish(event: JsonObject, options?: { subscription?: string; external?: boolean }): void;
  /** resolves when no event is on its way (one that waits for a retry is not on its way) */
  settled(): Promise<void>;
  stop(): void;
}

function reasonOf(ack: Ack, delivery: Delivery): string {
  if (ack.ok) return "";
  if (ack.reason === "timeout") return delivery.timeoutReason;
  return ack.reason === "http_error" ? "http_error" : "connection_failed";
}

export function eventDelivery(core: EventCore, delivery: Delivery): EventDelivery {
  const underway = new Set<Promise<void>>();
  const cancels = new Set<() => void>();
  let stopped = false;

  function envelopeOf(event: JsonObject, external: boolean): JsonObject {
    const { app, team } = core.state;
    return {
      token: app.verificationToken,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: "event_callback",
      event_id: slackId("Ev"),
      event_time: Math.floor(core.clock().getTime() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: external,
      event_context: `4-${Buffer.from(JSON.stringify({ et: event["type"], tid: team.id, aid: app.id })).toString("base64url")}`,
    };
  }

  async function attempt(payload: JsonObject, number: number, reason: string): Promise<void> {
    const ack = await delivery.send({
      kind: "events_api",
      payload,
      acceptsResponse: false,
      ...(number > 0 ? { retry: { attempt: number, reason } } : {}),
    });
    if (ack.ok || stopped) return;
    const wait = RETRY_AFTER_MS[number];
    const refused = ack.reason === "http_error" && ack.noRetry;
    if (wait === undefined || refused) {
      core.log.warn({ event: payload["event_id"], reason: ack.reason }, "an event was given up");
      return;
    }
    if (wait === 0) return attempt(payload, number + 1, reasonOf(ack, delivery));
    const cancel = core.timers.after(wait, () => {
      cancels.delete(cancel);
      track(attempt(payload, number + 1, reasonOf(ack, delivery)));
    });
    cancels.add(cancel);
  }

  function track(work: Promise<void>): void {
    underway.add(work);
    void work.finally(() => underway.delete(work));
  }

  return {
    publish(event, options = {}) {
      const subscription = options.subscription ?? String(event["type"]);
      if (stopped || !core.state.app.installed || !core.app.events.has(subscription)) return;
      track(attempt(envelopeOf(event, options.external ?? false), 0, ""));
    },
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
    stop() {
      stopped = true;
      for (const cancel of cancels) cancel();
    },
  };
}
