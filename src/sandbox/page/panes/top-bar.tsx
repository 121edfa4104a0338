import { Avatar } from "../kit/avatar.tsx";
import { Icon } from "../kit/icon.tsx";
import { MenuButton } from "../kit/menu.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";
import { localClock } from "../text/slack-date.ts";

interface TopBarProps {
  onJump: () => void;
  onActAs: (id: string) => void;
}

const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Says that all this is local, leads to any channel, and names who one acts as. */
export function TopBar({ onJump, onActAs }: TopBarProps) {
  const { me, state, reader } = usePage();
  const people = state.people.filter((person) => !person.isBot && !person.deactivated);
  return (
    <header class="top-bar">
      <span class="local-sign">
        <span class="local-dot" aria-hidden="true" />
        {pageText.local}
      </span>
      <button type="button" class="jump-button" aria-keyshortcuts="Control+K Meta+K" onClick={onJump}>
        <Icon name="search" size={15} />
        <span>Jump to…</span>
        <kbd>{onMac ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <MenuButton
        label={`Act as: ${me.realName}`}
        heading="Act as"
        class="act-as"
        items={people.map((person) => ({
          key: person.id,
          name: person.realName,
          checked: person.id === me.id,
          label: (
            <span class="person-card">
              <Avatar person={person} size={36} />
              <span class="person-words">
                <span class="person-name">
                  {person.realName}
                  {person.isOwner && <span class="role-badge">Owner</span>}
                  {person.isGuest && <span class="role-badge">Guest</span>}
                </span>
                <span class="person-about">
                  {[person.department, person.title].filter((words) => words !== "").join(" · ")}
                </span>
              </span>
              <span class="person-clock">
                <span>{localClock(person.zone, reader.now)}</span>
                <span>{person.zone.replaceAll("_", " ").split("/").at(-1)}</span>
              </span>
            </span>
          ),
          onSelect: () => onActAs(person.id),
        }))}
      >
        <Avatar person={me} size={26} />
        <span class="act-as-words">
          <span class="act-as-name">{me.realName}</span>
          <span class="act-as-about">
            {me.department === "" ? "" : `${me.department} · `}
            {localClock(me.zone, reader.now)}
          </span>
        </span>
        <Icon name="chevron" size={15} />
      </MenuButton>
    </header>
  );
}
