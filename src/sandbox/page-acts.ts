import type { Core } from "./core.ts";
import { placeOf } from "./driver/find-target.ts";
import { editTyped, openDm, openHomeTab, removeTyped, sendTyped } from "./driver/person-messages.ts";
import { type ActionPlace, actOnElement, enter } from "./interactions/block-actions.ts";
import { useGlobalShortcut, useMessageShortcut } from "./interactions/shortcuts.ts";
import { suggestOptions } from "./interactions/suggestions.ts";
import { dismissView, submitView } from "./interactions/view-submissions.ts";
import { isJsonObject } from "./json.ts";
import { findChannel, isVisibleTo } from "./model/channels.ts";
import type { Act, ActResult, HistoryData, OpenDmData, PageMessage, StateValues } from "./page-protocol.ts";
import { pageMessage, sees } from "./page-shapes.ts";
import type { Person } from "./workspace-state.ts";

const STANDARD_HISTORY = 100;
const MOST_HISTORY = 500;
const READING_ACTS: ReadonlySet<string> = new Set(["history", "replies"]);

function visibleMessages(core: Core, person: Person, channelId: string): PageMessage[] {
  const channel = findChannel(core, channelId);
  if (!channel || !isVisibleTo(channel, person)) return [];
  return (core.state.messages[channelId] ?? [])
    .filter((message) => sees(person, message))
    .map((message) => pageMessage(core, message));
}

/** Carries out what the page's person did, through the same acts as the driver's. */
export async function performAct(core: Core, person: Person, act: Act): Promise<ActResult> {
  if (person.deactivated && !READING_ACTS.has(act.act))
    return { ok: false, error: "This account has been deactivated." };
  try {
    return await perform(core, person, act);
  } catch (error) {
    core.log.warn({ act: act.act, error }, "an act of the page failed");
    return { ok: false, error: error instanceof Error ? error.message : "That did not work." };
  }
}

async function perform(core: Core, person: Person, act: Act): Promise<ActResult> {
  switch (act.act) {
    case "history": {
      const before = act.before === undefined ? Number.POSITIVE_INFINITY : Number(act.before);
      const found = visibleMessages(core, person, act.channel).filter(
        (message) => Number(message.ts) < before && (message.threadTs === null || message.threadTs === message.ts),
      );
      const messages = found.slice(-Math.min(act.limit ?? STANDARD_HISTORY, MOST_HISTORY));
      return { ok: true, data: { messages, hasMore: messages.length < found.length } satisfies HistoryData };
    }
    case "replies": {
      const found = visibleMessages(core, person, act.channel);
      const messages = found.filter((message) => message.ts === act.threadTs || message.threadTs === act.threadTs);
      return { ok: true, data: { messages, hasMore: false } satisfies HistoryData };
    }
    case "send": {
      const sent = await sendTyped(core, person, act.channel, act.text, {
        threadTs: act.threadTs ?? null,
        fileIds: act.fileIds ?? [],
        mentions: act.mentions ?? [],
      });
      if (!sent.ok) return sent;
      if ("message" in sent) return { ok: true, data: { ts: sent.message.ts } };
      // What Slack says about a failed command, and the text to keep, came as a notice.
      return { ok: true, data: { command: true, acknowledged: sent.command.acknowledged } };
    }
    case "edit":
      return editTyped(core, person, act.channel, act.ts, act.text, act.mentions ?? []);
    case "delete":
      return removeTyped(core, person, act.channel, act.ts);
    case "markRead":
      core.state.read[`${person.id}:${act.channel}`] = act.ts;
      core.changed({ kind: "channels" });
      return { ok: true };
    case "openDm":
      return { ok: true, data: { channel: openDm(core, person, act.user).id } satisfies OpenDmData };
    case "openHome":
      openHomeTab(core, person);
      return { ok: true };
    case "messageAction":
      return actAt(core, person, placeOf(core, person, { message: act }), act);
    case "viewAction":
      return actAt(core, person, placeOf(core, person, { view: act.viewId }), act);
    case "viewSubmit": {
      const place = placeOf(core, person, { view: act.viewId });
      enter(core, person, place, act.state);
      if (!("view" in place)) return { ok: false, error: "This is no view." };
      const outcome = await submitView(core, person, place.view);
      return outcome.ok ? { ok: true, data: { action: outcome.action } } : { ok: false, error: outcome.error };
    }
    case "viewClose": {
      const place = placeOf(core, person, { view: act.viewId });
      if ("view" in place) await dismissView(core, person, place.view, act.all);
      return { ok: true };
    }
    case "suggest": {
      const place = placeOf(core, person, "viewId" in act.where ? { view: act.where.viewId } : { message: act.where });
      const outcome = await suggestOptions(core, person, place, act);
      if (!outcome.ok) return outcome;
      const { ok, ...data } = outcome;
      return { ok, data };
    }
    case "globalShortcut":
      return useGlobalShortcut(core, person, act.callbackId);
    case "messageShortcut": {
      const place = placeOf(core, person, { message: act });
      if ("view" in place) return { ok: false, error: "This is no message." };
      return useMessageShortcut(core, person, act.callbackId, place.channel, place.message);
    }
    default:
      return { ok: false, error: "The page asked for something this workspace does not know." };
  }
}

async function actAt(
  core: Core,
  person: Person,
  place: ActionPlace,
  act: { blockId: string; action: Record<string, unknown>; state: StateValues },
): Promise<ActResult> {
  if (isJsonObject(act.state)) enter(core, person, place, act.state);
  return actOnElement(core, person, place, {
    blockId: act.blockId,
    actionId: String(act.action["action_id"]),
    value: act.action,
  });
}
