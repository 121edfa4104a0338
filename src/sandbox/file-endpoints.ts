import type { IncomingMessage, ServerResponse } from "node:http";
import type { Core } from "./core.ts";
import { readBody, sendText, urlOf } from "./http-exchange.ts";
import { botMayRead, findFile } from "./model/files.ts";

export const UPLOAD_PATH = "/sandbox/upload/";
export const FILES_PATH = "/sandbox/files/";
/** Enough for any import; what is larger has no place in a local workspace. */
const LARGEST_UPLOAD = 200 * 1024 * 1024;

/** The bytes of an upload: raw, or as the one file of a form; null when the form cannot be read. */
async function uploadedBytes(request: IncomingMessage): Promise<Buffer | null> {
  const body = await readBody(request, LARGEST_UPLOAD);
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/form-data")) return body;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => null);
  for (const [, value] of form ?? []) {
    if (typeof value !== "string") return Buffer.from(await value.arrayBuffer());
  }
  return null;
}

/** Takes the bytes for an address of files.getUploadURLExternal; there is no token in it, the address is the secret. */
export async function takeUpload(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [id = "", secret = ""] = urlOf(request).pathname.slice(UPLOAD_PATH.length).split("/");
  const file = core.state.files[id];
  if (!file || file.secret !== secret || file.complete) return sendText(response, 404, "no such upload");
  if (request.method !== "POST") return sendText(response, 405, "use POST");
  const bytes = await uploadedBytes(request);
  if (bytes === null) return sendText(response, 400, "the form cannot be read");
  if (bytes.length !== file.size) return sendText(response, 400, "the length differs from the announced one");
  await core.fileStore.write(file.id, bytes);
  sendText(response, 200, `OK - ${bytes.length}`);
}

/** `url_private` and `url_private_download`: for the bot with its token and files:read; others are sent to the sign-in page. */
export async function giveFile(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [name = ""] = urlOf(request).pathname.slice(FILES_PATH.length).split("/");
  const file = findFile(core, name.split("-").at(-1) ?? "");
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const allowed =
    core.state.app.installed &&
    !core.state.app.tokenRefusal &&
    token === core.state.app.botToken &&
    core.app.scopes.has("files:read");
  if (!file || !allowed || !botMayRead(core, file)) {
    // As in Slack: no error, but a web page where bytes were expected.
    response.writeHead(302, { location: "/" });
    response.end();
    return;
  }
  await sendBytes(core, file, response);
}

export async function sendBytes(
  core: Core,
  file: { id: string; name: string; mimetype: string },
  response: ServerResponse,
): Promise<void> {
  const bytes = await core.fileStore.read(file.id);
  if (!bytes) return sendText(response, 404, "the file is gone");
  response.writeHead(200, {
    "content-type": file.mimetype,
    "content-length": bytes.length,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    // A customer's file must never run as a page of ours.
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox",
  });
  response.end(bytes);
}
