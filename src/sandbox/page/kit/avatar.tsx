import type { PagePerson } from "../../page-protocol.ts";

/** Somebody's initials on their colour; the name stands beside it, so that it says nothing by itself. */
export function Avatar({ person, size }: { person: PagePerson | null; size: number }) {
  const name = person?.realName || person?.name || "?";
  return (
    <span
      class={person?.isBot ? "avatar avatar-app" : "avatar"}
      style={{
        background: person?.colour ?? "#777",
        width: `${size}px`,
        height: `${size}px`,
        fontSize: `${size * (person?.isBot ? 0.5 : 0.4)}px`,
      }}
      aria-hidden="true"
    >
      {initials(name, person?.isBot === true)}
    </span>
  );
}

function initials(name: string, single: boolean): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, "")][0] ?? "");
  const shown = single ? letters.slice(0, 1) : [letters[0], letters.length > 1 ? letters.at(-1) : ""];
  return shown.join("").toUpperCase() || "?";
}
