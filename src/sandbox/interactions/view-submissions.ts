import { z } from "zod";
import { faultLine } from "../blocks/block-faults.ts";
import { flatBlocks } from "../blocks/check-blocks.ts";
import { checkView } from "../blocks/check-view.ts";
import { placedElements } from "../blocks/stored-blocks.ts";
import { type Core, reportProblem } from "../core.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { isMember } from "../model/channels.ts";
import { fileObject } from "../model/files.ts";
import { stateOf } from "../model/view-state.ts";
import { closeView, findView, pushView, stackOf, updateView, viewObject } from "../model/views.ts";
import type { StateValues } from "../page-protocol.ts";
import { SlackError } from "../slack-error.ts";
import { blockRights } from "../web-api/blocks-argument.ts";
import type { Person, StoredView } from "../workspace-state.ts";
import { inputFaults } from "./input-faults.ts";
import { payloadParts, type Refused, refused, TROUBLE_CONNECTING } from "./payload-parts.ts";
import { issueResponseUrl } from "./response-urls.ts";

export type SubmitOutcome =
  | { ok: true; action: "closed" | "updated" | "pushed" | "cleared" }
  | (Refused & { errors: Record<string, string> });

const ackSchema = z.discriminatedUnion("response_action", [
  z.strictObject({ response_action: z.literal("clear") }),
  z.strictObject({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string().min(1)) }),
  z.strictObject({ response_action: z.literal("update"), view: z.unknown() }),
  z.strictObject({ response_action: z.literal("push"), view: z.unknown() }),
]);

function trouble(core: Core, person: Person, problem?: { error: string; messages: string[] }): SubmitOutcome {
  if (problem) reportProblem(core, "ack of view_submission", problem.error, problem.messages);
  core.changed({
    kind: "notice",
    user: person.id,
    notice: { channel: null, text: TROUBLE_CONNECTING, keepText: null },
  });
  return { ...refused(TROUBLE_CONNECTING), errors: {} };
}

function withErrors(core: Core, view: StoredView, errors: Record<string, string>): SubmitOutcome {
  view.errors = errors;
  core.changed({ kind: "views", user: view.user });
  return { ...refused("Look at the marked fields."), errors };
}

/** Files are entered by id; the app gets them whole, and may read them from now on. */
function withFiles(core: Core, person: Person, values: StateValues): StateValues {
  const out: StateValues = {};
  for (const [blockId, actions] of Object.entries(values)) {
    out[blockId] = Object.fromEntries(
      Object.entries(actions).map(([actionId, value]) => {
        const files = value["files"];
        if (!Array.isArray(files)) return [actionId, value];
        return [actionId, { ...value, files: files.flatMap((file) => handedOver(core, person, file)) }];
      }),
    );
  }
  return out;
}

function handedOver(core: Core, person: Person, entered: unknown): JsonObject[] {
  const id = isJsonObject(entered) ? entered["id"] : entered;
  const file = typeof id === "string" ? core.state.files[id] : undefined;
  if (!file || file.user !== person.id) return [];
  file.complete = true;
  file.forApp = true;
  return [fileObject(core, file.id)];
}

function responseUrls(core: Core, person: Person, view: StoredView, values: StateValues): JsonObject[] {
  return placedElements(view.blocks).flatMap(({ block, element }) => {
    if (element["response_url_enabled"] !== true) return [];
    const blockId = String(block.block_id);
    const actionId = String(element["action_id"]);
    const entry = values[blockId]?.[actionId];
    const channelId = entry?.["selected_conversation"] ?? entry?.["selected_channel"];
    const channel = typeof channelId === "string" ? core.state.channels[channelId] : undefined;
    if (!channel || !isMember(channel, person.id)) return [];
    const url = issueResponseUrl(core, { user: person.id, channel: channel.id });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel.id, response_url: url }];
  });
}

/** A person presses a modal's submit button. */
export async function submitView(core: Core, person: Person, view: StoredView): Promise<SubmitOutcome> {
  if (view.type !== "modal" || view.submit === null)
    return { ...refused("This view has no submit button."), errors: {} };
  const values = stateOf(view.blocks, view.entered);
  const faults = inputFaults(view.blocks, values);
  if (Object.keys(faults).length > 0) return withErrors(core, view, faults);
  view.errors = {};
  const ack = await core.delivery.send({
    kind: "interactive",
    acceptsResponse: true,
    payload: {
      type: "view_submission",
      ...payloadParts(core, person),
      trigger_id: core.triggers.issue(person.id, { channel: view.channel, viewId: view.id }),
      view: { ...viewObject(core, view), state: { values: withFiles(core, person, values) } },
      response_urls: responseUrls(core, person, view, values),
    },
  });
  if (!ack.ok) return trouble(core, person);
  return applyAck(core, person, view, ack.body);
}

function applyAck(core: Core, person: Person, view: StoredView, body: unknown): SubmitOutcome {
  if (body === undefined || body === "") {
    if (findView(core, view.id)) closeOnly(core, view);
    return { ok: true, action: "closed" };
  }
  const parsed = ackSchema.safeParse(body);
  if (!parsed.success) {
    const messages = parsed.error.issues.map((issue) => `[ERROR] ${issue.path.join(".")}: ${issue.message}`);
    return trouble(core, person, { error: "invalid_view_response", messages });
  }
  const answer = parsed.data;
  if (answer.response_action === "clear") {
    closeView(core, view, true);
    return { ok: true, action: "cleared" };
  }
  if (answer.response_action === "errors") {
    const inputs = new Set(
      flatBlocks(view.blocks)
        .filter((block) => block.type === "input")
        .map((block) => block.block_id),
    );
    const strangers = Object.keys(answer.errors).filter((blockId) => !inputs.has(blockId));
    if (strangers.length > 0 || Object.keys(answer.errors).length === 0) {
      const messages = strangers.map((blockId) => `[ERROR] errors: ${blockId} is not an input block of this view`);
      return trouble(core, person, { error: "invalid_view_response", messages });
    }
    return withErrors(core, view, answer.errors);
  }
  const check = checkView(answer.view, ["view"], blockRights(core));
  if (check.view === null)
    return trouble(core, person, { error: "invalid_arguments", messages: check.faults.map(faultLine) });
  try {
    if (answer.response_action === "push") {
      pushView(core, check.view, person.id);
      return { ok: true, action: "pushed" };
    }
    updateView(core, view, check.view);
    return { ok: true, action: "updated" };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return trouble(core, person, { error: error.code, messages: [] });
  }
}

/** The submitted view goes; what lies under it shows again. */
function closeOnly(core: Core, view: StoredView): void {
  const isTop = stackOf(core, view.user).at(-1) === view;
  if (isTop) {
    closeView(core, view, false);
    return;
  }
  core.state.stacks[view.user] = (core.state.stacks[view.user] ?? []).filter((id) => id !== view.id);
  delete core.state.views[view.id];
  core.changed({ kind: "views", user: view.user });
}

/** A person closes a view, or with `all` the whole modal; the app hears of it where it asked to. */
export async function dismissView(core: Core, person: Person, view: StoredView, all: boolean): Promise<void> {
  const whole = all || view.clearOnClose;
  const shown = new Map(stackOf(core, person.id).map((open) => [open.id, viewObject(core, open)]));
  const closed = closeView(core, view, whole);
  for (const gone of closed) {
    if (!gone.notifyOnClose) continue;
    const ack = await core.delivery.send({
      kind: "interactive",
      acceptsResponse: false,
      payload: { type: "view_closed", ...payloadParts(core, person), view: shown.get(gone.id), is_cleared: whole },
    });
    if (!ack.ok) core.log.warn({ reason: ack.reason }, "the app did not acknowledge view_closed");
  }
}
