import { placedElements } from "../blocks/stored-blocks.ts";
import type { Notice } from "../changes.ts";
import type { Core } from "../core.ts";
import { actOnElement, enter } from "../interactions/block-actions.ts";
import type { Refused } from "../interactions/payload-parts.ts";
import { refused } from "../interactions/payload-parts.ts";
import { type CommandOutcome, runCommand } from "../interactions/run-command.ts";
import { useGlobalShortcut, useMessageShortcut } from "../interactions/shortcuts.ts";
import { type SuggestOutcome, suggestOptions } from "../interactions/suggestions.ts";
import { dismissView, type SubmitOutcome, submitView } from "../interactions/view-submissions.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { findChannel, isMember, isVisibleTo, openDirectMessage } from "../model/channels.ts";
import { findMessage } from "../model/messages.ts";
import { addReaction } from "../model/reactions.ts";
import { findView, stackOf } from "../model/views.ts";
import type { PageChannel, PageMessage, PageView } from "../page-protocol.ts";
import { pageChannels, pageMessage, pageView, sees } from "../page-shapes.ts";
import type { Person } from "../workspace-state.ts";
import { type Entry, elementValue } from "./element-values.ts";
import { blocksAt, findTarget, placeOf, type Target, type Where } from "./find-target.ts";
import { editTyped, openDm, openHomeTab, removeTyped, sendTyped, uploadTyped } from "./person-messages.ts";
import { type UntilOptions, until } from "./until.ts";

interface TypedFile {
  name: string;
  content: string | Buffer;
  mimetype?: string;
}

type ActOutcome = { ok: true } | Refused;

/**
 * One person at their Slack: what they do and what they see. The page acts through it as tests do.
 * Channels are named by id or name. Each act resolves when the app acknowledged it or Slack gave up waiting.
 */
export interface PersonDriver {
  readonly id: string;
  readonly realName: string;
  readonly zone: string;
  /** types a slash command; `text` is what follows it */
  command(channel: string, command: string, text?: string): Promise<CommandOutcome>;
  /** types a message and returns it; @throws Error when Slack would not take it */
  send(channel: string, text: string, options?: { threadTs?: string; files?: TypedFile[] }): Promise<PageMessage>;
  edit(message: { channel: string; ts: string }, text: string): ActOutcome;
  remove(message: { channel: string; ts: string }): ActOutcome;
  react(message: { channel: string; ts: string }, name: string): void;
  /** presses a button, found by ids, by its text, or by a predicate */
  press(target: Target): Promise<ActOutcome>;
  /** chooses in a select, overflow, radio, checkbox or picker, wherever it is */
  choose(target: Target, entry: Entry): Promise<ActOutcome>;
  /** types in an external select and gets what the app offers */
  suggest(target: Target, value: string): Promise<SuggestOutcome>;
  /** fills inputs in, by action_id, block_id or label; of the modal on top unless told */
  fill(entries: Record<string, Entry>, where?: Where): Promise<void>;
  submit(view?: string | { id: string }): Promise<SubmitOutcome>;
  close(options?: { view?: string | { id: string }; all?: boolean }): Promise<void>;
  globalShortcut(callbackId: string): Promise<ActOutcome>;
  messageShortcut(callbackId: string, message: { channel: string; ts: string }): Promise<ActOutcome>;
  openHome(): void;
  /** opens the direct message with somebody, the bot unless told; returns the channel's id */
  openDm(user?: string): string;
  channels(): PageChannel[];
  /** what this person sees in a channel, oldest first; replies only with `threadTs` */
  messages(channel: string, options?: { threadTs?: string }): PageMessage[];
  /** the direct message with the bot, oldest first */
  inbox(): PageMessage[];
  /** the modal's views, bottom first */
  views(): PageView[];
  home(): PageView | null;
  /** what Slack itself said to this person */
  notices(): Notice[];
  until<T>(check: () => T | null | undefined | false, options?: UntilOptions): Promise<T>;
  /** the next message that fits, in any channel this person sees, already there or still to come */
  untilMessage(fits: (message: PageMessage) => boolean, options?: UntilOptions): Promise<PageMessage>;
  /** the view on top, once there is one that fits */
  untilView(fits?: (view: PageView) => boolean, options?: UntilOptions): Promise<PageView>;
}

export function personDriver(core: Core, person: Person): PersonDriver {
  function channelId(channel: string): string {
    if (findChannel(core, channel)) return channel;
    const named = Object.values(core.state.channels).find(
      (known) => known.kind !== "dm" && known.name === channel.replace(/^#/, ""),
    );
    if (!named) throw new Error(`There is no channel ${channel}.`);
    return named.id;
  }

  function assertActive(): void {
    if (person.deactivated) throw new Error(`${person.realName}'s account has been deactivated.`);
  }

  async function act(target: Target, toValue: (element: JsonObject) => JsonObject): Promise<ActOutcome> {
    assertActive();
    const place = placeOf(core, person, target);
    const { block, element } = findTarget(place, target);
    return actOnElement(core, person, place, {
      blockId: String(block.block_id),
      actionId: String(element["action_id"]),
      value: toValue(element),
    });
  }

  function allMessages(): PageMessage[] {
    return pageChannels(core, person).flatMap((channel) =>
      driver.messages(channel.id).flatMap((message) => [message, ...replies(message)]),
    );
  }

  function replies(message: PageMessage): PageMessage[] {
    return driver.messages(message.channel, { threadTs: message.ts }).filter((reply) => reply.ts !== message.ts);
  }

  const driver: PersonDriver = {
    id: person.id,
    realName: person.realName,
    zone: person.zone,
    async command(channel, command, text = "") {
      assertActive();
      const place = findChannel(core, channelId(channel));
      if (!place || !isMember(place, person.id)) throw new Error(`${person.realName} is not in ${channel}.`);
      return runCommand(core, person, place, command, text.trim());
    },
    async send(channel, text, options = {}) {
      const fileIds: string[] = [];
      for (const file of options.files ?? []) {
        fileIds.push((await uploadTyped(core, person, file.name, Buffer.from(file.content), file.mimetype)).id);
      }
      const sent = await sendTyped(core, person, channelId(channel), text, {
        threadTs: options.threadTs ?? null,
        fileIds,
      });
      if (!sent.ok) throw new Error(sent.error);
      if (!("message" in sent)) throw new Error("That was a slash command; use command().");
      return pageMessage(core, sent.message);
    },
    edit: (message, text) => editTyped(core, person, message.channel, message.ts, text),
    remove: (message) => removeTyped(core, person, message.channel, message.ts),
    react(message, name) {
      const found = findMessage(core, message.channel, message.ts);
      if (!found || !sees(person, found)) throw new Error("There is no such message.");
      addReaction(core, found, name, person.id);
    },
    press: (target) =>
      act(target, (element) => {
        if (element["type"] === "overflow") return elementValue(element, target.text ?? null);
        if (element["type"] !== "feedback_buttons") return {};
        const positive = element["positive_button"];
        const negative = element["negative_button"];
        const isNegative =
          isJsonObject(negative) &&
          isJsonObject(negative["text"]) &&
          target.text !== undefined &&
          negative["text"]["text"] === target.text;
        const pressed = isNegative ? negative : positive;
        return { value: isJsonObject(pressed) ? pressed["value"] : null };
      }),
    async choose(target, entry) {
      const place = placeOf(core, person, target);
      const { block, element } = findTarget(place, target);
      const external = element["type"] === "external_select" || element["type"] === "multi_external_select";
      if (!external || typeof entry !== "string") return act(target, (found) => elementValue(found, entry));
      const offered = await driver.suggest(
        { ...target, actionId: String(element["action_id"]), blockId: String(block.block_id) },
        entry,
      );
      if (!offered.ok) return offered;
      const all = [...(offered.options ?? []), ...(offered.option_groups ?? []).flatMap((group) => group.options)];
      const wanted = all.find(
        (option) => option.value === entry || option.text.text.toLowerCase().includes(entry.toLowerCase()),
      );
      if (!wanted)
        throw new Error(
          `The app offered nothing for "${entry}". It offered: ${all.map((option) => option.text.text).join(", ") || "nothing"}.`,
        );
      const option = wanted as unknown as JsonObject;
      return act(target, (found) => elementValue(found, found["type"] === "multi_external_select" ? [option] : option));
    },
    async suggest(target, value) {
      const place = placeOf(core, person, target);
      const { block, element } = findTarget(place, target);
      return suggestOptions(core, person, place, {
        blockId: String(block.block_id),
        actionId: String(element["action_id"]),
        value,
      });
    },
    async fill(entries, where = {}) {
      for (const [name, entry] of Object.entries(entries)) {
        const place = placeOf(core, person, where);
        const found = placedElements(blocksAt(place)).find(({ block, element }) => {
          const label = block["label"];
          return (
            element["action_id"] === name || block.block_id === name || (isJsonObject(label) && label["text"] === name)
          );
        });
        if (!found) {
          const there = placedElements(blocksAt(place)).map(
            ({ block, element }) => `${block.block_id}/${String(element["action_id"])}`,
          );
          throw new Error(`No input "${name}". There are: ${there.join(", ") || "none"}.`);
        }
        const ids = { blockId: String(found.block.block_id), actionId: String(found.element["action_id"]) };
        const external = String(found.element["type"]).endsWith("external_select");
        if (found.block["dispatch_action"] === true || external) {
          const outcome = await driver.choose({ ...where, ...ids }, entry);
          if (!outcome.ok) throw new Error(outcome.error);
        } else {
          const value = elementValue(found.element, entry);
          enter(core, person, place, { [ids.blockId]: { [ids.actionId]: { type: found.element["type"], ...value } } });
        }
      }
    },
    async submit(view) {
      assertActive();
      const place = placeOf(core, person, view === undefined ? {} : { view });
      if (!("view" in place)) throw new Error("A message cannot be submitted.");
      return submitView(core, person, place.view);
    },
    async close(options = {}) {
      const place = placeOf(core, person, options.view === undefined ? {} : { view: options.view });
      if ("view" in place) await dismissView(core, person, place.view, options.all ?? false);
    },
    async globalShortcut(callbackId) {
      assertActive();
      return useGlobalShortcut(core, person, callbackId);
    },
    async messageShortcut(callbackId, where) {
      assertActive();
      const place = placeOf(core, person, { message: where });
      if ("view" in place) return refused("This is no message.");
      return useMessageShortcut(core, person, callbackId, place.channel, place.message);
    },
    openHome: () => openHomeTab(core, person),
    openDm: (user = core.state.app.botUserId) => openDm(core, person, user).id,
    channels: () => pageChannels(core, person),
    messages(channel, options = {}) {
      const id = channelId(channel);
      const place = findChannel(core, id);
      if (!place || !isVisibleTo(place, person)) return [];
      return (core.state.messages[id] ?? [])
        .filter((message) => {
          if (!sees(person, message)) return false;
          if (options.threadTs) return message.ts === options.threadTs || message.threadTs === options.threadTs;
          return message.threadTs === null || message.broadcast;
        })
        .map((message) => pageMessage(core, message));
    },
    inbox: () => driver.messages(openDirectMessage(core, core.state.app.botUserId, person.id).channel.id),
    views: () => stackOf(core, person.id).map(pageView),
    home() {
      const view = findView(core, core.state.homes[person.id] ?? "");
      return view ? pageView(view) : null;
    },
    notices: () => core.notices.get(person.id) ?? [],
    until: (check, options) => until(core.changes, check, options),
    untilMessage: (fits, options) =>
      until(core.changes, () => allMessages().find(fits), { what: `a message to ${person.realName}`, ...options }),
    untilView: (fits = () => true, options) =>
      until(
        core.changes,
        () => {
          const top = driver.views().at(-1);
          return top && fits(top) ? top : null;
        },
        { what: `a modal for ${person.realName}`, ...options },
      ),
  };
  return driver;
}
