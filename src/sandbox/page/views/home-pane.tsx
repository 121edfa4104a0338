import { useEffect, useState } from "preact/hooks";
import type { PageView } from "../../page-protocol.ts";
import { BlockHostContext, useHost } from "../blocks/block-host.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Icon } from "../kit/icon.tsx";
import { pageText } from "../page.text.ts";
import { usePage } from "../page-context.ts";

/** The app's Home tab; opening it tells the bot. */
export function HomePane() {
  const { live, state } = usePage();
  useEffect(() => {
    if (state.link === "live") void live.act({ act: "openHome" });
  }, [live, state.link, state.greetings]);
  return (
    <div class="home-scroll">
      {state.home === null ? (
        <p class="beginning">{pageText.homeEmpty}</p>
      ) : (
        <HomeBlocks key={state.home.id} view={state.home} />
      )}
    </div>
  );
}

const noErrors = {};

function HomeBlocks({ view }: { view: PageView }) {
  const { live } = usePage();
  const [fault, setFault] = useState<string | null>(null);
  const host = useHost({
    surface: "view",
    idPrefix: view.id,
    blocks: view.blocks,
    errors: noErrors,
    frozen: false,
    conversation: null,
    send: (blockId, action, values) => {
      setFault(null);
      return live.act({ act: "viewAction", viewId: view.id, blockId, action, state: values });
    },
    suggest: (blockId, actionId, value) =>
      live.act({ act: "suggest", where: { viewId: view.id }, blockId, actionId, value }),
    onFailure: (error) => setFault(error || pageText.failedAct),
  });
  return (
    <BlockHostContext.Provider value={host}>
      <div class="blocks home">
        {fault !== null && (
          <div class="field-error" role="alert">
            <Icon name="alert" size={15} />
            <span>{fault}</span>
          </div>
        )}
        <Blocks blocks={view.blocks} />
      </div>
    </BlockHostContext.Provider>
  );
}
