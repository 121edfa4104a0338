import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { EmbeddedPostgresFault } from "./embedded-postgres-fault.ts";

/** The programs of PostgreSQL that Steward runs, as absolute paths. */
export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

const platformNames: Partial<Record<NodeJS.Platform, string>> = { darwin: "darwin", linux: "linux", win32: "windows" };

interface Machine {
  platform: NodeJS.Platform;
  arch: string;
  glibc: boolean;
}

function thisMachine(): Machine {
  const header = (process.report.getReport() as { header?: { glibcVersionRuntime?: string } }).header;
  return { platform: process.platform, arch: process.arch, glibc: header?.glibcVersionRuntime !== undefined };
}

/**
 * Finds the package of PostgreSQL programs for this machine, without importing what may be missing.
 * @param from a file in whose node_modules to look; for tests
 * @throws EmbeddedPostgresFault when there is none, it was not installed whole, or it cannot run on this system
 */
export async function findBinaries(from = import.meta.filename, machine = thisMachine()): Promise<Binaries> {
  const name = `@embedded-postgres/${platformNames[machine.platform] ?? machine.platform}-${machine.arch}`;
  if (machine.platform === "linux" && !machine.glibc) throw EmbeddedPostgresFault.of("no_glibc", {});

  let entry: string;
  try {
    entry = createRequire(from).resolve(name);
  } catch (cause) {
    throw EmbeddedPostgresFault.of(
      "no_binaries",
      { platform: `${machine.platform} on ${machine.arch}`, package: name },
      cause,
    );
  }
  await checkLibraries(join(dirname(entry), ".."), name);

  const programs: { postgres: string; initdb: string; pg_ctl: string } = await import(pathToFileURL(entry).href);
  return { postgres: programs.postgres, initdb: programs.initdb, pgCtl: programs.pg_ctl };
}

/** npm packages cannot hold symbolic links: the package's install script lays those that its own list names. */
async function checkLibraries(folder: string, name: string): Promise<void> {
  const list = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { target } of JSON.parse(list) as { target: string }[]) {
    await access(join(folder, target)).catch((cause: unknown) => {
      throw EmbeddedPostgresFault.of("libraries_not_laid", { package: name, missing: target }, cause);
    });
  }
}
