import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CliFault } from "./cli-doors.ts";

/** Writes what comes in pieces into a file that only its owner can read. @throws CliFault when it is there already, or cannot be written */
export async function writeNewFile(file: string, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(file, { mode: 0o600, flags: "wx" }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new CliFault(`There is a file ${file} already. Name another with --out.`);
    if (code === "EACCES" || code === "ENOENT" || code === "ENOSPC" || code === "EISDIR")
      throw new CliFault(`${file} cannot be written (${code}).`);
    throw error;
  }
}
