import { type Core, seconds } from "./core.ts";
import { uploadTyped } from "./driver/person-messages.ts";
import type { JsonObject } from "./json.ts";
import { shareFile } from "./model/files.ts";
import { postMessage } from "./model/messages.ts";
import { findPerson } from "./model/people.ts";
import type { BlockJson } from "./page-protocol.ts";
import { slackId } from "./slack-ids.ts";
import type { Channel, OtherApp, Person, StoredMessage } from "./workspace-state.ts";

interface AppWords {
  /** as Slack shows it above the message */
  name: string;
  text?: string;
  blocks?: BlockJson[];
  attachments?: JsonObject[];
  threadTs?: string;
}

export interface EmailToChannel {
  from: { name?: string; address: string };
  subject: string;
  text: string;
}

/** What reaches a channel without anybody of the workspace writing it. Channels by id. */
export interface OtherApps {
  /** another app writes as its own bot user, as chat.postMessage does: no subtype, a user, a bot_id */
  post(channel: string, words: AppWords): StoredMessage;
  /** an incoming webhook or an old integration: a `bot_message`, with a name and no user */
  hook(channel: string, words: AppWords): StoredMessage;
  /** an e-mail to the channel's address, laid down by Slackbot as a file whose type is "email" */
  email(channel: string, mail: EmailToChannel): Promise<StoredMessage>;
  /** a line that Slack lays down when somebody joins, leaves or names a topic */
  line(
    channel: string,
    line: { subtype: "channel_join" | "channel_leave" | "channel_topic"; user: string },
  ): StoredMessage;
  /** Slackbot says something by itself, such as a reminder */
  slackbot(channel: string, text: string): StoredMessage;
}

export const slackbotId = "USLACKBOT";

export function otherApps(core: Core): OtherApps {
  const channel = (id: string): Channel => {
    const found = core.state.channels[id];
    if (!found) throw new Error(`There is no channel ${id}.`);
    return found;
  };
  const written = ({ text = "", blocks, attachments, threadTs }: AppWords) => ({
    ...{ text, blocks: blocks ?? null, attachments: attachments ?? null, threadTs: threadTs ?? null },
  });

  return {
    post(id, words) {
      const { user, otherApp } = botUser(core, words.name);
      return postMessage(core, { channel: channel(id), user, botId: otherApp.botId, otherApp, ...written(words) });
    },
    hook(id, words) {
      const otherApp = { name: words.name, botId: slackId("B"), appId: slackId("A"), userId: null };
      const bot = { user: "", botId: otherApp.botId, otherApp, subtype: "bot_message" };
      return postMessage(core, { channel: channel(id), ...bot, ...written(words) });
    },
    async email(id, { from, subject, text }) {
      const bot = slackbot(core);
      const file = await uploadTyped(core, bot, subject || "Untitled", Buffer.from(text), "text/html");
      file.complete = true;
      file.email = { from, subject, text };
      shareFile(core, file, id);
      return postMessage(core, {
        channel: channel(id),
        user: bot.id,
        text: "",
        files: [file.id],
        subtype: "file_share",
      });
    },
    line(id, { subtype, user }) {
      const text = { channel_join: "has joined", channel_leave: "has left", channel_topic: "set the topic of" }[
        subtype
      ];
      return postMessage(core, { channel: channel(id), user, subtype, text: `<@${user}> ${text} the channel` });
    },
    slackbot: (id, text) => postMessage(core, { channel: channel(id), user: slackbot(core).id, text }),
  };
}

/** The bot user of an app of this name, which is installed by it at its first message. */
function botUser(core: Core, name: string): { user: string; otherApp: OtherApp } {
  const known = Object.values(core.state.people).find((person) => person.otherApp?.name === name);
  if (known?.otherApp) return { user: known.id, otherApp: known.otherApp };
  const id = slackId("U");
  const otherApp = { name, botId: slackId("B"), appId: slackId("A"), userId: id };
  addBot(core, { id, name, otherApp });
  return { user: id, otherApp };
}

/** Slack's own bot, which is there in every workspace. */
function slackbot(core: Core): Person {
  return findPerson(core, slackbotId) ?? addBot(core, { id: slackbotId, name: "Slackbot", otherApp: null });
}

function addBot(core: Core, { id, name, otherApp }: { id: string; name: string; otherApp: OtherApp | null }): Person {
  const added: Person = {
    ...{ id, realName: name, title: "", department: "app", email: "", otherApp },
    ...{ zone: "America/Los_Angeles", locale: "en-US", colour: "#4a4fa3" },
    ...{ isBot: true, owner: null, admin: false, guest: null, outsideTeam: null, deactivated: false },
    handle: name.toLowerCase().replace(/[^a-z0-9._-]+/gu, "_"),
    updated: seconds(core),
  };
  core.state.people[id] = added;
  core.changed({ kind: "people" });
  return added;
}
