/** Our own line drawings, 20 × 20, in the colour of the text around them. */
const drawings = {
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h13M3 12.5h13",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  home: "M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5",
  chat: "M3.5 4.5h13v9h-7L6 16.5v-3H3.5z",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "M5 5l10 10M15 5 5 15",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  chevron: "M6 8l4 4 4-4",
  right: "M8 6l4 4-4 4",
  left: "M12 6l-4 4 4 4",
  dots: "M4.2 10h.1M10 10h.1M15.8 10h.1",
  reply: "M9 5 4 9.5 9 14M4.5 9.5h6.5a5 5 0 0 1 5 5V16",
  clip: "M14.5 9.5 9.3 14.7a3.2 3.2 0 0 1-4.5-4.5l5.9-5.9a2.2 2.2 0 0 1 3.1 3.1l-5.8 5.8a1.1 1.1 0 0 1-1.6-1.6l5-5",
  bolt: "M11 2.5 4.5 11.5H9.5L9 17.5l6.5-9H10.5z",
  send: "M3.5 3.5 17 10 3.5 16.5 5.5 10zM5.5 10H11",
  check: "M4 10.5l4 4 8-9",
  eye: "M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  file: "M5.5 2.5h6l3.5 3.5v11.5h-9.5zM11.5 2.5v3.5H15",
  plug: "M7 3v4M13 3v4M5 7h10v2.5a5 5 0 0 1-10 0zM10 14.5V17",
  globe: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c2.2 2 3 4.4 3 7s-.8 5-3 7c-2.2-2-3-4.4-3-7s.8-5 3-7z",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9v4.5M10 6.3v.1",
  alert: "M10 3 2.5 16.5h15zM10 8v4M10 14.2v.1",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5",
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6.2H6z",
  italic: "M8.5 4h6M5.5 16h6M12 4 8.5 16",
  strike:
    "M4 10h12M13.5 6.5C13 5 11.7 4 10 4 8 4 6.5 5.2 6.5 6.8c0 3.8 7.3 2.6 7.3 6.6 0 1.6-1.6 2.8-3.8 2.8-2 0-3.5-1-4-2.7",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  list: "M8 5.5h9M8 10h9M8 14.5h9M4 5.5v.1M4 10v.1M4 14.5v.1",
  up: "M10 16V4M5 9l5-5 5 5",
  sort: "M7 4v12M4 13l3 3 3-3M13 16V4M10 7l3-3 3 3",
  thread: "M3.5 4.5h13v8h-6l-4 4v-4h-3zM6.5 7.5h7M6.5 9.8h4",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof drawings;

/** A drawing that says nothing by itself: the control around it carries the name. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      class={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  );
}

/** A turning ring for something under way. */
export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}
