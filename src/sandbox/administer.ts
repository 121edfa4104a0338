import { type Core, nextTs, seconds } from "./core.ts";
import { joinChannel, leaveChannel, setArchived } from "./model/channels.ts";
import { changePerson, userObject } from "./model/people.ts";
import { newBotToken, personFromSeed } from "./new-workspace.ts";
import { slackId } from "./slack-ids.ts";
import type { PersonSeed } from "./workspace-seed.ts";
import type { Channel, Person } from "./workspace-state.ts";

/** What a workspace's administrator does; the app hears of it where it subscribed. People and channels by id. */
export interface Administration {
  /** adds a member; returns the id */
  addPerson(seed: PersonSeed): string;
  deactivate(user: string): void;
  reactivate(user: string): void;
  setZone(user: string, zone: string): void;
  setGuest(user: string, guest: Person["guest"]): void;
  setOwner(user: string, owner: Person["owner"]): void;
  rename(user: string, realName: string): void;
  addToChannel(channel: string, user: string): void;
  removeFromChannel(channel: string, user: string): void;
  archive(channel: string): void;
  unarchive(channel: string): void;
  /** makes a channel; returns the id */
  createChannel(channel: { name: string; private?: boolean; topic?: string; members: string[] }): string;
  /** Takes the app out of the workspace: its token is dead from then on. `unheard`: the events of it never arrive. */
  uninstall(options?: { unheard?: boolean }): void;
  /** Withdraws the app's token, as auth.revoke does, and leaves the app where it is: what people do still reaches it. */
  revokeToken(options?: { unheard?: boolean }): void;
  /** Refuses the app's token as that of an account or workspace that is no longer active, which Slack tells of by no event. */
  deactivateApp(): void;
  /** Installs the app again, or makes its token good again. `newToken`: the old one stays dead, as after most installations. */
  reinstall(options?: { newToken?: boolean }): void;
}

export function administration(core: Core): Administration {
  const person = (id: string): Person => {
    const found = core.state.people[id];
    if (!found) throw new Error(`There is no person ${id}.`);
    return found;
  };
  const channel = (id: string): Channel => {
    const found = core.state.channels[id];
    if (!found) throw new Error(`There is no channel ${id}.`);
    return found;
  };
  const administrator = () =>
    Object.values(core.state.people).find((one) => one.owner === "primary")?.id ?? core.state.app.botUserId;

  const tokensRevoked = () =>
    core.events.publish({
      type: "tokens_revoked",
      tokens: { oauth: [], bot: [core.state.app.botUserId] },
      event_ts: nextTs(core),
    });
  const refuseToken = (code: string | null) => {
    core.state.app.tokenRefusal = code;
    core.changed({ kind: "people" });
  };

  return {
    addPerson(seed) {
      const added = personFromSeed(core, seed);
      core.state.people[added.id] = added;
      core.changed({ kind: "people" });
      core.events.publish({
        type: "team_join",
        user: userObject(core, added, { email: core.app.scopes.has("users:read.email"), locale: true }),
        cache_ts: added.updated,
        event_ts: nextTs(core),
      });
      return added.id;
    },
    deactivate(user) {
      const leaving = person(user);
      // Slack takes a deactivated person out of every channel, without telling each.
      for (const one of Object.values(core.state.channels)) {
        if (one.kind !== "dm") one.members = one.members.filter((id) => id !== user);
      }
      core.state.stacks[user] = [];
      core.changed({ kind: "channels" });
      changePerson(core, leaving, (one) => {
        one.deactivated = true;
      });
    },
    reactivate: (user) =>
      changePerson(core, person(user), (one) => {
        one.deactivated = false;
      }),
    setZone: (user, zone) =>
      changePerson(core, person(user), (one) => {
        one.zone = zone;
      }),
    setGuest: (user, guest) =>
      changePerson(core, person(user), (one) => {
        one.guest = guest;
      }),
    setOwner: (user, owner) =>
      changePerson(core, person(user), (one) => {
        one.owner = owner;
        one.admin = owner !== null;
      }),
    rename: (user, realName) =>
      changePerson(core, person(user), (one) => {
        one.realName = realName;
      }),
    addToChannel: (id, user) => joinChannel(core, channel(id), user, administrator()),
    removeFromChannel: (id, user) => leaveChannel(core, channel(id), user),
    archive: (id) => setArchived(core, channel(id), true, administrator()),
    unarchive: (id) => setArchived(core, channel(id), false, administrator()),
    createChannel(wanted) {
      const id = slackId("C");
      core.state.channels[id] = {
        id,
        name: wanted.name,
        kind: wanted.private ? "private" : "channel",
        topic: wanted.topic ?? "",
        creator: administrator(),
        created: seconds(core),
        members: [...wanted.members],
        archived: false,
        sharedWith: null,
      };
      core.changed({ kind: "channels" });
      return id;
    },
    uninstall({ unheard = false } = {}) {
      if (!unheard) {
        tokensRevoked();
        core.events.publish({ type: "app_uninstalled", event_ts: nextTs(core) });
      }
      core.state.app.installed = false;
      core.changed({ kind: "people" });
    },
    revokeToken({ unheard = false } = {}) {
      if (!unheard) tokensRevoked();
      refuseToken("token_revoked");
    },
    deactivateApp: () => refuseToken("account_inactive"),
    reinstall({ newToken = false } = {}) {
      const { app } = core.state;
      if (newToken) app.botToken = newBotToken();
      app.installed = true;
      refuseToken(null);
    },
  };
}
