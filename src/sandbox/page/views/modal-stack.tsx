import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { PageView } from "../../page-protocol.ts";
import { BlockHostContext, useHost } from "../blocks/block-host.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Avatar } from "../kit/avatar.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Icon, Spinner } from "../kit/icon.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";

/** The open modals: the top one is shown, those under it keep what was typed. */
export function ModalStack() {
  const { live, state } = usePage();
  const { views } = state;
  const top = views.at(-1);
  if (top === undefined) return null;
  const close = (all: boolean) => void live.act({ act: "viewClose", viewId: top.id, all });
  return (
    <Dialog label={top.title} class="modal" onClose={() => close(false)}>
      {views.map((view, depth) => (
        <ModalView key={view.id} view={view} below={depth > 0} shown={view === top} onClose={close} />
      ))}
    </Dialog>
  );
}

interface ModalViewProps {
  view: PageView;
  /** another view lies under this one */
  below: boolean;
  shown: boolean;
  onClose: (all: boolean) => void;
}

function ModalView({ view, below, shown, onClose }: ModalViewProps) {
  const { live, person, state } = usePage();
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const form = useRef<HTMLFormElement>(null);
  const errors = visibleErrors(view.errors, settled);
  const host = useHost({
    surface: "view",
    idPrefix: view.id,
    blocks: view.blocks,
    errors,
    frozen: sending,
    conversation: null,
    send: (blockId, action, values) => {
      setFault(null);
      return live.act({ act: "viewAction", viewId: view.id, blockId, action, state: values });
    },
    suggest: (blockId, actionId, value) =>
      live.act({ act: "suggest", where: { viewId: view.id }, blockId, actionId, value }),
    onFailure: (error) => setFault(error || pageText.failedAct),
    onEdit: useCallback((blockId: string) => setSettled((before) => new Set(before).add(blockId)), []),
  });

  const marked = JSON.stringify(view.errors);
  useEffect(() => {
    setSettled(new Set());
    if (marked !== "{}") focusFirstError(form.current);
  }, [marked]);

  const submit = async () => {
    if (sending) return;
    setSettled(new Set());
    setFault(null);
    setSending(true);
    const result = await live.act({ act: "viewSubmit", viewId: view.id, state: host.state });
    setSending(false);
    if (result.ok) return;
    setFault(result.error || pageText.failedAct);
    focusFirstError(form.current);
  };

  return (
    <form
      ref={form}
      class="modal-view"
      hidden={!shown}
      noValidate
      aria-busy={sending}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <header class="modal-head">
        <Avatar person={person(state.boot.botUserId)} size={30} />
        <h2>{view.title}</h2>
        <button type="button" class="icon-button" aria-label="Close" title="Close" onClick={() => onClose(true)}>
          <Icon name="close" />
        </button>
      </header>
      <div class="modal-body">
        <BlockHostContext.Provider value={host}>
          <div class="blocks">
            <Blocks blocks={view.blocks} />
          </div>
        </BlockHostContext.Provider>
      </div>
      <footer class="modal-foot">
        {fault !== null && (
          <div class="field-error" role="alert">
            <Icon name="alert" size={15} />
            <span>{fault}</span>
          </div>
        )}
        <button type="button" class="button" onClick={() => onClose(false)}>
          {view.close ?? (below ? "Back" : "Cancel")}
        </button>
        {view.submit !== null && (
          <button type="submit" class="button primary" disabled={sending} aria-busy={sending}>
            <span class="button-text">{view.submit}</span>
            {sending && <Spinner />}
          </button>
        )}
      </footer>
    </form>
  );
}

/** An error goes when its input is touched; it comes back with the next answer. */
function visibleErrors(errors: Readonly<Record<string, string>>, settled: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([blockId]) => !settled.has(blockId)));
}

function focusFirstError(form: HTMLFormElement | null): void {
  // The sentences are drawn in the next frame.
  requestAnimationFrame(() => {
    const block = form?.querySelector<HTMLElement>(".has-error");
    block?.scrollIntoView({ block: "nearest" });
    block?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  });
}
