import type { Core } from "./core.ts";
import type { AppDefinition } from "./manifest.ts";
import { randomDigits, randomHex, randomToken, slackId } from "./slack-ids.ts";
import type { ChannelSeed, PersonSeed, WorkspaceSeed } from "./workspace-seed.ts";
import type { Channel, Person, WorkspaceState } from "./workspace-state.ts";

const COLOURS = ["#2f6f4f", "#7a4b9d", "#b5532a", "#2b6cb0", "#a3375f", "#5b6b1f", "#3f6e76", "#8a5a00", "#4a4fa3"];

function colourFor(index: number): string {
  return COLOURS[index % COLOURS.length] ?? "#4a4fa3";
}

function person(seed: PersonSeed, index: number, outsideTeam: string | null, now: number): Person {
  return {
    id: slackId("U"),
    handle: seed.handle,
    realName: seed.realName,
    title: seed.title,
    department: seed.department,
    zone: seed.zone,
    locale: seed.locale ?? "en-US",
    email: seed.email,
    colour: colourFor(index),
    isBot: false,
    owner: seed.owner ?? null,
    admin: seed.admin ?? false,
    guest: seed.guest ?? null,
    outsideTeam,
    deactivated: seed.deactivated ?? false,
    updated: now,
  };
}

/** A person who joins later. */
export function personFromSeed(core: Core, seed: PersonSeed): Person {
  const index = Object.keys(core.state.people).length;
  const now = Math.floor(core.clock().getTime() / 1000);
  return person(seed, index, seed.outsideOf ? slackId("T") : null, now);
}

function bot(app: AppDefinition, now: number): Person {
  return {
    id: slackId("U"),
    handle: app.botName.toLowerCase().replace(/[^a-z0-9._-]+/g, "_"),
    realName: app.botName,
    title: app.description,
    department: "app",
    zone: "America/Los_Angeles",
    locale: "en-US",
    email: "",
    colour: "#1f3b57",
    isBot: true,
    owner: null,
    admin: false,
    guest: null,
    outsideTeam: null,
    deactivated: false,
    updated: now,
  };
}

function channel(
  seed: ChannelSeed,
  people: Person[],
  botUserId: string,
  teams: Map<string, string>,
  now: number,
): Channel {
  const insiders = people.filter((one) => !one.isBot && one.outsideTeam === null && one.guest === null);
  const members =
    seed.members === "everyone"
      ? insiders.map((one) => one.id)
      : seed.members.map((handle) => {
          const found = people.find((one) => one.handle === handle);
          if (!found) throw new Error(`The workspace seed puts ${handle} into #${seed.name}, but has no such person.`);
          return found.id;
        });
  const creator = insiders.find((one) => one.owner === "primary")?.id ?? members[0] ?? botUserId;
  const teamId = seed.sharedWith ? (teams.get(seed.sharedWith) ?? slackId("T")) : null;
  return {
    id: slackId("C"),
    name: seed.name,
    kind: seed.private ? "private" : "channel",
    topic: seed.topic,
    creator,
    created: now,
    members: seed.withBot ? [...members, botUserId] : members,
    archived: false,
    sharedWith: seed.sharedWith && teamId ? { teamId, name: seed.sharedWith } : null,
  };
}

/** A bot's token of Slack's form. */
export function newBotToken(): string {
  return `xoxb-${randomDigits(12)}-${randomDigits(13)}-${randomToken(24)}`;
}

/** A fresh workspace of a seed, with the app installed in it; ids and secrets are made at random. */
export function newWorkspace(seed: WorkspaceSeed, app: AppDefinition, clock: () => Date): WorkspaceState {
  const now = Math.floor(clock().getTime() / 1000);
  const teams = new Map<string, string>();
  const people = seed.people.map((one, index) => {
    if (one.outsideOf && !teams.has(one.outsideOf)) teams.set(one.outsideOf, slackId("T"));
    return person(one, index, one.outsideOf ? (teams.get(one.outsideOf) ?? null) : null, now);
  });
  const appPerson = bot(app, now);
  const everyone = [...people, appPerson];
  const channels = seed.channels.map((one) => channel(one, everyone, appPerson.id, teams, now));
  const appId = slackId("A");
  return {
    version: 1,
    team: { id: seed.team.id ?? slackId("T"), name: seed.team.name, domain: seed.team.domain },
    app: {
      id: appId,
      botId: slackId("B"),
      botUserId: appPerson.id,
      botToken: newBotToken(),
      appToken: `xapp-1-${appId}-${randomDigits(13)}-${randomHex(32)}`,
      signingSecret: randomHex(16),
      verificationToken: randomToken(24),
      installed: true,
    },
    people: Object.fromEntries(everyone.map((one) => [one.id, one])),
    channels: Object.fromEntries(channels.map((one) => [one.id, one])),
    messages: {},
    views: {},
    stacks: {},
    homes: {},
    files: {},
    responseUrls: {},
    scheduled: {},
    read: {},
    lastTs: "0000000000.000000",
  };
}
