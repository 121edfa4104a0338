import type { ActionsBlockElement, InputBlockElement, SectionBlockAccessory } from "@slack/types";
import { BlockPicture } from "./block-picture.tsx";
import { BlockButton, OverflowMenu } from "./button.tsx";
import { FileField } from "./file-field.tsx";
import { ChoiceGroup, DateField } from "./pickers.tsx";
import { RichTextField } from "./rich-text-field.tsx";
import { SelectMenu } from "./select.tsx";
import { TextField } from "./text-field.tsx";
import type { ElementPlace } from "./use-element.ts";

/** Draws any element that can stand in a section, an actions block or an input. */
export function Element({
  element,
  place,
}: {
  element: ActionsBlockElement | InputBlockElement | SectionBlockAccessory;
  place: ElementPlace;
}) {
  switch (element.type) {
    case "button":
      return <BlockButton element={element} blockId={place.blockId} at={place.at} />;
    case "workflow_button":
      return <BlockButton element={{ ...element, type: "button" }} blockId={place.blockId} at={place.at} />;
    case "overflow":
      return <OverflowMenu element={element} blockId={place.blockId} at={place.at} />;
    case "image":
      return <BlockPicture image={element} alt={element.alt_text} class="accessory-picture" />;
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return <TextField element={element} place={place} />;
    case "rich_text_input":
      return <RichTextField element={element} place={place} />;
    case "file_input":
      return <FileField element={element} place={place} />;
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <DateField element={element} place={place} />;
    case "checkboxes":
    case "radio_buttons":
      return <ChoiceGroup element={element} place={place} />;
    default:
      return <SelectMenu element={element} place={place} />;
  }
}
