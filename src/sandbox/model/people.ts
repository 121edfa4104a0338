import { DateTime } from "luxon";
import { type Core, seconds } from "../core.ts";
import type { JsonObject } from "../json.ts";
import { SlackError } from "../slack-error.ts";
import type { Person } from "../workspace-state.ts";

export function findPerson(core: Core, id: string): Person | null {
  return core.state.people[id] ?? null;
}

/** @throws SlackError user_not_found */
export function getPerson(core: Core, id: string): Person {
  const person = findPerson(core, id);
  if (!person) throw new SlackError("user_not_found");
  return person;
}

export function personByHandle(core: Core, handle: string): Person | null {
  return Object.values(core.state.people).find((person) => person.handle === handle) ?? null;
}

export function isOutside(person: Person): boolean {
  return person.outsideTeam !== null;
}

function zoneParts(core: Core, zone: string): { label: string; offset: number } {
  const local = DateTime.fromJSDate(core.clock(), { zone }).setLocale("en-US");
  return { label: local.toFormat("ZZZZZ"), offset: local.offset * 60 };
}

function botIds(core: Core, { id, otherApp }: Person): JsonObject {
  const { app } = core.state;
  if (otherApp) return { bot_id: otherApp.botId, api_app_id: otherApp.appId };
  return id === app.botUserId ? { bot_id: app.botId, api_app_id: app.id } : {};
}

/** The user object of users.info and of user_change; the e-mail address only with its scope. */
export function userObject(core: Core, person: Person, options: { email: boolean; locale?: boolean }): JsonObject {
  const { label, offset } = zoneParts(core, person.zone);
  const [first, ...rest] = person.realName.split(" ");
  const base: JsonObject = {
    id: person.id,
    team_id: person.outsideTeam ?? core.state.team.id,
    name: person.handle,
    deleted: person.deactivated,
    color: person.colour.replace("#", ""),
    real_name: person.realName,
    tz: person.zone,
    tz_label: label,
    tz_offset: offset,
    profile: {
      title: person.title,
      phone: "",
      skype: "",
      real_name: person.realName,
      real_name_normalized: person.realName.normalize("NFD").replace(/\p{M}/gu, ""),
      display_name: person.isBot ? "" : person.realName,
      display_name_normalized: person.isBot ? "" : person.realName.normalize("NFD").replace(/\p{M}/gu, ""),
      fields: null,
      status_text: "",
      status_emoji: "",
      status_expiration: 0,
      avatar_hash: "",
      first_name: first ?? "",
      last_name: rest.join(" "),
      team: person.outsideTeam ?? core.state.team.id,
      ...(person.isBot ? { ...botIds(core, person), always_active: true } : {}),
      ...(options.email && !person.isBot && !isOutside(person) ? { email: person.email } : {}),
    },
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated,
    has_2fa: false,
    who_can_share_contact_card: "EVERYONE",
    ...(options.locale ? { locale: person.locale } : {}),
  };
  // A deactivated person's account says nothing of rank; a stranger's neither.
  if (person.deactivated) return base;
  if (isOutside(person)) return { ...base, is_stranger: true };
  return {
    ...base,
    is_admin: person.admin || person.owner !== null,
    is_owner: person.owner !== null,
    is_primary_owner: person.owner === "primary",
    is_restricted: person.guest !== null,
    is_ultra_restricted: person.guest === "single-channel",
    is_email_confirmed: !person.isBot,
  };
}

/** Changes a person and says so to the page and, where subscribed, to the app. */
export function changePerson(core: Core, person: Person, change: (person: Person) => void): void {
  change(person);
  person.updated = seconds(core);
  core.changed({ kind: "people" });
  core.events.publish({
    type: "user_change",
    user: userObject(core, person, { email: core.app.scopes.has("users:read.email"), locale: true }),
    cache_ts: person.updated,
  });
}
