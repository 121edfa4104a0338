import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageChannel } from "../../page-protocol.ts";
import { Composer } from "../composer/composer.tsx";
import { useAttachments } from "../composer/use-attachments.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Icon } from "../kit/icon.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { channelMessages, firstUnread } from "../messages/message-rows.ts";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { HomePane } from "../views/home-pane.tsx";
import { DropZone } from "./drop-zone.tsx";

interface ChannelPaneProps {
  channel: PageChannel;
  onOpenSidebar: () => void;
}

/** A channel or DM: its head, messages and composer; the app's DM has a Home tab beside. */
export function ChannelPane({ channel, onOpenSidebar }: ChannelPaneProps) {
  const page = usePage();
  const { state, place, go } = page;
  const isApp = channel.withUser === state.boot.botUserId;
  const home = isApp && place.tab === "home";
  return (
    <main class="pane channel-pane" aria-label={page.channelTitle(channel)}>
      <ChannelHead channel={channel} onOpenSidebar={onOpenSidebar} />
      {isApp && (
        <div class="tabs" role="tablist" aria-label={page.channelTitle(channel)}>
          {(["home", "messages"] as const).map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`tab-${tab}`}
              aria-selected={place.tab === tab}
              aria-controls="tab-content"
              tabIndex={place.tab === tab ? 0 : -1}
              class="tab"
              onClick={() => go({ channel: channel.id, tab })}
              onKeyDown={(event) => {
                if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
                const other = tab === "home" ? "messages" : "home";
                go({ channel: channel.id, tab: other });
                document.getElementById(`tab-${other}`)?.focus();
              }}
            >
              {tab === "home" ? "Home" : "Messages"}
            </button>
          ))}
        </div>
      )}
      <div
        class="tab-content"
        {...(isApp && { id: "tab-content", role: "tabpanel", "aria-labelledby": `tab-${place.tab}` })}
      >
        {home ? <HomePane /> : <Conversation key={channel.id} channel={channel} isApp={isApp} />}
      </div>
    </main>
  );
}

function ChannelHead({ channel, onOpenSidebar }: ChannelPaneProps) {
  const page = usePage();
  const other = channel.withUser === null ? null : page.person(channel.withUser);
  const about = other === null ? channel.topic : other.isBot ? "App" : other.title;
  return (
    <header class="channel-head">
      <button type="button" class="icon-button only-narrow" aria-label="Show channels" onClick={onOpenSidebar}>
        <Icon name="menu" />
      </button>
      {other !== null && <Avatar person={other} size={28} />}
      <h1>
        {channel.kind === "private" && <Icon name="lock" size={17} />}
        {page.channelTitle(channel)}
      </h1>
      {about !== "" && <p class="channel-topic">{about}</p>}
      {channel.external && (
        <span class="external-badge" title={pageText.external}>
          <Icon name="globe" size={14} /> <span>{pageText.external}</span>
        </span>
      )}
      {channel.kind !== "dm" && (
        <span class="member-count" title="Members">
          {channel.memberIds.length} {channel.memberIds.length === 1 ? "member" : "members"}
        </span>
      )}
    </header>
  );
}

function Conversation({ channel, isApp }: { channel: PageChannel; isApp: boolean }) {
  const page = usePage();
  const { live, me, place, state } = page;
  const attachments = useAttachments(channel.id);
  const [hasEarlier, setHasEarlier] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const unreadAtOpening = useRef(channel.unread);
  const newFrom = useRef<string | null>(null);
  const oldest = useRef<string | null>(null);
  const all = state.messages[channel.id];
  const messages = useMemo(() => channelMessages(all), [all]);
  const title = page.channelTitle(channel);

  useEffect(() => {
    if (state.link !== "live") return;
    let stale = false;
    void live.load({ act: "history", channel: channel.id }).then((data) => {
      if (stale || data === null) return;
      oldest.current = data.messages[0]?.ts ?? null;
      newFrom.current = firstUnread(data.messages, unreadAtOpening.current, me.id);
      setHasEarlier(data.hasMore);
      setLoaded(true);
    });
    return () => {
      stale = true;
    };
  }, [live, channel.id, state.link, state.greetings, me.id]);

  const newest =
    messages
      .filter((message) => !message.ephemeral)
      .map((message) => message.ts)
      .sort()
      .at(-1) ?? "";
  useEffect(() => {
    if (!loaded || newest === "" || channel.unread === 0 || document.hidden) return;
    void live.act({ act: "markRead", channel: channel.id, ts: newest });
  }, [live, loaded, newest, channel.id, channel.unread]);

  const earlier = async () => {
    if (oldest.current === null) return;
    const data = await live.load({ act: "history", channel: channel.id, before: oldest.current });
    if (data === null) return;
    oldest.current = data.messages[0]?.ts ?? null;
    setHasEarlier(data.hasMore);
  };

  const editLast = useCallback(() => {
    const mine = messages.filter((message) => message.user === me.id && !message.ephemeral && !message.deleted);
    setEditing(
      mine
        .map((message) => message.ts)
        .sort()
        .at(-1) ?? null,
    );
  }, [messages, me.id]);

  const beginning = isApp ? pageText.startOfApp(title) : pageText.startOfChannel(title);
  return (
    <DropZone name={title} disabled={channel.archived} onFiles={(files) => void attachments.add(files)}>
      <MessageList
        label={`Messages in ${title}`}
        messages={messages}
        newFrom={newFrom.current}
        hasEarlier={hasEarlier}
        onEarlier={() => void earlier()}
        beginning={loaded ? beginning : null}
        inThread={false}
        marked={place.message}
        editing={editing}
        onEdit={setEditing}
      />
      <Composer key={channel.id} channel={channel} thread={null} attachments={attachments} onEditLast={editLast} />
    </DropZone>
  );
}
