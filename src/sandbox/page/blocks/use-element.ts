import { choiceOf, type ElementState, stateOf } from "../form/element-state.ts";
import { actionIdOf, type StatefulElement } from "../form/fields.ts";
import { useBlockHost } from "./block-host.ts";

/** Where an element stands, and what its block says of it. */
export interface ElementPlace {
  blockId: string;
  /** place among its block's elements */
  at: number;
  /** the accessible name, when no label points at the element */
  name: string | undefined;
  /** in an `input` block: a change is only kept, and sent at once only with `dispatch_action` */
  input: { describedBy: string | undefined; invalid: boolean; dispatches: boolean; optional: boolean } | null;
}

/** A stateful element's choice and how to change it. */
export interface ElementHandle {
  id: string;
  actionId: string;
  choice: unknown;
  busy: boolean;
  frozen: boolean;
  /** what every control has in common */
  aria: { "aria-label": string | undefined; "aria-describedby": string | undefined; "aria-invalid": boolean };
  /** keeps the choice, and sends it where a change is an action */
  change(choice: unknown): void;
  /** keeps the choice only */
  keep(choice: unknown): void;
  /** sends what is chosen */
  send(choice: unknown): void;
}

/** Ties a stateful element to the message or view that it stands in. */
export function useElement(element: StatefulElement, place: ElementPlace): ElementHandle {
  const host = useBlockHost();
  const actionId = actionIdOf(element, place.at);
  const { blockId, input } = place;
  const entry = (choice: unknown): ElementState => stateOf(element, choice);
  const keep = (choice: unknown) => host.set(blockId, actionId, entry(choice));
  const confirm = "confirm" in element ? element.confirm : undefined;
  const send = (choice: unknown) =>
    void host.dispatch(blockId, actionId, entry(choice), confirm, input === null ? entry(choice) : undefined);
  return {
    id: `${host.idPrefix}-${blockId}-${actionId}`,
    actionId,
    choice: choiceOf(element, host.state[blockId]?.[actionId]),
    busy: host.busy.has(`${blockId} ${actionId}`),
    frozen: host.frozen,
    aria: {
      "aria-label": place.name,
      "aria-describedby": input?.describedBy,
      "aria-invalid": input?.invalid === true,
    },
    keep,
    send,
    change(choice) {
      if (input !== null) keep(choice);
      if (input === null || input.dispatches) send(choice);
    },
  };
}
