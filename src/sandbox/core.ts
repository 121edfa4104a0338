import type { Change, Changes, Notice } from "./changes.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { EventDelivery } from "./delivery/event-delivery.ts";
import type { Faults } from "./faults.ts";
import type { FileStore } from "./file-store.ts";
import type { TriggerIds } from "./interactions/trigger-ids.ts";
import type { JsonObject } from "./json.ts";
import type { AppDefinition } from "./manifest.ts";
import type { StateValues } from "./page-protocol.ts";
import type { SandboxLog } from "./sandbox-log.ts";
import type { Timers } from "./timers.ts";
import type { RateLimits } from "./web-api/rate-limits.ts";
import type { WorkspaceState } from "./workspace-state.ts";

/** One call of the Web API as the workspace saw it. */
export interface ApiCall {
  method: string;
  /** as sent, without the token */
  args: JsonObject;
  at: Date;
  /** HTTP status; 0 when the connection was cut before an answer */
  status: number;
  response: JsonObject | null;
}

/** Something the app did wrong that Slack answers with silence or a shrug: tests read these. */
export interface Problem {
  at: Date;
  /** e.g. "ack of /crm-log", "response_url" */
  where: string;
  error: string;
  messages: string[];
}

/** What every part of the sandbox works with. There is one to a workspace. */
export interface Core {
  readonly state: WorkspaceState;
  readonly app: AppDefinition;
  readonly clock: () => Date;
  readonly timers: Timers;
  readonly log: SandboxLog;
  readonly changes: Changes;
  readonly faults: Faults;
  readonly limits: RateLimits;
  /** a commercial app outside the Marketplace: history is rationed */
  readonly commercial: boolean;
  readonly triggers: TriggerIds;
  readonly calls: ApiCall[];
  readonly problems: Problem[];
  readonly fileStore: FileStore;
  /** what people entered in messages' inputs, by "user:channel:ts"; lost at a restart, as in Slack */
  readonly messageEntries: Map<string, StateValues>;
  /** what Slack itself said to each person since the start, oldest first */
  readonly notices: Map<string, Notice[]>;
  readonly delivery: Delivery;
  readonly events: EventDelivery;
  /** e.g. "http://localhost:3000"; what absolute addresses begin with */
  origin(): string;
  /** says that the state changed: it is written to the file soon, and whoever looks at it is told */
  changed(change: Change): void;
}

export function seconds(core: Core): number {
  return Math.floor(core.clock().getTime() / 1000);
}

/** A ts of Slack's: seconds and six digits, never the same twice, always growing. */
export function nextTs(core: Core): string {
  const now = core.clock().getTime();
  const wanted = BigInt(Math.floor(now)) * 1000n;
  const last = BigInt(core.state.lastTs.replace(".", ""));
  const next = wanted > last ? wanted : last + 1n;
  const digits = next.toString().padStart(16, "0");
  core.state.lastTs = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return core.state.lastTs;
}

export function reportProblem(core: Core, where: string, error: string, messages: string[] = []): void {
  core.problems.push({ at: core.clock(), where, error, messages });
  core.log.warn({ where, error, messages }, "the app said something that Slack refuses");
}
