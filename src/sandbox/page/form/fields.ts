import type {
  ActionsBlock,
  ActionsBlockElement,
  ContainerBlock,
  InputBlock,
  InputBlockElement,
  SectionBlock,
  SectionBlockAccessory,
} from "@slack/types";
import type { BlockJson } from "../../page-protocol.ts";

type AnyElement = InputBlockElement | SectionBlockAccessory | ActionsBlockElement;

/** An element that holds a choice or text and so has a place in `state.values`. */
export type StatefulElement = Extract<
  AnyElement,
  {
    type:
      | "plain_text_input"
      | "email_text_input"
      | "url_text_input"
      | "number_input"
      | "rich_text_input"
      | "file_input"
      | "checkboxes"
      | "radio_buttons"
      | "datepicker"
      | "timepicker"
      | "datetimepicker"
      | "static_select"
      | "external_select"
      | "users_select"
      | "conversations_select"
      | "channels_select"
      | "multi_static_select"
      | "multi_external_select"
      | "multi_users_select"
      | "multi_conversations_select"
      | "multi_channels_select";
  }
>;

/** One stateful element and where it is. */
export interface Field {
  blockId: string;
  actionId: string;
  element: StatefulElement;
}

const stateless = new Set(["button", "overflow", "image", "workflow_button", "feedback_buttons", "icon_button"]);

/** Slack makes ids for blocks and elements that came without one; the place in the list serves for those that still lack it. */
export function blockIdOf(block: { block_id?: string }, place: string): string {
  return block.block_id ?? `block-${place}`;
}

/** The element's action_id, or one that stands for its place in the block. */
export function actionIdOf(element: { action_id?: string }, place: number): string {
  return element.action_id ?? `action-${place}`;
}

/** Whether the element has a place in `state.values`. */
function isStateful(element: { type: string }): element is StatefulElement {
  return !stateless.has(element.type);
}

/** Every stateful element of a message or view, in reading order, those inside containers included. */
export function listFields(blocks: readonly BlockJson[]): Field[] {
  return fieldsAt(blocks, "");
}

function fieldsAt(blocks: readonly BlockJson[], prefix: string): Field[] {
  return blocks.flatMap((block, index) => {
    const place = `${prefix}${index}`;
    const blockId = blockIdOf(block, place);
    switch (block.type) {
      case "input": {
        const input = block as unknown as InputBlock;
        return fieldOf(blockId, input.element, 0);
      }
      case "section": {
        const { accessory } = block as unknown as SectionBlock;
        return accessory === undefined ? [] : fieldOf(blockId, accessory, 0);
      }
      case "actions":
        return (block as unknown as ActionsBlock).elements.flatMap((element, at) => fieldOf(blockId, element, at));
      case "container":
        return fieldsAt((block as unknown as ContainerBlock).child_blocks as unknown as BlockJson[], `${place}-`);
      default:
        return [];
    }
  });
}

function fieldOf(blockId: string, element: AnyElement, place: number): Field[] {
  if (!isStateful(element)) return [];
  return [{ blockId, actionId: actionIdOf(element, place), element }];
}
