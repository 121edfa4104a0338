import type { ConfirmationDialog } from "@slack/types";
import { createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ActResult, BlockJson, StateValues, SuggestData } from "../../page-protocol.ts";
import { carryState, type ElementState, withEntry } from "../form/element-state.ts";

/** What blocks need of the message or view that they stand in. */
export interface BlockHost {
  /** "view" for modals and Home; images and inputs look a little different there */
  surface: "message" | "view";
  /** begins every DOM id, so that two messages with the same block_id do not clash */
  idPrefix: string;
  state: StateValues;
  /** block_id → sentence under its input */
  errors: Readonly<Record<string, string>>;
  /** "block_id action_id" of what was pressed and is not answered yet */
  busy: ReadonlySet<string>;
  /** nothing can be pressed: a form on its way */
  frozen: boolean;
  set(blockId: string, actionId: string, entry: ElementState): void;
  /** Asks for confirmation where the element wants it, then sends the action; false when the person declined. */
  dispatch(
    blockId: string,
    actionId: string,
    action: Record<string, unknown>,
    confirm?: ConfirmationDialog,
    entry?: ElementState,
  ): Promise<boolean>;
  suggest(blockId: string, actionId: string, value: string): Promise<SuggestData | null>;
}

/** Holds the {@link BlockHost}. */
export const BlockHostContext = createContext<BlockHost | null>(null);

/** The message or view around this block. */
export function useBlockHost(): BlockHost {
  const host = useContext(BlockHostContext);
  if (host === null) throw new Error("A block was drawn outside a message or view.");
  return host;
}

/** Asks "are you sure" and answers whether the person is. */
export type AskConfirm = (confirm: ConfirmationDialog) => Promise<boolean>;

/** Holds {@link AskConfirm}. */
export const ConfirmContext = createContext<AskConfirm>(() => Promise.resolve(true));

interface HostOptions {
  surface: "message" | "view";
  idPrefix: string;
  blocks: readonly BlockJson[];
  errors: Readonly<Record<string, string>>;
  frozen: boolean;
  conversation: string | null;
  send(blockId: string, action: Record<string, unknown>, state: StateValues): Promise<ActResult>;
  suggest(blockId: string, actionId: string, value: string): Promise<ActResult>;
  /** the answer to a press that failed */
  onFailure(sentence: string): void;
  onEdit?(blockId: string): void;
}

/** Keeps the state of one message's or view's elements, across changes of its blocks too, and sends what is pressed. */
export function useHost(options: HostOptions): BlockHost {
  const { surface, idPrefix, blocks, errors, frozen, conversation } = options;
  const [entries, setEntries] = useState<StateValues>({});
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const state = useMemo(() => carryState(entries, blocks, conversation), [entries, blocks, conversation]);
  const ask = useContext(ConfirmContext);
  const latest = useRef({ state, options });
  latest.current = { state, options };

  // What a change of blocks took away must not come back with the next change.
  useEffect(() => setEntries((before) => carryState(before, blocks, conversation)), [blocks, conversation]);

  const set = useCallback((blockId: string, actionId: string, entry: ElementState) => {
    latest.current.state = withEntry(latest.current.state, blockId, actionId, entry);
    setEntries(latest.current.state);
    latest.current.options.onEdit?.(blockId);
  }, []);

  const dispatch = useCallback<BlockHost["dispatch"]>(
    async (blockId, actionId, action, confirm, entry) => {
      if (confirm !== undefined && !(await ask(confirm))) return false;
      if (entry !== undefined) set(blockId, actionId, entry);
      const key = `${blockId} ${actionId}`;
      setBusy((before) => new Set(before).add(key));
      const { options: now, state: values } = latest.current;
      const result = await now.send(blockId, { ...action, block_id: blockId, action_id: actionId }, values);
      setBusy((before) => new Set([...before].filter((one) => one !== key)));
      if (!result.ok) now.onFailure(result.error);
      return true;
    },
    [ask, set],
  );

  const suggest = useCallback(async (blockId: string, actionId: string, value: string) => {
    const result = await latest.current.options.suggest(blockId, actionId, value);
    return result.ok ? ((result.data ?? {}) as SuggestData) : null;
  }, []);

  return useMemo(
    () => ({ surface, idPrefix, state, errors, busy, frozen, set, dispatch, suggest }),
    [surface, idPrefix, state, errors, busy, frozen, set, dispatch, suggest],
  );
}
