import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder that an ordinary user may pass through, since root's databases run as one. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "steward-test-"));
  await chmod(folder, 0o711);
  return folder;
}
