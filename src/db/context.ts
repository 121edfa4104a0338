/**
 * The one door from the CRM to the database: what a use case is given, and the types it needs to query.
 */
import type { Prisma } from "./generated/client.ts";

export { Prisma, Prisma as sql } from "./generated/client.ts";

/** An open transaction behind one workspace's wall. */
export type Transaction = Prisma.TransactionClient;

export interface Workspace {
  id: string;
  teamId: string;
  name: string;
  /** ISO 3166 country: the default region of phone numbers */
  region: string;
  /** IANA zone */
  zone: string;
  /** BCP 47, e.g. "en-ID" */
  locale: string;
  /** ISO 4217 */
  currency: string;
  url: string | null;
  botUserId: string;
  triageChannelId: string | null;
}

/** A person in Slack as the CRM knows them; `role` is null for whoever has not been granted access. */
export interface Member {
  id: string;
  slackUserId: string;
  name: string;
  zone: string;
  locale: string;
  isGuest: boolean;
  isSlackOwner: boolean;
  deactivated: boolean;
  role: "viewer" | "member" | "manager" | "steward" | null;
  departments: ("sales" | "marketing" | "support")[];
}

export type Surface = "slack-command" | "slack-action" | "slack-view" | "slack-event" | "http" | "cli" | "job";

/** What happened, in the shape in which the log keeps it. Values must be JSON; dates go in as ISO strings. */
export interface AuditNote {
  /** "interaction.logged", "access.granted", … */
  action: string;
  subjectType: string;
  subjectId: string | null;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
}

/** Something Steward will say unasked: what happened, by ids; src/slack/notices renders it when it is delivered. */
export interface Notice {
  kind: string;
  /** a Slack user's id (becomes a direct message) or a channel's */
  recipient: string;
  payload: Prisma.InputJsonObject;
}

/** One interaction: one open transaction, the person acting, the clock, and the means to leave a notice. */
export interface Context {
  tx: Transaction;
  workspace: Workspace;
  /** the person acting; null when Steward itself acts (a job, the command line) */
  member: Member | null;
  now: Date;
  surface: Surface;
  interactionId: string;
  /** Gathered here and written last, so that writers queue for the chain's end as briefly as may be. */
  audit(note: AuditNote): void;
  /** Written to the outbox in this transaction. */
  notify(notice: Notice): void;
}
