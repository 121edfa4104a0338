import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chooseOsUser } from "../../src/db/embedded/choose-os-user.ts";
import { readPostmasterFile } from "../../src/db/embedded/postmaster-file.ts";
import { lastComplaint, runProgram, surroundings } from "../../src/db/embedded/run-program.ts";
import { findFreePort } from "../../src/db/embedded/run-server.ts";

const programs = "/usr/lib/postgresql/15/bin";

/**
 * The oldest PostgreSQL that Steward runs on, from Debian's package, in folder/pg: a cluster for one run of the tests.
 * As on a hosted server the login owns its database and is no superuser.
 */
export async function startDebianPostgres(
  folder: string,
): Promise<{ ownerUrl: string; superuserUrl: string; stop(): Promise<void> }> {
  const postgres = join(programs, "postgres");
  await access(postgres).catch(() => {
    throw new Error(`STEWARD_TEST_POSTGRES=15 needs ${postgres}: apt-get install postgresql-15`);
  });
  const cluster = join(folder, "pg");
  const user = await chooseOsUser(folder, cluster, postgres);
  await mkdir(cluster, { mode: 0o700 });
  if (user) await chown(cluster, user.uid, user.gid);

  const run = async (program: string, args: string[], input: string) => {
    const { code, output } = await runProgram(join(programs, program), args, user, input);
    if (code !== 0) throw new Error(`${program}: ${lastComplaint(output)}`);
  };
  await run("initdb", ["-D", cluster, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust"], "");
  await run(
    "postgres",
    ["--single", "-D", cluster, "-c", "exit_on_error=on", "postgres"],
    "CREATE ROLE steward LOGIN CREATEROLE\nCREATE DATABASE steward OWNER steward\n",
  );

  const port = await findFreePort();
  const server = spawn(postgres, ["-D", cluster, "-p", String(port), "-k", "", "-c", "listen_addresses=127.0.0.1"], {
    ...surroundings(user),
    detached: true,
    stdio: "ignore",
  });
  const ended = once(server, "exit");
  while ((await readPostmasterFile(cluster))?.status !== "ready") {
    if (server.exitCode !== null) throw new Error("Debian's PostgreSQL did not start");
    await pause(25);
  }
  return {
    ownerUrl: `postgresql://steward@127.0.0.1:${port}/steward`,
    superuserUrl: `postgresql://postgres@127.0.0.1:${port}/steward`,
    stop: async () => {
      server.kill("SIGINT");
      await ended;
    },
  };
}
