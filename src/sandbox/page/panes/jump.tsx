import { useEffect, useId, useState } from "preact/hooks";
import { matchesName } from "../composer/completion.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Icon } from "../kit/icon.tsx";
import { ListOption } from "../kit/list-option.tsx";
import { pageText } from "../page.text.ts";
import { type Page, usePage } from "../page-context.ts";

/** One place to jump to. */
interface Target {
  key: string;
  title: string;
  about: string;
  person: string | null;
  go: () => void;
}

/** Ctrl+K: type a few letters of a channel or person, Enter goes there. */
export function Jump({ onClose }: { onClose: () => void }) {
  const page = usePage();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const id = useId();
  const targets = listTargets(page).filter((target) =>
    matchesName(target.title.replace(/^#/, ""), typed.replace(/^[#@]/, "")),
  );
  useEffect(() => setActive(0), [typed]);

  const leave = (target: Target | undefined) => {
    if (target === undefined) return;
    onClose();
    target.go();
  };

  return (
    <Dialog label="Jump to" class="jump" lightDismiss onClose={onClose}>
      <div class="jump-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Jump to a channel or person"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={targets.length > 0 ? `${id}-${active}` : undefined}
          autocomplete="off"
          placeholder="Jump to a channel or person"
          value={typed}
          autoFocus
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") leave(targets[active]);
            if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || targets.length === 0) return;
            event.preventDefault();
            setActive((active + (event.key === "ArrowDown" ? 1 : targets.length - 1)) % targets.length);
          }}
        />
      </div>
      <div role="listbox" id={id} aria-label="Places" class="jump-list">
        {targets.slice(0, 10).map((target, index) => (
          <ListOption
            key={target.key}
            id={`${id}-${index}`}
            class="suggestion"
            active={index === active}
            selected={index === active}
            onChoose={() => leave(target)}
          >
            {target.person === null ? <Icon name="hash" /> : <Avatar person={page.person(target.person)} size={22} />}
            <span class="suggestion-label">{target.title.replace(/^#/, "")}</span>
            <span class="suggestion-description">{target.about}</span>
          </ListOption>
        ))}
        {targets.length === 0 && <p class="choice-note">{pageText.nothingFound}</p>}
      </div>
    </Dialog>
  );
}

function listTargets(page: Page): Target[] {
  const { state, go, me } = page;
  const dmWith = new Set(state.channels.map((channel) => channel.withUser));
  const channels = state.channels.map((channel) => ({
    key: channel.id,
    title: page.channelTitle(channel),
    about: channel.withUser === null ? channel.topic : (page.person(channel.withUser)?.title ?? ""),
    person: channel.withUser,
    go: () => go({ channel: channel.id }),
  }));
  const others = state.people
    .filter((person) => !dmWith.has(person.id) && person.id !== me.id && !person.deactivated)
    .filter((person) => !person.isBot || person.id === state.boot.botUserId)
    .map((person) => ({
      key: person.id,
      title: person.realName,
      about: person.title,
      person: person.id,
      go: () => void page.openDm(person.id),
    }));
  return [...channels, ...others];
}
