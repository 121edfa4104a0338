import type { Notice } from "../changes.ts";
import { type Core, reportProblem } from "../core.ts";
import type { Ack } from "../delivery/delivery.ts";
import { payloadChannelName } from "../model/channels.ts";
import { findMessage } from "../model/messages.ts";
import type { Mention } from "../page-protocol.ts";
import { SlackError } from "../slack-error.ts";
import type { Channel, Person, StoredMessage } from "../workspace-state.ts";
import { issueResponseUrl, postAnswer, readAnswer, saysSomething } from "./response-urls.ts";
import { commandText } from "./typed-text.ts";

export interface CommandOutcome {
  /** the app answered within 3 s with something Slack could read */
  acknowledged: boolean;
  /** what the acknowledgement itself said, if anything */
  message: StoredMessage | null;
  /** what Slack said instead; its `keepText` is what stays in the composer */
  notice: Notice | null;
}

function failure(
  core: Core,
  person: Person,
  channel: Channel,
  command: string,
  typed: string,
  error: string,
): CommandOutcome {
  const notice: Notice = {
    channel: channel.id,
    text: `${command} failed with the error "${error}". Learn more about troubleshooting apps in the app's documentation.`,
    keepText: typed === "" ? command : `${command} ${typed}`,
  };
  core.changed({ kind: "notice", user: person.id, notice });
  return { acknowledged: false, message: null, notice };
}

function failureName(ack: Ack & { ok: false }): string {
  if (ack.reason === "timeout") return "operation_timeout";
  return ack.reason === "http_error" ? "http_service_error" : "dispatch_failed";
}

/** Runs a slash command as a person types it: `typed` is what follows the command. */
export async function runCommand(
  core: Core,
  person: Person,
  channel: Channel,
  command: string,
  typed: string,
  options: { inThread?: boolean; mentions?: readonly Mention[] | null } = {},
): Promise<CommandOutcome> {
  const known = core.app.commands.find((candidate) => candidate.command === command);
  const whole = typed === "" ? command : `${command} ${typed}`;
  if (!known || !core.state.app.installed || person.outsideTeam !== null) {
    return say(
      core,
      person,
      channel,
      `${command} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.`,
      whole,
    );
  }
  if (options.inThread) return say(core, person, channel, `${command} is not supported in threads. Sorry!`, whole);
  const responseUrl = issueResponseUrl(core, { user: person.id, channel: channel.id });
  const { app, team } = core.state;
  const ack = await core.delivery.send({
    kind: "slash_commands",
    acceptsResponse: true,
    payload: {
      token: app.verificationToken,
      team_id: team.id,
      team_domain: team.domain,
      channel_id: channel.id,
      channel_name: payloadChannelName(channel),
      user_id: person.id,
      user_name: person.handle,
      command,
      text: commandText(core, typed, known.shouldEscape, options.mentions ?? null),
      api_app_id: app.id,
      is_enterprise_install: "false",
      response_url: responseUrl,
      trigger_id: core.triggers.issue(person.id, { channel: channel.id }),
    },
  });
  if (!ack.ok) return failure(core, person, channel, command, typed, failureName(ack));
  if (ack.body === undefined) return { acknowledged: true, message: null, notice: null };
  try {
    const answer = readAnswer(core, ack.body);
    if (!saysSomething(answer)) return { acknowledged: true, message: null, notice: null };
    const token = responseUrl.split("/").at(-1) ?? "";
    const place = core.state.responseUrls[token];
    if (!place) throw new SlackError("invalid_url");
    const ts = postAnswer(core, place, answer);
    return { acknowledged: true, message: findMessage(core, channel.id, ts), notice: null };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const metadata = error.details["response_metadata"] as { messages?: string[] } | undefined;
    reportProblem(core, `ack of ${command}`, error.code, metadata?.messages);
    return failure(core, person, channel, command, typed, "invalid_command_response");
  }
}

function say(core: Core, person: Person, channel: Channel, text: string, keepText: string): CommandOutcome {
  const notice: Notice = { channel: channel.id, text, keepText };
  core.changed({ kind: "notice", user: person.id, notice });
  return { acknowledged: false, message: null, notice };
}
