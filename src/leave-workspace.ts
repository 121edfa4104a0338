import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { markUninstalled } from "./crm/access/mark-uninstalled.ts";
import type { Client } from "./db/client.ts";
import { type OpenTransaction, UnknownWorkspace, workspaceIdOf } from "./db/open-transaction.ts";
import { askAboutToken, refusedToken, sureAfterMs, tokenPrint } from "./slack/token-watch.ts";

interface Clock {
  now(): Date;
  after(ms: number, run: () => void): () => void;
}

/** Writes down, for every process, that Slack has taken Steward out of a workspace. Known already, it is left as it was. */
export async function leaveWorkspace(
  { openTransaction, clock }: { openTransaction: OpenTransaction; clock: Clock },
  teamId: string,
  sign: string,
): Promise<void> {
  const now = clock.now();
  const interactionId = `left:${workspaceIdOf(teamId)}`;
  try {
    await openTransaction({ teamId, slackUserId: null, surface: "job", interactionId, now }, (ctx) =>
      markUninstalled(ctx, sign),
    );
  } catch (error) {
    if (!(error instanceof UnknownWorkspace)) throw error;
  }
}

/**
 * At the start Slack does not say whose token it refuses, so the workspace that was last entered with it is found by the
 * token's print. A token that was never good concerns no workspace, and is only told to the person who starts Steward.
 */
export async function leaveIfRefused(
  {
    db,
    openTransaction,
    clock,
    log,
    botToken,
    apiUrl,
  }: {
    db: Pick<Client, "asOps">;
    openTransaction: OpenTransaction;
    clock: Clock;
    log: Pick<Logger, "warn">;
    botToken: string;
    apiUrl: string;
  },
  error: unknown,
): Promise<void> {
  if (refusedToken(error) === null) return;
  const print = tokenPrint(botToken);
  const known = await db.asOps(
    (tx) => tx.$queryRaw<{ teamId: string }[]>`SELECT * FROM ops_workspace_of_token(${print})`,
  );
  if (known.length === 0) return;
  await new Promise<void>((resolve) => void clock.after(sureAfterMs, resolve));
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 });
  const sign = await askAboutToken(client);
  if (sign === null || sign === "unsure") return;
  for (const { teamId } of known) {
    await leaveWorkspace({ openTransaction, clock }, teamId, sign);
    log.warn(
      { teamId, sign },
      "Slack has taken Steward out of the workspace; nothing runs there until it is installed again",
    );
  }
}
