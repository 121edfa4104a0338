import { useState } from "preact/hooks";
import type { PageMessage } from "../../page-protocol.ts";
import { ConfirmDialog } from "../kit/confirm-dialog.tsx";
import { Icon } from "../kit/icon.tsx";
import { MenuButton, type MenuItem } from "../kit/menu.tsx";
import { usePage } from "../page-context.ts";
import { parseMrkdwn } from "../text/mrkdwn.ts";
import { piecesText } from "../text/pieces.ts";

interface MessageToolsProps {
  message: PageMessage;
  inThread: boolean;
  onEdit: () => void;
}

/** What one can do with a message: answer in a thread, the bot's message shortcuts, edit, delete. */
export function MessageTools({ message, inThread, onEdit }: MessageToolsProps) {
  const { live, me, state, names, go } = usePage();
  const [deleting, setDeleting] = useState(false);
  const { channel, ts } = message;
  const mine = message.user === me.id && !message.ephemeral;
  const shortcuts = message.ephemeral ? [] : state.boot.shortcuts.filter((shortcut) => shortcut.type === "message");

  const run = async (callbackId: string) => {
    const result = await live.act({ act: "messageShortcut", callbackId, channel, ts });
    if (!result.ok) live.say(channel, result.error, null);
  };

  const items: MenuItem[] = [
    ...shortcuts.map((shortcut) => ({
      key: shortcut.callbackId,
      name: shortcut.name,
      label: shortcut.name,
      description: shortcut.description,
      onSelect: () => void run(shortcut.callbackId),
    })),
    {
      key: "copy",
      name: "Copy text",
      label: "Copy text",
      separated: shortcuts.length > 0,
      onSelect: () => void navigator.clipboard.writeText(piecesText(parseMrkdwn(message.text), names)),
    },
    ...(mine
      ? [
          { key: "edit", name: "Edit message", label: "Edit message", onSelect: onEdit },
          {
            key: "delete",
            name: "Delete message",
            label: "Delete message",
            danger: true,
            onSelect: () => setDeleting(true),
          },
        ]
      : []),
  ];

  const remove = async () => {
    setDeleting(false);
    const result = await live.act({ act: "delete", channel, ts });
    if (!result.ok) live.say(channel, result.error, null);
  };

  return (
    <div class="message-tools">
      {!inThread && !message.ephemeral && (
        <button
          type="button"
          class="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go({ channel, thread: message.threadTs ?? ts })}
        >
          <Icon name="thread" />
        </button>
      )}
      <MenuButton label="More message actions" items={items}>
        <Icon name="dots" />
      </MenuButton>
      {deleting && (
        <ConfirmDialog
          title="Delete this message?"
          text="This cannot be undone."
          confirm="Delete"
          deny="Keep it"
          danger
          onAnswer={(yes) => (yes ? void remove() : setDeleting(false))}
        />
      )}
    </div>
  );
}
