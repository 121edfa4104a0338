import { matchPeople } from "../crm/access/match-people.ts";
import { Refusal } from "../crm/refusal.ts";
import type { Profile } from "../db/open-transaction.ts";
import { likelyMeant, unknownWord } from "./access-words.ts";
import type { SlackLookup, SlackPeople, SlackPerson } from "./define.ts";

/** Who was named, as Slack knows them. */
export interface GatheredPeople {
  people: Profile[];
  throughChannel: Profile[];
  /** apps among the channel's members, Steward left out of the count */
  apps: number;
  /** members of the channel whom Slack does not show */
  unseen: number;
  channels: { id: string; name: string }[];
  /** Why not everybody could be found. Refused in the transaction, where it becomes the answer. */
  refusal: Refusal | null;
}

export interface NamedPeople {
  personIds: readonly string[];
  channelIds: readonly string[];
  phrases: readonly (readonly string[])[];
}

const nobody: SlackPeople = { people: [], appIds: new Set(), selfId: "" };

/** Members of a channel whom Slack does not list (people of other companies) and who are still asked for by name. */
const mostStrangers = 20;

/** Finds in Slack who was named by mention, channel or name. */
export async function gatherPeople(slack: SlackLookup, named: NamedPeople): Promise<GatheredPeople> {
  const result: GatheredPeople = { people: [], throughChannel: [], apps: 0, unseen: 0, channels: [], refusal: null };
  const needsEveryone = named.channelIds.length > 0 || named.phrases.length > 0;
  const everyone = needsEveryone ? await slack.people() : nobody;
  const listed = new Map(everyone.people.map((person) => [person.profile.slackUserId, person.profile]));

  const mentioned = await Promise.all(named.personIds.map(async (id) => listed.get(id) ?? (await slack.profile(id))));
  for (const profile of mentioned) {
    if (profile) result.people.push(profile);
    else result.refusal ??= new Refusal("app_cannot_be_granted", {});
  }
  for (const phrase of named.phrases) {
    const { found, refusal } = findNamed(phrase, everyone.people);
    result.people.push(...found);
    result.refusal ??= refusal;
  }
  for (const channelId of named.channelIds) await gatherChannel(slack, channelId, { ...everyone, listed }, result);

  result.people = distinct(result.people);
  const namedIds = new Set(result.people.map(({ slackUserId }) => slackUserId));
  result.throughChannel = distinct(result.throughChannel).filter(({ slackUserId }) => !namedIds.has(slackUserId));
  return result;
}

function findNamed(
  phrase: readonly string[],
  everyone: readonly SlackPerson[],
): { found: Profile[]; refusal: Refusal | null } {
  const candidates = everyone
    .filter(({ profile }) => !profile.deactivated)
    .map(({ profile, handle, displayName }) => ({
      profile,
      names: [profile.name, displayName, handle, profile.email ?? ""],
    }));
  const { found, ambiguous, unknown } = matchPeople(phrase, candidates, (word) => likelyMeant(word) !== null);
  const [unclear] = ambiguous;
  const [stranger] = unknown;
  const refusal = stranger
    ? unknownWord(stranger)
    : unclear
      ? new Refusal("ambiguous_person", {
          typed: unclear.typed,
          candidates: unclear.candidates.map(({ profile }) => profile.name),
        })
      : null;
  return { found: found.map(({ profile }) => profile), refusal };
}

async function gatherChannel(
  slack: SlackLookup,
  channelId: string,
  { listed, appIds, selfId }: SlackPeople & { listed: ReadonlyMap<string, Profile> },
  result: GatheredPeople,
): Promise<void> {
  const channel = await slack.channel(channelId);
  const memberIds = channel && (await slack.membersOf(channelId));
  if (!channel || !memberIds) {
    result.refusal ??= new Refusal("channel_unreadable", { channel: null });
    return;
  }
  result.channels.push({ id: channelId, name: channel.name });
  const strangers = memberIds.filter((id) => !listed.has(id) && !appIds.has(id) && id !== selfId);
  const asked = await Promise.all(strangers.slice(0, mostStrangers).map((id) => slack.profile(id)));
  const known = memberIds.flatMap((id) => listed.get(id) ?? []);
  const fromOutside = asked.filter((profile) => profile !== null);
  result.throughChannel.push(...known, ...fromOutside);
  result.apps += memberIds.filter((id) => appIds.has(id)).length;
  result.unseen += strangers.length - fromOutside.length;
  if (known.every((profile) => profile.isGuest || profile.deactivated)) {
    result.refusal ??= new Refusal("nobody_in_channel", { channel: channel.name });
  }
}

function distinct(people: readonly Profile[]): Profile[] {
  return [...new Map(people.map((person) => [person.slackUserId, person])).values()];
}
