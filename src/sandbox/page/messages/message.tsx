import { memo } from "preact/compat";
import { useRef, useState } from "preact/hooks";
import type { PageMessage } from "../../page-protocol.ts";
import { BlockHostContext, useHost } from "../blocks/block-host.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { draftOf, retype, trimDraft } from "../composer/mentions.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Icon } from "../kit/icon.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { findEmoji } from "../text/emoji.ts";
import { Mrkdwn } from "../text/rich.tsx";
import { clockTime, fullTime } from "../text/slack-date.ts";
import { FileLinks } from "./file-links.tsx";
import { MessageTools } from "./message-tools.tsx";

interface MessageProps {
  message: PageMessage;
  /** with avatar, name and time */
  head: boolean;
  /** in the thread's pane, where a thread is not opened again */
  inThread: boolean;
  /** the one message that Tab reaches; arrow keys move from there */
  reachable: boolean;
  marked: boolean;
  editing: boolean;
  onEdit: (ts: string | null) => void;
}

/** One message. */
export const Message = memo(function Message(props: MessageProps) {
  const { message, head, inThread, reachable, marked, editing, onEdit } = props;
  const { person, reader, go } = usePage();
  const author = person(message.user);
  const name = author?.realName ?? message.author ?? message.user;
  const time = clockTime(message.ts, reader.zone);
  const classes = ["message", head ? "head" : "", message.ephemeral ? "ephemeral" : "", marked ? "marked" : ""].join(
    " ",
  );
  return (
    <article
      class={classes}
      aria-label={`${name}, ${time}`}
      data-ts={message.ts}
      tabIndex={reachable ? 0 : -1}
      id={`${inThread ? "thread" : "message"}-${message.ts}`}
    >
      {message.ephemeral && (
        <div class="message-note">
          <Icon name="eye" size={14} /> {pageText.onlyYou}
        </div>
      )}
      <div class="message-side">
        {head ? (
          <Avatar person={author} size={36} />
        ) : (
          <time class="message-time" title={fullTime(message.ts, reader)}>
            {time}
          </time>
        )}
      </div>
      <div class="message-main">
        {head && (
          <div class="message-top">
            <span class="message-author">{name}</span>
            {(author?.isBot || message.author !== null) && <span class="app-badge">App</span>}
            {author?.isGuest && <span class="app-badge">Guest</span>}
            <time class="message-time" title={fullTime(message.ts, reader)}>
              {time}
            </time>
          </div>
        )}
        {editing ? <EditMessage message={message} onDone={() => onEdit(null)} /> : <MessageBody message={message} />}
        <Reactions message={message} />
        {!inThread && message.replyCount > 0 && (
          <button
            type="button"
            class="thread-link"
            onClick={() => go({ channel: message.channel, thread: message.ts })}
          >
            <Icon name="thread" size={15} />
            {message.replyCount === 1 ? "1 reply" : `${message.replyCount} replies`}
          </button>
        )}
      </div>
      {!message.deleted && !editing && (
        <MessageTools message={message} inThread={inThread} onEdit={() => onEdit(message.ts)} />
      )}
    </article>
  );
});

function MessageBody({ message }: { message: PageMessage }) {
  if (message.deleted) return <p class="message-deleted">{pageText.deleted}</p>;
  // What only I see was never said to anybody: replacing it is no edit.
  const edited = message.edited && !message.ephemeral && <span class="message-edited">{pageText.edited}</span>;
  return (
    <>
      {message.blocks !== null && message.blocks.length > 0 ? (
        <MessageBlocks message={message} />
      ) : (
        message.text !== "" && (
          <div class="message-text">
            <Mrkdwn text={message.text} /> {edited}
          </div>
        )
      )}
      {message.files.length > 0 && <FileLinks files={message.files} />}
      {message.blocks !== null && message.blocks.length > 0 && edited}
    </>
  );
}

const noErrors = {};

function MessageBlocks({ message }: { message: PageMessage }) {
  const { live } = usePage();
  const { channel, ts } = message;
  const [fault, setFault] = useState<string | null>(null);
  const host = useHost({
    surface: "message",
    idPrefix: `${channel}-${ts}`,
    blocks: message.blocks ?? [],
    errors: noErrors,
    frozen: false,
    conversation: channel,
    send: (blockId, action, state) => {
      setFault(null);
      return live.act({ act: "messageAction", channel, ts, blockId, action, state });
    },
    suggest: (blockId, actionId, value) =>
      live.act({ act: "suggest", where: { channel, ts }, blockId, actionId, value }),
    onFailure: (error) => setFault(error || pageText.failedAct),
  });
  return (
    <BlockHostContext.Provider value={host}>
      <div class="blocks">
        <Blocks blocks={message.blocks ?? []} />
        {fault !== null && (
          <div class="field-error" role="alert">
            <Icon name="alert" size={15} />
            <span>{fault}</span>
          </div>
        )}
      </div>
    </BlockHostContext.Provider>
  );
}

function Reactions({ message }: { message: PageMessage }) {
  const { names } = usePage();
  if (message.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {message.reactions.map((reaction) => (
        <span
          key={reaction.name}
          class="reaction"
          title={`${reaction.users.map((user) => names.user(user) ?? user).join(", ")} reacted with :${reaction.name}:`}
        >
          <span class="emoji">{findEmoji(reaction.name) ?? `:${reaction.name}:`}</span> {reaction.users.length}
        </span>
      ))}
    </div>
  );
}

function EditMessage({ message, onDone }: { message: PageMessage; onDone: () => void }) {
  const { live, names } = usePage();
  const [draft, setDraft] = useState(() => draftOf(message.text, names));
  const [fault, setFault] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);

  const save = async () => {
    const { text, mentions } = trimDraft(draft);
    if (text === "") return setFault(pageText.emptyEdit);
    const where = { channel: message.channel, ts: message.ts };
    const result = await live.act({ act: "edit", ...where, text, mentions: [...mentions] });
    if (result.ok) onDone();
    else setFault(result.error);
  };

  return (
    <div class="edit">
      <textarea
        ref={(element) => {
          if (area.current === null) element?.focus();
          area.current = element;
        }}
        class="field"
        aria-label="Edit message"
        rows={Math.min(8, draft.text.split("\n").length + 1)}
        value={draft.text}
        onInput={(event) => setDraft(retype(draft, event.currentTarget.value))}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone();
          } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            void save();
          }
        }}
      />
      {fault !== null && (
        <div class="field-error" role="alert">
          {fault}
        </div>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="button" class="button primary" onClick={() => void save()}>
          Save
        </button>
      </div>
    </div>
  );
}
