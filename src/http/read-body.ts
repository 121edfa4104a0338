import type { IncomingMessage } from "node:http";

export class BodyTooLarge extends Error {
  readonly longest: number;

  constructor(longest: number) {
    super(`The request is larger than ${longest} bytes`);
    this.name = "BodyTooLarge";
    this.longest = longest;
  }
}

/** The sender went away before the whole body had come. */
export class BodyCutShort extends Error {
  constructor() {
    super("The request ended before its body did");
    this.name = "BodyCutShort";
  }
}

/**
 * Reads a whole body of at most `longest` bytes, counting what really arrives: a declared length may lie or be missing.
 * @throws BodyTooLarge as soon as it is known, BodyCutShort when the sender goes away
 */
export function readBody(request: IncomingMessage, longest: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  if (Number(request.headers["content-length"] ?? 0) > longest) {
    reject(new BodyTooLarge(longest));
    return promise;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > longest) {
      request.pause();
      reject(new BodyTooLarge(longest));
    } else chunks.push(chunk);
  });
  request.on("end", () => resolve(Buffer.concat(chunks)));
  request.on("error", () => reject(new BodyCutShort()));
  request.on("close", () => reject(new BodyCutShort()));
  return promise;
}
