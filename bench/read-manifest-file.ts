import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** The app's manifest, with which the local workspace is told what the app is. */
export async function readManifestFile(): Promise<unknown> {
  return parse(await readFile(new URL("../manifest.yml", import.meta.url), "utf8"));
}
