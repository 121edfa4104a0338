import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PageChannel } from "../../page-protocol.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Icon, Spinner } from "../kit/icon.tsx";
import { ListOption } from "../kit/list-option.tsx";
import { MenuButton } from "../kit/menu.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { fileSize } from "../upload.ts";
import { findCompletion } from "./completion.ts";
import { listSuggestions, type Suggestion } from "./completion-list.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { type Draft, emptyDraft, insertMention, insertText, retype, trimDraft } from "./mentions.ts";
import { Notices } from "./notices.tsx";
import type { Attachments } from "./use-attachments.ts";

interface ComposerProps {
  channel: PageChannel;
  /** set in a thread's pane */
  thread: string | null;
  attachments: Attachments;
  /** the arrow up in an empty composer: edit one's last message */
  onEditLast: () => void;
}

/** Where one writes: Enter sends, Shift+Enter begins a line, `/ @ # :` open a list. */
export function Composer({ channel, thread, attachments, onEditLast }: ComposerProps) {
  const page = usePage();
  const { live, me, state } = page;
  const place = `${me.id}/${channel.id}/${thread ?? ""}`;
  const [draft, setDraft] = useState<Draft>(() => readDraft(place));
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const listId = useId();

  const completion = findCompletion(draft.text, caret, thread !== null);
  const listKey = completion === null ? null : `${completion.kind} ${completion.from}`;
  const offered = completion === null || dismissed === listKey ? [] : listSuggestions(completion, page);
  const hint = commandHint(draft.text, state.boot.commands, thread !== null);
  const name = thread === null ? `Message ${page.channelTitle(channel)}` : "Reply in thread";

  const write = (next: Draft, caretAt?: number) => {
    setDraft(next);
    keepDraft(place, next);
    if (caretAt === undefined) return;
    caretAfter.current = caretAt;
    setCaret(caretAt);
  };

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 240)}px`;
    if (caretAfter.current === null) return;
    element.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [draft]);

  useEffect(() => setActive(0), [listKey, completion?.typed]);
  useEffect(() => {
    if (dismissed !== null && dismissed !== listKey) setDismissed(null);
  }, [dismissed, listKey]);

  // Text that a failed command gives back goes where it was typed, unless something new stands there by now.
  const returned = state.notices.find((notice) => notice.keepText !== null && notice.channel === channel.id);
  const returnedOnce = useRef(0);
  useEffect(() => {
    if (returned === undefined || returned.id === returnedOnce.current || thread !== null) return;
    returnedOnce.current = returned.id;
    if (draft.text === "") write({ text: returned.keepText ?? "", mentions: [] }, returned.keepText?.length ?? 0);
  }, [returned]);

  const pick = (suggestion: Suggestion) => {
    if (completion === null) return;
    const to = caret;
    const { draft: next, caret: after } =
      suggestion.id === null
        ? insertText(draft, completion.from, to, `${suggestion.label} `)
        : insertMention(draft, completion.from, to, suggestion.label, suggestion.id);
    write(next, after);
    area.current?.focus();
  };

  const send = async () => {
    const sent = trimDraft(draft);
    const files = attachments.held;
    if ((sent.text === "" && files.length === 0) || attachments.uploading > 0) return;
    write(emptyDraft, 0);
    attachments.clear();
    const result = await live.act({
      act: "send",
      channel: channel.id,
      text: sent.text,
      ...(thread !== null && { threadTs: thread }),
      mentions: [...sent.mentions],
      ...(files.length > 0 && { fileIds: files.map((file) => file.id) }),
    });
    if (result.ok) return;
    live.say(channel.id, result.error, null);
    attachments.restore(files);
    setDraft((now) => {
      const kept = now.text === "" ? sent : { text: `${sent.text}\n${now.text}`, mentions: sent.mentions };
      keepDraft(place, kept);
      return kept;
    });
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (offered.length > 0 && pressedInList(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "ArrowUp" && draft.text === "") {
      event.preventDefault();
      onEditLast();
    }
  };

  const pressedInList = (event: KeyboardEvent): boolean => {
    const chosen = offered[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((active + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
      return true;
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setDismissed(listKey);
      return true;
    }
    const complete = completion?.kind === "command" && chosen?.label === draft.text;
    if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !complete)) {
      event.preventDefault();
      if (chosen !== undefined) pick(chosen);
      return true;
    }
    return false;
  };

  if (channel.archived) return <p class="composer-closed">{pageText.archived}</p>;

  return (
    <div class="composer-area">
      <Notices
        channel={channel.id}
        onPutBack={(text) => write({ text, mentions: [] }, text.length)}
        draftIsEmpty={draft.text === ""}
      />
      {offered.length > 0 && completion !== null && (
        <SuggestionList id={listId} kind={completion.kind} offered={offered} active={active} onPick={pick} />
      )}
      <div class="composer">
        <textarea
          ref={area}
          rows={1}
          value={draft.text}
          placeholder={name}
          aria-label={name}
          aria-autocomplete="list"
          aria-controls={offered.length > 0 ? listId : undefined}
          aria-activedescendant={offered.length > 0 ? `${listId}-${active}` : undefined}
          onInput={(event) => {
            write(retype(draft, event.currentTarget.value));
            setCaret(event.currentTarget.selectionEnd);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionEnd)}
          onKeyDown={pressed}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length === 0) return;
            event.preventDefault();
            void attachments.add(files);
          }}
        />
        {(attachments.held.length > 0 || attachments.uploading > 0) && <Held attachments={attachments} />}
        <div class="composer-bar">
          <label class="icon-button" title="Attach a file">
            <Icon name="clip" />
            <input
              type="file"
              class="visually-hidden"
              multiple
              aria-label="Attach a file"
              onChange={(event) => {
                void attachments.add([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = "";
              }}
            />
          </label>
          <ShortcutsMenu channel={channel} />
          <span class="composer-hint" aria-live="polite">
            {hint}
          </span>
          <button
            type="button"
            class="send"
            aria-label="Send"
            title="Send"
            disabled={(draft.text.trim() === "" && attachments.held.length === 0) || attachments.uploading > 0}
            onClick={() => {
              void send();
              area.current?.focus();
            }}
          >
            <Icon name="send" />
          </button>
        </div>
      </div>
    </div>
  );
}

interface SuggestionListProps {
  id: string;
  kind: "command" | "person" | "channel" | "emoji";
  offered: readonly Suggestion[];
  active: number;
  onPick: (suggestion: Suggestion) => void;
}

const listNames = { command: "Commands", person: "People", channel: "Channels", emoji: "Emoji" };

function SuggestionList({ id, kind, offered, active, onPick }: SuggestionListProps) {
  const { person } = usePage();
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  return (
    <div class="suggestions">
      <div class="suggestions-head" aria-hidden="true">
        <span>{listNames[kind]}</span>
        <span class="suggestions-keys">
          <kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Tab</kbd> or <kbd>Enter</kbd> to choose
        </span>
      </div>
      <div role="listbox" id={id} aria-label={listNames[kind]}>
        {offered.map((suggestion, index) => (
          <ListOption
            key={suggestion.key}
            id={`${id}-${index}`}
            class="suggestion"
            active={index === active}
            selected={index === active}
            onChoose={() => onPick(suggestion)}
          >
            {suggestion.sign?.kind === "person" && <Avatar person={person(suggestion.sign.id)} size={24} />}
            {suggestion.sign?.kind === "glyph" && <span class="emoji">{suggestion.sign.glyph}</span>}
            {suggestion.sign?.kind === "bolt" && <span class="suggestion-bolt">/</span>}
            <span class="suggestion-words">
              <span class="suggestion-line">
                <span class="suggestion-label">{suggestion.label}</span>
                {suggestion.hint !== "" && <span class="suggestion-hint">{suggestion.hint}</span>}
              </span>
              {suggestion.description !== "" && <span class="suggestion-description">{suggestion.description}</span>}
            </span>
          </ListOption>
        ))}
      </div>
    </div>
  );
}

function Held({ attachments }: { attachments: Attachments }) {
  return (
    <div class="held-files">
      {attachments.held.map((file) => (
        <span class="file-line" key={file.id}>
          <Icon name="file" />
          <span class="file-name">{file.name}</span>
          <span class="file-size">{fileSize(file.size)}</span>
          <button
            type="button"
            class="icon-button small"
            aria-label={`Remove ${file.name}`}
            onClick={() => attachments.drop(file.id)}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      {attachments.uploading > 0 && (
        <span class="file-line" role="status">
          <Spinner /> Uploading…
        </span>
      )}
    </div>
  );
}

function ShortcutsMenu({ channel }: { channel: PageChannel }) {
  const { live, state } = usePage();
  const global = state.boot.shortcuts.filter((shortcut) => shortcut.type === "global");
  if (global.length === 0) return null;
  const items = global.map((shortcut) => ({
    key: shortcut.callbackId,
    name: shortcut.name,
    label: shortcut.name,
    description: shortcut.description,
    onSelect: async () => {
      const result = await live.act({ act: "globalShortcut", callbackId: shortcut.callbackId });
      if (!result.ok) live.say(channel.id, result.error, null);
    },
  }));
  return (
    <MenuButton label="Shortcuts" heading="Shortcuts" items={items} placement="top-start">
      <Icon name="bolt" />
    </MenuButton>
  );
}

function commandHint(
  text: string,
  commands: readonly { command: string; usageHint: string }[],
  inThread: boolean,
): string {
  const name = /^(\/\S+)\s/.exec(text)?.[1];
  if (name === undefined || inThread) return "";
  return commands.find((command) => command.command === name)?.usageHint ?? "";
}
