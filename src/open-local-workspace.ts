import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { v7 as newId } from "uuid";
import { parse } from "yaml";
import { demoTeam } from "../prisma/demo/demo-team.ts";
import { demoTimeout, seedDemo, wasDemoSeeded } from "../prisma/demo/seed-demo.ts";
import type { SlackConnection } from "./connect-slack.ts";
import { grantAccess } from "./crm/access/grant-access.ts";
import type { OpenTransaction } from "./db/open-transaction.ts";
import type { HttpServer } from "./http/start-http.ts";
import { demoWorkspace } from "./sandbox/demo-workspace.ts";
import { startSandbox } from "./sandbox/sandbox.ts";
import type { SlackApp } from "./slack/start-slack.ts";
import type { OrderlyStop } from "./stop.ts";

const manifestFile = fileURLToPath(new URL("../manifest.yml", import.meta.url));

/** Opens the local Slack workspace on our own server, kept under `dataDir`, and says how the bot reaches it. */
export async function openLocalWorkspace({
  dataDir,
  http,
  orderly,
  log,
}: {
  dataDir: string;
  http: HttpServer;
  orderly: OrderlyStop;
  log: Logger;
}): Promise<{ url: string; connection: SlackConnection }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const sandbox = await startSandbox({
    seed: demoWorkspace,
    manifest: parse(await readFile(manifestFile, "utf8")),
    delivery: "socket",
    stateFile: join(dataDir, "local-workspace.json"),
    clock: () => new Date(),
    log,
  });
  const url = `http://localhost:${http.port}`;
  sandbox.setOrigin(url);
  http.mountWorkspace(sandbox);
  orderly.add({ name: "local workspace", close: sandbox.stop });
  const { botToken, appToken } = sandbox.credentials;
  return { url, connection: { mode: "socket", botToken, appToken, apiUrl: sandbox.apiUrl } };
}

/** On the first start of the local workspace its people get their roles and made-up customers to work with; never again. */
export async function fillLocalWorkspace(app: SlackApp, openTransaction: OpenTransaction, log: Logger): Promise<void> {
  const { people } = await app.lookup.people();
  const owner = people.find(({ isPrimaryOwner }) => isPrimaryOwner);
  if (!owner) return;
  const interaction = {
    teamId: app.bot.teamId,
    slackUserId: owner.profile.slackUserId,
    surface: "cli" as const,
    interactionId: newId(),
    now: new Date(),
    timeout: demoTimeout,
  };
  const seeding = await openTransaction(interaction, async (ctx) => {
    if (await wasDemoSeeded(ctx)) return null;
    for (const { name, role, departments } of demoTeam) {
      const profile = people.find((person) => person.profile.name === name)?.profile;
      if (profile) await grantAccess(ctx, { people: [profile], role, departments });
    }
    return seedDemo(ctx);
  });
  if (seeding?.seeded) log.info(seeding.counts, "Made-up customers were put into the local workspace");
}
