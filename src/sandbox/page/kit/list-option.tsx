import type { ComponentChildren } from "preact";

interface ListOptionProps {
  id: string;
  class: string;
  active: boolean;
  selected: boolean;
  onChoose: () => void;
  children: ComponentChildren;
}

/** One line of a list that belongs to a text field: the field keeps the focus and has the keys, the pointer may choose. */
export function ListOption({ id, class: kind, active, selected, onChoose, children }: ListOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that names it as its active descendant has the keys
    <div
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      class={`${kind}${active ? " active" : ""}`}
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        onChoose();
      }}
    >
      {children}
    </div>
  );
}
