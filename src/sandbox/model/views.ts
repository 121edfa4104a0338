import type { CheckedView } from "../blocks/check-view.ts";
import { storedBlocks } from "../blocks/stored-blocks.ts";
import type { Core } from "../core.ts";
import { seconds } from "../core.ts";
import type { JsonObject } from "../json.ts";
import type { StateValues } from "../page-protocol.ts";
import { SlackError } from "../slack-error.ts";
import { randomHex, slackId } from "../slack-ids.ts";
import type { StoredView } from "../workspace-state.ts";
import { stateOf } from "./view-state.ts";

/** A modal may hold three views. Source: docs.slack.dev/surfaces/modals. */
const DEEPEST_STACK = 3;

function newHash(core: Core): string {
  return `${seconds(core)}.${randomHex(4)}`;
}

export function stackOf(core: Core, user: string): StoredView[] {
  return (core.state.stacks[user] ?? []).flatMap((id) => core.state.views[id] ?? []);
}

export function topView(core: Core, user: string): StoredView | null {
  return stackOf(core, user).at(-1) ?? null;
}

export function findView(core: Core, id: string): StoredView | null {
  return core.state.views[id] ?? null;
}

export function findViewByExternalId(core: Core, externalId: string): StoredView | null {
  return Object.values(core.state.views).find((view) => view.externalId === externalId) ?? null;
}

function assertFreeExternalId(core: Core, checked: CheckedView, except: string | null): void {
  if (!checked.external_id) return;
  const other = findViewByExternalId(core, checked.external_id);
  if (other && other.id !== except) throw new SlackError("duplicate_external_id");
}

function contentOf(checked: CheckedView) {
  const modal = checked.type === "modal" ? checked : null;
  return {
    callbackId: checked.callback_id ?? "",
    externalId: checked.external_id ?? "",
    privateMetadata: checked.private_metadata ?? "",
    title: (modal?.title ?? { type: "plain_text", text: "View Title", emoji: true }) as JsonObject,
    submit: (modal?.submit ?? null) as JsonObject | null,
    close: (modal?.close ?? null) as JsonObject | null,
    blocks: storedBlocks(checked.blocks),
    clearOnClose: modal?.clear_on_close ?? false,
    notifyOnClose: modal?.notify_on_close ?? false,
  };
}

function create(
  core: Core,
  checked: CheckedView,
  user: string,
  place: { root: string | null; previous: string | null; channel: string | null },
): StoredView {
  assertFreeExternalId(core, checked, null);
  const id = slackId("V");
  const view: StoredView = {
    id,
    type: checked.type,
    user,
    hash: newHash(core),
    ...contentOf(checked),
    rootViewId: place.root ?? id,
    previousViewId: place.previous,
    errors: {},
    entered: {},
    channel: place.channel,
  };
  core.state.views[id] = view;
  return view;
}

/** Opens a modal; one that was open gives way to it. */
export function openView(core: Core, checked: CheckedView, user: string, channel: string | null): StoredView {
  const view = create(core, checked, user, { root: null, previous: null, channel });
  for (const old of stackOf(core, user)) delete core.state.views[old.id];
  core.state.stacks[user] = [view.id];
  core.changed({ kind: "views", user });
  return view;
}

/**
 * Puts a view on top of the person's modal.
 * @throws SlackError push_limit_reached when three are there, not_found when none is
 */
export function pushView(core: Core, checked: CheckedView, user: string): StoredView {
  const stack = stackOf(core, user);
  const top = stack.at(-1);
  if (!top) throw new SlackError("not_found");
  if (stack.length >= DEEPEST_STACK) throw new SlackError("push_limit_reached");
  const view = create(core, checked, user, { root: top.rootViewId, previous: top.id, channel: top.channel });
  core.state.stacks[user] = [...stack.map((open) => open.id), view.id];
  core.changed({ kind: "views", user });
  return view;
}

/** Changes a view in place. What the person entered stays under the same block_id, action_id and kind of element. */
export function updateView(core: Core, view: StoredView, checked: CheckedView): void {
  if (checked.type !== view.type) throw new SlackError("invalid_arguments");
  assertFreeExternalId(core, checked, view.id);
  Object.assign(view, contentOf(checked), { hash: newHash(core), errors: {} });
  view.entered = keptEntries(view);
  core.changed(view.type === "home" ? { kind: "home", user: view.user } : { kind: "views", user: view.user });
}

function keptEntries(view: StoredView): StateValues {
  const fresh = stateOf(view.blocks, {});
  const kept: StateValues = {};
  for (const [blockId, actions] of Object.entries(view.entered)) {
    for (const [actionId, value] of Object.entries(actions)) {
      if (fresh[blockId]?.[actionId]?.["type"] === value["type"])
        kept[blockId] = { ...kept[blockId], [actionId]: value };
    }
  }
  return kept;
}

export function publishHome(core: Core, checked: CheckedView, user: string): StoredView {
  const existing = findView(core, core.state.homes[user] ?? "");
  if (existing) {
    updateView(core, existing, checked);
    return existing;
  }
  const view = create(core, checked, user, { root: null, previous: null, channel: null });
  core.state.homes[user] = view.id;
  core.changed({ kind: "home", user });
  return view;
}

/** Takes the view away, and with `all` the whole modal; returns what was closed, top first. */
export function closeView(core: Core, view: StoredView, all: boolean): StoredView[] {
  const stack = stackOf(core, view.user);
  const from = stack.indexOf(view);
  const closed = all ? stack : stack.slice(Math.max(from, 0));
  core.state.stacks[view.user] = stack.filter((open) => !closed.includes(open)).map((open) => open.id);
  for (const gone of closed) delete core.state.views[gone.id];
  core.changed({ kind: "views", user: view.user });
  return [...closed].reverse();
}

/** The view as payloads and the Web API show it. */
export function viewObject(core: Core, view: StoredView): JsonObject {
  const { app, team } = core.state;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: stateOf(view.blocks, view.entered, { inputsOnly: false }) },
    hash: view.hash,
    title: view.title,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: app.id,
    external_id: view.externalId,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
