import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** These files as one ZIP, in pieces: one after the other, without holding any of them. */
export async function* packFiles(
  files: readonly { name: string; contents: AsyncIterable<string> }[],
  now: Date,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // yazl says it, and leaves whoever reads waiting.
  zip.on("error", (error: Error) => output.destroy(error));
  for (const { name, contents } of files) {
    zip.addReadStreamLazy(name, { mtime: now }, (give) => give(null, Readable.from(contents)));
  }
  zip.end();
  yield* output as AsyncIterable<Buffer>;
}
