import { readFile, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { EmbeddedPostgresFault } from "./embedded-postgres-fault.ts";
import type { OsUser } from "./run-program.ts";

/**
 * As whom PostgreSQL runs: null for as ourselves. It refuses root, so root hands it to an ordinary user: to whom the
 * database or the data folder belongs already, else to "nobody".
 * @param cluster the database's folder, which need not exist yet
 * @throws EmbeddedPostgresFault when that user cannot reach the data folder or the program
 */
export async function chooseOsUser(dataDir: string, cluster: string, program: string): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;

  const users = await readUsers();
  const user =
    (await ownerOf(cluster, users, true)) ??
    (await ownerOf(dataDir, users, false)) ??
    users.find((candidate) => candidate.name === "nobody");
  if (!user) throw EmbeddedPostgresFault.of("root_without_user", { why: 'the system has no user "nobody"' });

  const closedData = await findClosedFolder(dataDir, user);
  if (closedData) throw EmbeddedPostgresFault.of("folder_closed_to_user", { folder: closedData, user: user.name });
  const closedProgram = await findClosedFolder(dirname(program), user);
  if (closedProgram)
    throw EmbeddedPostgresFault.of("binaries_closed_to_user", { folder: closedProgram, user: user.name });
  return user;
}

async function readUsers(): Promise<OsUser[]> {
  const text = await readFile("/etc/passwd", "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    const user = { name: name ?? "", uid: Number(uid), gid: Number(gid) };
    return user.name !== "" && user.uid > 0 && user.gid >= 0 ? [user] : [];
  });
}

/** @param strangerToo whether an owner who is not in the list of users will do; initdb insists on a name, the server does not */
async function ownerOf(folder: string, users: OsUser[], strangerToo: boolean): Promise<OsUser | null> {
  const owner = await stat(folder).catch(() => null);
  if (!owner || owner.uid === 0) return null;
  const known = users.find((user) => user.uid === owner.uid);
  if (known) return known;
  return strangerToo ? { name: `#${owner.uid}`, uid: owner.uid, gid: owner.gid } : null;
}

/** The first folder on the way, from the root on, that the user may not pass through. */
async function findClosedFolder(folder: string, user: OsUser): Promise<string | null> {
  const real = await realpath(folder);
  const parent = dirname(real);
  if (parent !== real) {
    const closed = await findClosedFolder(parent, user);
    if (closed) return closed;
  }
  const { mode, uid, gid } = await stat(real);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return (mode >> shift) & 1 ? null : real;
}
