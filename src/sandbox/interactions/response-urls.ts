import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { faultLine } from "../blocks/block-faults.ts";
import { checkBlocks } from "../blocks/check-blocks.ts";
import { storedBlocks } from "../blocks/stored-blocks.ts";
import { type Core, reportProblem } from "../core.ts";
import { readBody, sendJson, urlOf } from "../http-exchange.ts";
import { parseJson } from "../json.ts";
import { findChannel } from "../model/channels.ts";
import { editMessage, findMessage, postMessage, removeMessage } from "../model/messages.ts";
import { SlackError } from "../slack-error.ts";
import { randomToken } from "../slack-ids.ts";
import { blockRights } from "../web-api/blocks-argument.ts";
import type { ResponseUrl } from "../workspace-state.ts";

export const RESPONSE_PATH = "/sandbox/response/";
/** 5 uses within 30 minutes. Source: docs.slack.dev/interactivity/handling-user-interaction. */
const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;
const MOST_BODY = 1024 * 1024;

export function issueResponseUrl(
  core: Core,
  place: {
    user: string;
    channel: string;
    message?: { ts: string; ephemeral: boolean } | null;
    threadTs?: string | null;
  },
): string {
  const now = core.clock().getTime();
  for (const [token, old] of Object.entries(core.state.responseUrls)) {
    if (now - old.createdAt > LIFE_MS) delete core.state.responseUrls[token];
  }
  const token = randomToken(24);
  core.state.responseUrls[token] = {
    token,
    user: place.user,
    channel: place.channel,
    message: place.message ?? null,
    threadTs: place.threadTs ?? null,
    used: 0,
    createdAt: now,
  };
  return `${core.origin()}${RESPONSE_PATH}${core.state.team.id}/${token}`;
}

const answerSchema = z.looseObject({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  attachments: z.array(z.looseObject({})).optional(),
  response_type: z.enum(["in_channel", "ephemeral"]).optional(),
  replace_original: z.union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")]).optional(),
  delete_original: z.union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")]).optional(),
  thread_ts: z.string().optional(),
  metadata: z.looseObject({}).optional(),
});

type Answer = z.infer<typeof answerSchema>;

/** A message that came with an acknowledgement or to a response_url. @throws SlackError invalid_payload, invalid_blocks, no_text */
export function readAnswer(core: Core, value: unknown): Answer {
  const parsed = answerSchema.safeParse(typeof value === "string" ? { text: value } : value);
  if (!parsed.success) {
    const messages = parsed.error.issues.map((issue) => `[ERROR] ${issue.path.join(".")}: ${issue.message}`);
    throw new SlackError("invalid_payload", { response_metadata: { messages } });
  }
  const { blocks } = parsed.data;
  if (blocks) {
    const check = checkBlocks(blocks, "message", ["blocks"], blockRights(core));
    if (check.faults.length > 0) {
      throw new SlackError("invalid_blocks", { response_metadata: { messages: check.faults.map(faultLine) } });
    }
    if (check.tooLong) throw new SlackError("msg_blocks_too_long");
  }
  return parsed.data;
}

export function saysSomething(answer: Answer): boolean {
  return Boolean(answer.text?.trim()) || (answer.blocks?.length ?? 0) > 0 || (answer.attachments?.length ?? 0) > 0;
}

/** Posts what the app answered where the person acted; returns the message's ts. */
export function postAnswer(core: Core, place: ResponseUrl, answer: Answer): string {
  const channel = findChannel(core, place.channel);
  if (!channel) throw new SlackError("channel_not_found");
  const message = postMessage(core, {
    channel,
    user: core.state.app.botUserId,
    botId: core.state.app.botId,
    text: answer.text ?? "",
    blocks: answer.blocks && answer.blocks.length > 0 ? storedBlocks(answer.blocks) : null,
    attachments: answer.attachments && answer.attachments.length > 0 ? answer.attachments : null,
    threadTs: answer.thread_ts ?? place.threadTs,
    onlyFor: answer.response_type === "in_channel" ? null : place.user,
    metadata: answer.response_type === "in_channel" ? (answer.metadata ?? null) : null,
  });
  return message.ts;
}

function apply(core: Core, place: ResponseUrl, answer: Answer): void {
  const channel = findChannel(core, place.channel);
  if (!channel) throw new SlackError("channel_not_found");
  const original = place.message ? findMessage(core, place.channel, place.message.ts) : null;
  if (answer.delete_original) {
    if (!original) throw new SlackError("message_not_found");
    removeMessage(core, channel, original);
    return;
  }
  if (!saysSomething(answer)) throw new SlackError("no_text");
  // A slash command has no original message: there the wish is ignored.
  if (answer.replace_original && place.message) {
    if (!original) throw new SlackError("message_not_found");
    editMessage(core, channel, original, core.state.app.botUserId, {
      text: answer.text ?? "",
      blocks: answer.blocks && answer.blocks.length > 0 ? storedBlocks(answer.blocks) : null,
      attachments: answer.attachments ?? null,
    });
    return;
  }
  postAnswer(core, place, answer);
}

/** Answers a POST to a response_url as Slack does: 200 and {ok: true}, else a status and the error's name. */
export async function answerResponseUrl(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = urlOf(request).pathname.split("/").at(-1) ?? "";
  const body = (await readBody(request, MOST_BODY)).toString("utf8");
  const refuse = (status: number, error: string, messages: string[] = []) => {
    reportProblem(core, "response_url", error, messages);
    sendJson(response, status, {
      ok: false,
      error,
      ...(messages.length > 0 ? { response_metadata: { messages } } : {}),
    });
  };
  const place = core.state.responseUrls[token];
  if (!place) return refuse(404, "invalid_url");
  if (core.clock().getTime() - place.createdAt > LIFE_MS) return refuse(404, "expired_url");
  if (place.used >= MOST_USES) return refuse(404, "used_url");
  if (!core.state.app.installed) return refuse(404, "account_inactive");
  try {
    const answer = readAnswer(core, parseJson(body) ?? undefined);
    place.used += 1;
    apply(core, place, answer);
    sendJson(response, 200, { ok: true });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const metadata = error.details["response_metadata"] as { messages?: string[] } | undefined;
    refuse(error.code.endsWith("not_found") ? 404 : 400, error.code, metadata?.messages ?? []);
  }
}
