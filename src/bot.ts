import type { Logger } from "pino";
import { commands } from "../commands/index.ts";
import { type Enrolled, enrolWorkspace, RemovalComesFirst, type WorkspaceFacts } from "./crm/access/enrol-workspace.ts";
import { attendDelivery } from "./crm/attention/attend-delivery.ts";
import { type CalendarReader, fetchCalendar } from "./crm/tickets/fetch-calendar.ts";
import type { Client } from "./db/client.ts";
import { DatabaseUnavailable } from "./db/database-unavailable.ts";
import { type OpenTransaction, UnknownWorkspace, workspaceIdOf } from "./db/open-transaction.ts";
import { removeGoneWorkspaces } from "./db/remove-gone-workspaces.ts";
import { leaveIfRefused, leaveWorkspace } from "./leave-workspace.ts";
import type { Clock } from "./outbox/outbox-options.ts";
import { type Outbox, startOutbox } from "./outbox/start-outbox.ts";
import { listWorkspaces } from "./scheduler/cross-workspaces.ts";
import type { Job } from "./scheduler/define-job.ts";
import { type Scheduler, startScheduler } from "./scheduler/start-scheduler.ts";
import { createNoticeSender } from "./slack/notices/deliver.ts";
import { tellStewards } from "./slack/notices/delivery-unknown.ts";
import { withLess } from "./slack/notices/with-less.ts";
import { noticesByKind } from "./slack/registry.ts";
import { type Erasures, startErasures } from "./slack/run-erasures.ts";
import { startThreadCopies, type ThreadCopies } from "./slack/run-thread-copies.ts";
import { startUploads, type Uploads } from "./slack/run-uploads.ts";
import { createSlackApp, type SlackApp, type SlackTransport } from "./slack/start-slack.ts";
import { createUploadProgress } from "./slack/upload-progress.ts";

export interface BotOptions {
  transport: SlackTransport;
  botToken: string;
  /** ends with /api/ */
  apiUrl: string;
  /** "web" answers people, "worker" delivers what Steward says unasked and runs jobs, "all" does both */
  role: "all" | "web" | "worker";
  db: Client;
  openTransaction: OpenTransaction;
  /** what runs by itself, and the owner's login that its queue needs; null: nothing does */
  schedule: { jobs: readonly Job[]; ownerUrl: string } | null;
  /** removes what is kept of a workspace outside the tables behind the wall */
  removeElsewhere: (workspaceId: string) => Promise<void>;
  clock: Clock;
  log: Logger;
  /** reads a calendar of days off from its address, for whoever gives one */
  readCalendar?: CalendarReader;
  /** of every answer: the command or action, what became of it, and seconds */
  answered?: (name: string, outcome: string, seconds: number) => void;
  jobRan?: (job: string, outcome: string) => void;
  /** after the workspace is known and before anybody is answered */
  beforeListening?: (app: SlackApp) => Promise<void>;
}

export interface Bot {
  slack: SlackApp;
  workspaceId: string;
  /** false once Slack has taken Steward out of the workspace */
  installed(): Promise<boolean>;
  /** null in a process that only answers */
  outbox: Outbox | null;
  /** begins nothing new and waits for what was begun, `graceMs` at most */
  stop(graceMs: number): Promise<void>;
}

/** How often what another process left undone is looked for. */
const sweepMs = 60_000;

/**
 * One Slack workspace, served: enrolled in the database, answered, its notices delivered, its jobs run. The same for a
 * real workspace, for the local one and for the tests.
 * @throws whatever keeps Slack or the database from answering at the start
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { transport, botToken, apiUrl, role, db, openTransaction, clock, log } = options;
  let outbox: Outbox | null = null;
  let uploads: Uploads | null = null;
  let erasures: Erasures | null = null;
  let threads: ThreadCopies | null = null;
  let scheduler: Scheduler | null = null;
  const slack: SlackApp = await createSlackApp({
    transport,
    botToken,
    apiUrl,
    commands,
    openTransaction,
    readCalendar: options.readCalendar ?? fetchCalendar,
    databaseLost: (error) => (error instanceof DatabaseUnavailable ? error.outcome : null),
    answered: options.answered ?? (() => {}),
    committed: ({ notices, actions }) => {
      if (notices) outbox?.wake();
      if (actions.includes("import.requested") || actions.includes("import.undo_requested")) uploads?.wake();
      if (actions.includes("erasure.requested")) erasures?.wake();
      if (actions.includes("ticket.opened")) threads?.wake();
    },
    clock,
    installation: {
      lost: (sign) => leaveWorkspace({ openTransaction, clock }, slack.bot.teamId, sign),
      async back() {
        await enter(options, await slack.facts());
        outbox?.wake();
        uploads?.wake();
        erasures?.wake();
        threads?.wake();
      },
    },
    log,
  }).catch(async (error: unknown) => {
    await leaveIfRefused(options, error);
    throw error;
  });
  // Slack tells nothing of what happened while Steward was not there, so it is asked at each start.
  const facts = await slack.facts();
  const workspaceId = workspaceIdOf(facts.teamId);
  const { first, appointed } = await enter(options, facts);
  log.info({ teamId: facts.teamId, first, stewardsAppointed: appointed.length }, "The Slack workspace is known");
  await options.beforeListening?.(slack);

  const stopSweeping = role === "worker" ? () => {} : await listen(slack, clock, log);
  if (role !== "web") {
    const served = [workspaceId];
    const sender = createNoticeSender(slack.deliveryClient, withLess(noticesByKind()), {
      openTransaction,
      clock: clock.now,
    });
    const onUnknown = (ctx: Parameters<typeof tellStewards>[0], { id }: { id: string }) => tellStewards(ctx, id);
    outbox = startOutbox({ db, openTransaction, attend: attendDelivery, ...sender, onUnknown, clock, log, served });
    const { teamId } = slack.bot;
    const committed = () => outbox?.wake();
    const progress = createUploadProgress(slack.deliveryClient, { clock, log });
    uploads = startUploads({ teamId, openTransaction, lookup: slack.lookup, progress, clock, committed, log });
    erasures = startErasures({ teamId, openTransaction, clock: clock.now, committed, log });
    const reading = { client: slack.deliveryClient, botUserId: slack.bot.userId };
    threads = startThreadCopies({ teamId, openTransaction, ...reading, clock, committed, log });
    if (options.schedule) {
      const people = async () => (await slack.lookup.people()).people.map(({ profile }) => profile);
      const onRun = ({ job, outcome }: { job: string; outcome: string }) => options.jobRan?.(job, outcome);
      scheduler = await startScheduler({ ...options.schedule, db, openTransaction, clock, people, log, served, onRun });
    }
  }
  slack.watch.begin();
  return {
    slack,
    workspaceId,
    installed: async () => (await listWorkspaces(db, [workspaceId])).length > 0,
    outbox,
    async stop(graceMs) {
      stopSweeping();
      await Promise.all([
        slack.stop(graceMs),
        uploads?.stop(),
        erasures?.stop(),
        threads?.stop(),
        outbox?.stop(),
        scheduler?.stop(),
      ]);
    },
  };
}

/** Steward comes into the workspace: as it was, or, where what was kept has to go first, anew. */
async function enter({ db, clock, removeElsewhere }: BotOptions, facts: WorkspaceFacts): Promise<Enrolled> {
  const workspaceId = workspaceIdOf(facts.teamId);
  for (;;) {
    try {
      return await db.inWorkspace(workspaceId, (tx) => enrolWorkspace(tx, facts, clock.now()), { timeout: 60_000 });
    } catch (error) {
      if (!(error instanceof RemovalComesFirst)) throw error;
      await removeGoneWorkspaces(db, { now: clock.now(), served: [workspaceId], removeElsewhere });
    }
  }
}

/** Begins to answer, and to look for events that a process received and did not live to handle. */
async function listen(slack: SlackApp, clock: Clock, log: Logger): Promise<() => void> {
  await slack.start();
  let cancel = () => {};
  let stopped = false;
  const sweep = (): void => {
    void slack
      .sweepInbox()
      .catch((error: unknown) => {
        // Nothing is looked through where Slack has taken Steward out, which was logged when it happened.
        if (error instanceof UnknownWorkspace) return;
        log.warn({ err: error }, "The inbox could not be looked through; it will be again");
      })
      .finally(() => {
        if (!stopped) cancel = clock.after(sweepMs, sweep);
      });
  };
  sweep();
  return () => {
    stopped = true;
    cancel();
  };
}
