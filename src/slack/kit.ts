import type { AnyAction, AnyCommand, AnyModal, AnyShortcut, EventHandler, Suggestion } from "./define.ts";
import type { Adapter } from "./interact.ts";
import type { Performer } from "./perform.ts";
import type { WorkInFlight } from "./work-in-flight.ts";

/** Everything that can be typed or clicked, by its id. */
export interface Registry {
  commands: readonly AnyCommand[];
  actions: ReadonlyMap<string, AnyAction>;
  modals: ReadonlyMap<string, AnyModal>;
  suggestions: ReadonlyMap<string, Suggestion>;
  shortcuts: ReadonlyMap<string, AnyShortcut>;
  /** several deal with some types, each with its own kind of it */
  events: ReadonlyMap<string, readonly EventHandler[]>;
}

/** What every listener shares. */
export interface Kit {
  adapter: Adapter;
  registry: Registry;
  performer: Performer;
  inFlight: WorkInFlight;
  clock: () => Date;
  bot: { teamId: string; userId: string; botId: string };
  /** draws a person's Home tab afresh */
  publishHome(slackUserId: string): Promise<void>;
  /** keeps what happened until it has been dealt with */
  inbox: { keep(body: EventBody): Promise<void> };
  log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export interface EventBody {
  team_id: string;
  event_id: string;
  event: { type: string } & Record<string, unknown>;
}

/** How long an answer may take before Slack is told that one will follow: its own limit is 3 seconds. */
export const promptMs = 2000;

/** The answer if it is ready in time, else null; the work goes on. */
export async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
