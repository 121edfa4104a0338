import { SlackError } from "../slack-error.ts";
import { randomDigits, randomHex } from "../slack-ids.ts";

/** Good for 3 s, once. Source: docs.slack.dev/interactivity/handling-user-interaction. */
const TRIGGER_LIFE_MS = 3_000;

export interface Trigger {
  user: string;
  channel: string | null;
  /** the modal in which the person acted; views.push needs one */
  viewId: string | null;
  issuedAt: number;
  exchanged: boolean;
}

/** The trigger ids that were handed out. They live shortly, so a restart may forget them. */
export class TriggerIds {
  #clock: () => Date;
  #issued = new Map<string, Trigger>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  issue(user: string, where: { channel?: string | null; viewId?: string | null } = {}): string {
    const id = `${randomDigits(13)}.${randomDigits(12)}.${randomHex(16)}`;
    const now = this.#clock().getTime();
    for (const [old, trigger] of this.#issued) {
      if (now - trigger.issuedAt > 60_000) this.#issued.delete(old);
    }
    this.#issued.set(id, {
      user,
      channel: where.channel ?? null,
      viewId: where.viewId ?? null,
      issuedAt: now,
      exchanged: false,
    });
    return id;
  }

  /**
   * Uses a trigger id up.
   * @throws SlackError invalid_trigger_id, expired_trigger_id or exchanged_trigger_id
   */
  exchange(id: string): Trigger {
    const trigger = this.#issued.get(id);
    if (!trigger) throw new SlackError("invalid_trigger_id");
    if (this.#clock().getTime() - trigger.issuedAt > TRIGGER_LIFE_MS) throw new SlackError("expired_trigger_id");
    if (trigger.exchanged) throw new SlackError("exchanged_trigger_id");
    trigger.exchanged = true;
    return trigger;
  }
}
