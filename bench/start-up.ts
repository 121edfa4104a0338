import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./sides/ask.ts";
import { startFloor, startProduct } from "./sides/start-sides.ts";
import { median } from "./statistics.ts";

/** Milliseconds and megabytes. */
export interface StartUp {
  /** a new data folder: makes the database, the local workspace and its demo data */
  firstMs: number;
  laterMs: number;
  /** a process that is nothing but Bolt and pg */
  floorMs: number;
  idleMb: { node: number; postgres: number | null };
  floorMb: number;
}

/** What has been started is left alone for so long before its memory is read. */
const settleMs = 5_000;

/** How long it takes to start, and what it takes to be there: the local workspace, as `npm start` opens it. */
export async function measureStartUp(folder: string, times: number, tell: (text: string) => void): Promise<StartUp> {
  const settings = { STEWARD_DATA_DIR: join(folder, "local") };
  tell("start-up: the first time …");
  const first = await startProduct(settings);
  await pause(settleMs);
  const idleMb = { node: await residentMb(first.process), postgres: await postgresMb(settings.STEWARD_DATA_DIR) };
  await first.stop();

  const later: number[] = [];
  const floor: number[] = [];
  let floorMb = 0;
  for (let time = 0; time < times; time += 1) {
    tell(`start-up: again, ${time + 1} of ${times} …`);
    const again = await startProduct(settings);
    later.push(again.readyMs);
    await again.stop();
    const bare = await startFloor({
      DATABASE_URL: "postgresql://nobody@127.0.0.1:9/none",
      SLACK_SIGNING_SECRET: "none",
      SLACK_BOT_TOKEN: "none",
    });
    floor.push(bare.readyMs);
    floorMb = await residentMb(bare.process);
    await bare.stop();
  }
  return { firstMs: first.readyMs, laterMs: median(later), floorMs: median(floor), idleMb, floorMb };
}

async function residentMb(process: Parameters<typeof ask>[0]): Promise<number> {
  return (await ask(process, "usage", null)).residentBytes / 1024 / 1024;
}

/** Proportional set size of the server's processes, which share most of what each shows; null where the system does not tell. */
async function postgresMb(dataDir: string): Promise<number | null> {
  try {
    const [pid] = (await readFile(join(dataDir, "pg", "postmaster.pid"), "utf8")).split("\n");
    let kilobytes = 0;
    for (const name of await readdir("/proc")) {
      if (!/^\d+$/u.test(name)) continue;
      const parent = /^PPid:\s+(\d+)/mu.exec(await readFile(`/proc/${name}/status`, "utf8").catch(() => ""))?.[1];
      if (name !== pid && parent !== pid) continue;
      kilobytes += Number(/^Pss:\s+(\d+)/mu.exec(await readFile(`/proc/${name}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    }
    return kilobytes / 1024;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return null;
  }
}
