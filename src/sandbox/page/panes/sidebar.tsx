import type { PageChannel } from "../../page-protocol.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Icon } from "../kit/icon.tsx";
import { MenuButton } from "../kit/menu.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { writePlace } from "../place.ts";

/** The workspace's channels, conversations and app. */
export function Sidebar({ open, onClose }: { open: boolean; onClose: () => void }) {
  const page = usePage();
  const { state, me } = page;
  const byName = (a: PageChannel, b: PageChannel) => page.channelTitle(a).localeCompare(page.channelTitle(b), "en");
  const rooms = state.channels.filter((channel) => channel.kind !== "dm").sort(byName);
  const isApp = (channel: PageChannel) => channel.withUser === state.boot.botUserId;
  const apps = state.channels.filter((channel) => channel.kind === "dm" && isApp(channel));
  const dms = state.channels.filter((channel) => channel.kind === "dm" && !isApp(channel)).sort(byName);
  const strangers = state.people.filter(
    (person) =>
      person.id !== me.id && !person.deactivated && !dms.some((dm) => dm.withUser === person.id) && !person.isBot,
  );
  return (
    <>
      {open && <div class="sidebar-shade" onClick={onClose} aria-hidden="true" />}
      <nav class={`sidebar${open ? " open" : ""}`} aria-label="Channels and conversations">
        <div class="workspace-name">
          <span class="workspace-mark" aria-hidden="true">
            {state.boot.team.name.slice(0, 1).toUpperCase()}
          </span>
          <span>
            <strong>{state.boot.team.name}</strong>
            <small>{pageText.localShort}</small>
          </span>
          <button type="button" class="icon-button only-narrow" aria-label="Hide channels" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <div class="sidebar-scroll">
          <Group name="Channels" channels={rooms} onChosen={onClose} />
          <Group
            name="Direct messages"
            channels={dms}
            onChosen={onClose}
            action={
              strangers.length > 0 && (
                <MenuButton
                  label="New message"
                  heading="Write to"
                  class="icon-button small"
                  placement="bottom-start"
                  items={strangers.map((person) => ({
                    key: person.id,
                    name: person.realName,
                    label: (
                      <span class="person-line">
                        <Avatar person={person} size={22} /> {person.realName}
                      </span>
                    ),
                    onSelect: () => {
                      void page.openDm(person.id);
                      onClose();
                    },
                  }))}
                >
                  <span class="plus" aria-hidden="true">
                    +
                  </span>
                </MenuButton>
              )
            }
          />
          <Group name="Apps" channels={apps} onChosen={onClose} />
          {apps.length === 0 && <AppLink onChosen={onClose} />}
        </div>
        <p class="sidebar-foot">
          <Icon name="plug" size={15} />
          {pageText.local}
        </p>
      </nav>
    </>
  );
}

/** The app before its DM was opened for the first time. */
function AppLink({ onChosen }: { onChosen: () => void }) {
  const { state, person, openDm } = usePage();
  const app = person(state.boot.botUserId);
  if (app === null) return null;
  return (
    <section class="sidebar-group">
      <div class="sidebar-group-head">
        <h2>Apps</h2>
      </div>
      <button
        type="button"
        class="channel-link"
        onClick={() => {
          void openDm(app.id);
          onChosen();
        }}
      >
        <Avatar person={app} size={20} />
        <span class="channel-link-name">{app.realName}</span>
      </button>
    </section>
  );
}

interface GroupProps {
  name: string;
  channels: readonly PageChannel[];
  onChosen: () => void;
  action?: preact.ComponentChildren;
}

function Group({ name, channels, onChosen, action }: GroupProps) {
  if (channels.length === 0 && !action) return null;
  return (
    <section class="sidebar-group">
      <div class="sidebar-group-head">
        <h2>{name}</h2>
        {action}
      </div>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <ChannelLink channel={channel} onChosen={onChosen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChannelLink({ channel, onChosen }: { channel: PageChannel; onChosen: () => void }) {
  const page = usePage();
  const { place } = page;
  const here = place.channel === channel.id;
  const title = page.channelTitle(channel);
  const unread = here ? 0 : channel.unread;
  const other = channel.withUser === null ? null : page.person(channel.withUser);
  return (
    <a
      href={writePlace({ channel: channel.id })}
      class={`channel-link${unread > 0 ? " unread" : ""}${channel.archived ? " archived" : ""}`}
      aria-current={here ? "page" : undefined}
      aria-label={unread > 0 ? `${title}, ${unread} unread` : title}
      onClick={onChosen}
    >
      {other === null ? (
        <span class="channel-sign">
          <Icon name={channel.kind === "private" ? "lock" : "hash"} size={16} />
        </span>
      ) : (
        <Avatar person={other} size={20} />
      )}
      <span class="channel-link-name">{other === null ? channel.name : title}</span>
      {channel.external && <Icon name="globe" size={13} />}
      {unread > 0 && <span class="unread-count">{unread}</span>}
    </a>
  );
}
