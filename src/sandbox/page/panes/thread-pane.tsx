import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { PageChannel } from "../../page-protocol.ts";
import { Composer } from "../composer/composer.tsx";
import { useAttachments } from "../composer/use-attachments.ts";
import { Icon } from "../kit/icon.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { threadMessages } from "../messages/message-rows.ts";
import { usePage } from "../page-context.ts";
import { DropZone } from "./drop-zone.tsx";

/** One thread beside its channel. */
export function ThreadPane({ channel, thread }: { channel: PageChannel; thread: string }) {
  const page = usePage();
  const { live, me, state, go } = page;
  const attachments = useAttachments(channel.id);
  const [editing, setEditing] = useState<string | null>(null);
  const all = state.messages[channel.id];
  const messages = useMemo(() => threadMessages(all, thread), [all, thread]);
  const title = page.channelTitle(channel);

  useEffect(() => {
    if (state.link === "live") void live.load({ act: "replies", channel: channel.id, threadTs: thread });
  }, [live, channel.id, thread, state.link, state.greetings]);

  const editLast = useCallback(() => {
    const mine = messages.filter((message) => message.user === me.id && !message.ephemeral && !message.deleted);
    setEditing(
      mine
        .map((message) => message.ts)
        .sort()
        .at(-1) ?? null,
    );
  }, [messages, me.id]);

  const close = () => go({ channel: channel.id });

  return (
    <aside
      class="pane thread-pane"
      aria-label={`Thread in ${title}`}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <header class="channel-head">
        <h2>Thread</h2>
        <p class="channel-topic">{title}</p>
        <button type="button" class="icon-button" aria-label="Close thread" title="Close thread" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="tab-content">
        <DropZone name="this thread" disabled={channel.archived} onFiles={(files) => void attachments.add(files)}>
          <MessageList
            label={`Thread in ${title}`}
            messages={messages}
            newFrom={null}
            hasEarlier={false}
            onEarlier={() => {}}
            beginning={null}
            inThread
            marked={null}
            editing={editing}
            onEdit={setEditing}
          />
          <Composer channel={channel} thread={thread} attachments={attachments} onEditLast={editLast} />
        </DropZone>
      </div>
    </aside>
  );
}
