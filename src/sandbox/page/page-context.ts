import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PageChannel, PagePerson } from "../page-protocol.ts";
import type { Live } from "./live.ts";
import type { PageState } from "./page-state.ts";
import type { Place } from "./place.ts";
import type { Names } from "./text/pieces.ts";
import type { Reader } from "./text/slack-date.ts";

/** What every part of the page may need, for the person acted as. */
export interface Page {
  state: PageState;
  live: Live;
  me: PagePerson;
  reader: Reader;
  names: Names;
  place: Place;
  person(id: string): PagePerson | null;
  channel(id: string): PageChannel | null;
  /** "#sales", or the other person's name for a DM */
  channelTitle(channel: PageChannel): string;
  go(place: Partial<Place> & { channel: string }): void;
  /** opens the DM with somebody, making it when there is none */
  openDm(user: string): Promise<void>;
}

/** Holds the {@link Page}. */
export const PageContext = createContext<Page | null>(null);

/** The page this part belongs to. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("A part of the page was drawn outside PageContext.");
  return page;
}
