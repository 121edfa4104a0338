/**
 * The one door from the CRM to the database: what a use case is given, and the types it needs to query.
 */
import type { Prisma } from "./generated/client.ts";

export { hashEntry } from "./audit-chain.ts";
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
  /** Steward's app in Slack, by which a message leads to the Home tab; null: not known */
  appId: string | null;
  triageChannelId: string | null;
  /** whether reading a customer's card leaves an entry in the audit log */
  logReads: boolean;
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
  /** when they last used the CRM, kept to the hour; null: not yet */
  lastActiveAt: Date | null;
  /** they have opened a customer's card at some time */
  hasLookedUp: boolean;
}

export type Surface = "slack-command" | "slack-action" | "slack-view" | "slack-event" | "http" | "cli" | "job";

/** Somebody who has a key of their own. */
export interface PersonRef {
  type: "contact" | "member";
  id: string;
}

/** What happened, in the shape in which the log keeps it. Values must be JSON; dates go in as ISO strings. */
export interface AuditNote {
  /** "interaction.logged", "access.granted", … */
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** the person whose values `before` and `after` hold: they are kept under that person's key, and go when it is destroyed */
  about?: PersonRef;
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

/** An entry's values as the log keeps them: as they are, or sealed. */
export interface KeptValues {
  /** of the entry */
  id: string;
  before: unknown;
  after: unknown;
}

/** An entry's values to be read; null: the entry has none. */
export interface OpenedValues {
  /** the key that they were sealed under was destroyed, and with it what they said */
  erased: boolean;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
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
  /** Opens what entries of the audit log say about people, in the order given. */
  unseal(entries: readonly KeptValues[]): Promise<OpenedValues[]>;
  /** Keyed hashes of texts, alike for alike texts within the workspace: to know something again without keeping it. */
  fingerprint(texts: readonly string[]): Promise<Uint8Array<ArrayBuffer>[]>;
}
