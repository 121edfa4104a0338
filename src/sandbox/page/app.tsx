import type { ConfirmationDialog } from "@slack/types";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Boot, OpenDmData, PageChannel, PagePerson } from "../page-protocol.ts";
import { type AskConfirm, ConfirmContext } from "./blocks/block-host.ts";
import { ConfirmDialog } from "./kit/confirm-dialog.tsx";
import { Icon, Spinner } from "./kit/icon.tsx";
import { type Live, openLive } from "./live.ts";
import { pageText } from "./page.text.ts";
import { type Page, PageContext } from "./page-context.ts";
import { ChannelPane } from "./panes/channel-pane.tsx";
import { Jump } from "./panes/jump.tsx";
import { Sidebar } from "./panes/sidebar.tsx";
import { ThreadPane } from "./panes/thread-pane.tsx";
import { TopBar } from "./panes/top-bar.tsx";
import { type Place, readPlace, writePlace } from "./place.ts";
import { TextObject } from "./text/rich.tsx";
import { ModalStack } from "./views/modal-stack.tsx";

/** The whole page: who acts, and the workspace as that person sees it. */
export function App({ boot }: { boot: Boot }) {
  const [actor, setActor] = useState(() => firstActor(boot));

  const actAs = (id: string) => {
    const url = new URL(location.href);
    url.searchParams.set("as", id);
    // Another person may not have this channel; the new one begins where it begins.
    url.hash = "";
    history.pushState(null, "", url);
    setActor(id);
  };

  useEffect(() => {
    const back = () => setActor(firstActor(boot));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [boot]);

  if (actor === null) return <p class="whole-page-note">{pageText.noPerson}</p>;
  return <Workspace key={actor} boot={boot} actor={actor} onActAs={actAs} />;
}

function firstActor(boot: Boot): string | null {
  const people = boot.people.filter((person) => !person.isBot && !person.deactivated);
  const asked = new URLSearchParams(location.search).get("as");
  return (people.find((person) => person.id === asked) ?? people[0])?.id ?? null;
}

interface WorkspaceProps {
  boot: Boot;
  actor: string;
  onActAs: (id: string) => void;
}

function Workspace({ boot, actor, onActAs }: WorkspaceProps) {
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const opened = openLive(actor, boot);
    setLive(opened);
    return () => opened.close();
  }, [actor, boot]);
  return live === null ? null : <LiveWorkspace live={live} actor={actor} onActAs={onActAs} />;
}

function LiveWorkspace({ live, actor, onActAs }: { live: Live; actor: string; onActAs: (id: string) => void }) {
  const page = useLivePage(live, actor);
  const [sidebarOpen, setSidebarOpen] = useState(false);
  const [jumping, setJumping] = useState(false);
  const [question, setQuestion] = useState<{ confirm: ConfirmationDialog; answer: (yes: boolean) => void } | null>(
    null,
  );
  const { state, place } = page;

  const ask = useCallback<AskConfirm>(
    (confirm) => new Promise((resolve) => setQuestion({ confirm, answer: resolve })),
    [],
  );

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.defaultPrevented) return;
      event.preventDefault();
      if (document.querySelector("dialog[open]") === null) setJumping(true);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);

  const channel = place.channel === null ? null : page.channel(place.channel);
  useTitle(page, channel);

  const answer = (yes: boolean) => {
    question?.answer(yes);
    setQuestion(null);
  };

  return (
    <PageContext.Provider value={page}>
      <ConfirmContext.Provider value={ask}>
        <div class={`workspace${place.thread !== null ? " with-thread" : ""}`}>
          <TopBar onJump={() => setJumping(true)} onActAs={onActAs} />
          <Banners page={page} />
          <div class="columns">
            <Sidebar open={sidebarOpen} onClose={() => setSidebarOpen(false)} />
            <div class="panes">
              {channel === null ? (
                <main class="pane opening">{state.link === "live" ? <NoSuchPlace page={page} /> : <Opening />}</main>
              ) : (
                <ChannelPane channel={channel} onOpenSidebar={() => setSidebarOpen(true)} />
              )}
              {channel !== null && place.thread !== null && (
                <ThreadPane key={place.thread} channel={channel} thread={place.thread} />
              )}
            </div>
          </div>
        </div>
        <ModalStack />
        {jumping && <Jump onClose={() => setJumping(false)} />}
        {question !== null && (
          <ConfirmDialog
            title={question.confirm.title?.text ?? "Are you sure?"}
            text={<TextObject text={question.confirm.text} />}
            confirm={question.confirm.confirm?.text ?? "Yes"}
            deny={question.confirm.deny?.text ?? "Cancel"}
            danger={question.confirm.style === "danger"}
            onAnswer={answer}
          />
        )}
      </ConfirmContext.Provider>
    </PageContext.Provider>
  );
}

function Banners({ page }: { page: Page }) {
  const { state } = page;
  if (state.link === "lost") {
    return (
      <div class="banner lost" role="alert">
        <Spinner /> {pageText.lost}
      </div>
    );
  }
  if (state.link === "live" && !state.botConnected) {
    return (
      <div class="banner" role="status">
        <Icon name="plug" size={16} /> {pageText.noBot}
      </div>
    );
  }
  return null;
}

function Opening() {
  return (
    <p class="whole-page-note">
      <Spinner /> {pageText.loading}
    </p>
  );
}

function NoSuchPlace({ page }: { page: Page }) {
  const first = startChannel(page.state.channels, page.state.boot.botUserId);
  useEffect(() => {
    if (first !== null) location.replace(writePlace({ channel: first.id }));
  }, [first]);
  return <Opening />;
}

/** The first channel that is open to all, else whatever there is. */
function startChannel(channels: readonly PageChannel[], bot: string): PageChannel | null {
  const rooms = channels.filter((channel) => channel.kind !== "dm" && !channel.archived);
  const sorted = [...rooms].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const general = sorted.find((channel) => channel.name === "general");
  return general ?? sorted[0] ?? channels.find((channel) => channel.withUser === bot) ?? channels[0] ?? null;
}

function useLivePage(live: Live, actor: string): Page {
  const [state, setState] = useState(live.state());
  const [place, setPlace] = useState<Place>(() => readPlace(location.hash));
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    setState(live.state());
    return live.subscribe(() => setState(live.state()));
  }, [live]);

  useEffect(() => {
    const moved = () => setPlace(readPlace(location.hash));
    const minute = setInterval(() => setNow(Date.now()), 20_000);
    addEventListener("hashchange", moved);
    return () => {
      clearInterval(minute);
      removeEventListener("hashchange", moved);
    };
  }, []);

  return useMemo(() => {
    const people = new Map(state.people.map((person) => [person.id, person]));
    const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    const me = people.get(actor) as PagePerson;
    const person = (id: string) => people.get(id) ?? null;
    const channel = (id: string) => channels.get(id) ?? null;
    const go = (target: Partial<Place> & { channel: string }) => {
      location.hash = writePlace(target);
    };
    return {
      state,
      live,
      me,
      reader: { zone: me.zone, now },
      names: { user: (id) => person(id)?.realName ?? null, channel: (id) => channel(id)?.name ?? null },
      place,
      person,
      channel,
      channelTitle: (one) =>
        one.withUser === null
          ? one.kind === "dm"
            ? one.name
            : `#${one.name}`
          : (person(one.withUser)?.realName ?? one.name),
      go,
      async openDm(user) {
        const known = state.channels.find((one) => one.withUser === user);
        if (known !== undefined) return go({ channel: known.id });
        const result = await live.act({ act: "openDm", user });
        if (result.ok) go({ channel: (result.data as OpenDmData).channel });
        else live.say(null, result.error, null);
      },
    };
  }, [state, place, now, live, actor]);
}

function useTitle(page: Page, channel: PageChannel | null): void {
  const unread = page.state.channels.reduce((sum, one) => sum + (one.id === channel?.id ? 0 : one.unread), 0);
  const name = channel === null ? page.state.boot.team.name : page.channelTitle(channel);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${name} · ${pageText.localShort}`;
  }, [unread, name]);
}
