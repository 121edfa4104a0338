import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PageMessage } from "../../page-protocol.ts";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { dayDivider } from "../text/slack-date.ts";
import { Message } from "./message.tsx";
import { messageRows } from "./message-rows.ts";

interface MessageListProps {
  label: string;
  messages: readonly PageMessage[];
  newFrom: string | null;
  hasEarlier: boolean;
  onEarlier: () => void;
  /** said above the first message when there is nothing earlier */
  beginning: string | null;
  inThread: boolean;
  marked: string | null;
  editing: string | null;
  onEdit: (ts: string | null) => void;
}

/** How near the end counts as reading the end, in pixels. */
const nearEnd = 120;

/** The messages of a channel or thread, oldest first; it stays at the end unless one has scrolled up. */
export function MessageList(props: MessageListProps) {
  const { label, messages, newFrom, hasEarlier, onEarlier, beginning, inThread, marked, editing, onEdit } = props;
  const { reader } = usePage();
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const earlierHeight = useRef<number | null>(null);
  const [reachable, setReachable] = useState<string | null>(null);
  const rows = messageRows(messages, reader.zone, newFrom);
  const last = rows.at(-1);
  const lastKey = last?.key;
  const stop = messages.some((message) => message.ts === reachable) ? reachable : lastKey;

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    if (earlierHeight.current !== null) {
      element.scrollTop += element.scrollHeight - earlierHeight.current;
      earlierHeight.current = null;
    } else if (atEnd.current) {
      element.scrollTop = element.scrollHeight;
    }
  }, [messages]);

  // Pictures, errors and the composer change heights without a new message.
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const keepEnd = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    keepEnd.observe(element);
    if (element.firstElementChild) keepEnd.observe(element.firstElementChild);
    return () => keepEnd.disconnect();
  }, []);

  useEffect(() => {
    if (marked === null) return;
    const element = list.current?.querySelector(`[data-ts="${CSS.escape(marked)}"]`);
    if (!element) return;
    atEnd.current = false;
    element.scrollIntoView({ block: "center" });
  }, [marked, messages.length]);

  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    const focused = document.activeElement;
    if (!focused?.matches("article")) return;
    const all = [...(list.current?.querySelectorAll<HTMLElement>("article") ?? [])];
    const next = all[all.indexOf(focused as HTMLElement) + (event.key === "ArrowUp" ? -1 : 1)];
    if (next === undefined) return;
    event.preventDefault();
    setReachable(next.dataset["ts"] ?? null);
    next.focus();
  };

  return (
    <div
      ref={list}
      class="message-list"
      role="log"
      aria-label={label}
      aria-live="polite"
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
      onKeyDown={pressed}
    >
      <div class="message-rows">
        {hasEarlier ? (
          <button
            type="button"
            class="button earlier"
            onClick={() => {
              earlierHeight.current = list.current?.scrollHeight ?? null;
              onEarlier();
            }}
          >
            {pageText.earlier}
          </button>
        ) : (
          beginning !== null && <p class="beginning">{beginning}</p>
        )}
        {rows.map((row) => {
          if (row.kind === "day") {
            return (
              <div key={row.key} class="day-divider">
                <span>{dayDivider(row.ts, reader)}</span>
              </div>
            );
          }
          if (row.kind === "new") {
            return (
              <div key={row.key} class="new-divider">
                <span>{pageText.newMessages}</span>
              </div>
            );
          }
          return (
            <Message
              key={row.key}
              message={row.message}
              head={row.head}
              inThread={inThread}
              reachable={row.key === stop}
              marked={row.key === marked}
              editing={row.key === editing}
              onEdit={onEdit}
            />
          );
        })}
      </div>
    </div>
  );
}
