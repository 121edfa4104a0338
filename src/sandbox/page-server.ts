import type { IncomingMessage, ServerResponse } from "node:http";
import type { Core } from "./core.ts";
import { uploadTyped } from "./driver/person-messages.ts";
import { sendBytes } from "./file-endpoints.ts";
import { readBody, sendJson, sendText, urlOf } from "./http-exchange.ts";
import { findFile } from "./model/files.ts";
import { pageAssets } from "./page/bundle.ts";
import { isFromThisPage } from "./page-origin.ts";
import { boot } from "./page-shapes.ts";

const PAGE_PATH = "/sandbox/page/";
const LARGEST_UPLOAD = 200 * 1024 * 1024;

export function isPagePath(path: string): boolean {
  return path === "/" || path.startsWith(PAGE_PATH) || path.startsWith("/archives/");
}

/** Serves the page of the local workspace and what it loads beside its live connection. */
export async function answerPage(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromThisPage(request)) {
    sendText(response, 403, "This local workspace answers only to its own page on this machine.");
    return;
  }
  const url = urlOf(request);
  if (url.pathname === "/sandbox/page/boot") return sendJson(response, 200, boot(core));
  if (url.pathname === "/sandbox/page/files") return takeFile(core, request, response, url);
  if (url.pathname.startsWith("/sandbox/page/files/")) {
    const file = findFile(core, url.pathname.split("/")[4] ?? "");
    if (!file) return sendText(response, 404, "There is no such file.");
    return sendBytes(core, file, response);
  }
  // A permalink of a message opens the page; the page finds its way from the address.
  const wanted = url.pathname.startsWith("/archives/") ? "/" : url.pathname;
  const asset = (await pageAssets()).find((candidate) => candidate.path === wanted);
  if (!asset) return sendText(response, 404, "There is nothing here.");
  response.writeHead(200, {
    "content-type": asset.contentType,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  });
  response.end(asset.body);
}

async function takeFile(core: Core, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const person = core.state.people[url.searchParams.get("as") ?? ""];
  const name = url.searchParams.get("name") ?? "";
  if (request.method !== "POST" || !person || person.isBot || name === "") {
    sendText(response, 400, "Send the file's bytes by POST, with as and name in the address.");
    return;
  }
  const mimetype = request.headers["content-type"];
  const bytes = await readBody(request, LARGEST_UPLOAD);
  const file = await uploadTyped(
    core,
    person,
    name,
    bytes,
    mimetype === "application/octet-stream" ? undefined : mimetype,
  );
  sendJson(response, 200, { id: file.id });
}
