import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** These files as one ZIP, in pieces: one after the other, without holding any of them. */
export async function* packFiles(
  files: readonly { name: string; contents: AsyncIterable<string> }[],
  now: Date,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // yazl itself would leave whoever reads waiting.
  const fail = (error: Error) => output.destroy(error);
  zip.on("error", fail);
  for (const { name, contents } of files) {
    zip.addReadStreamLazy(name, { mtime: now }, (give) => give(null, Readable.from(contents).on("error", fail)));
  }
  zip.end();
  yield* output as AsyncIterable<Buffer>;
}
