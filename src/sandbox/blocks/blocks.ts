import { z } from "zod";
import { dataVisualizationBlock } from "./charts.ts";
import {
  button,
  checkboxes,
  datepicker,
  datetimepicker,
  emailInput,
  feedbackButtons,
  fileInput,
  iconButton,
  imageElement,
  numberInput,
  overflow,
  plainTextInput,
  radioButtons,
  richTextInput,
  selects,
  timepicker,
  urlInput,
} from "./elements.ts";
import { richTextBlock } from "./rich-text.ts";
import { dataTableBlock, tableBlock } from "./tables.ts";
import {
  anyText,
  blockId,
  hasOneSource,
  httpsAddress,
  imageSource,
  mrkdwn,
  ONE_SOURCE,
  plainText,
  webAddress,
} from "./text-objects.ts";

/** Every block. Limits: docs.slack.dev/reference/block-kit/blocks and @slack/types 3.2.0. */

const sectionBlock = z
  .strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z
      .discriminatedUnion("type", [
        button,
        checkboxes,
        datepicker,
        imageElement,
        overflow,
        radioButtons,
        timepicker,
        ...selects,
      ])
      .optional(),
    expand: z.boolean().optional(),
  })
  .refine(
    (section) => section.text !== undefined || section.fields !== undefined,
    "missing required field: text or fields",
  );

const actionsBlock = z.strictObject({
  type: z.literal("actions"),
  block_id: blockId,
  elements: z
    .array(
      z.discriminatedUnion("type", [
        button,
        checkboxes,
        datepicker,
        datetimepicker,
        overflow,
        radioButtons,
        richTextInput,
        timepicker,
        ...selects,
      ]),
    )
    .min(1)
    .max(25),
});

const contextBlock = z.strictObject({
  type: z.literal("context"),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion("type", [plainText(3000), mrkdwn(3000), imageElement]))
    .min(1)
    .max(10),
});

const contextActionsBlock = z.strictObject({
  type: z.literal("context_actions"),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion("type", [feedbackButtons, iconButton]))
    .min(1)
    .max(5),
});

const dividerBlock = z.strictObject({ type: z.literal("divider"), block_id: blockId });
const headerBlock = z.strictObject({
  type: z.literal("header"),
  block_id: blockId,
  text: plainText(150),
});
const markdownBlock = z.strictObject({
  type: z.literal("markdown"),
  block_id: blockId,
  text: z.string().min(1).max(12_000),
});

const imageBlock = z
  .strictObject({
    type: z.literal("image"),
    block_id: blockId,
    alt_text: z.string().min(1).max(2000),
    title: plainText(2000).optional(),
    ...imageSource,
  })
  .refine(hasOneSource, ONE_SOURCE);

const inputBlock = z.strictObject({
  type: z.literal("input"),
  block_id: blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion("type", [
    checkboxes,
    datepicker,
    datetimepicker,
    emailInput,
    fileInput,
    numberInput,
    plainTextInput,
    radioButtons,
    richTextInput,
    timepicker,
    urlInput,
    ...selects,
  ]),
});

const fileBlock = z.strictObject({
  type: z.literal("file"),
  block_id: blockId,
  source: z.literal("remote"),
  external_id: z.string().min(1),
});

const videoBlock = z.strictObject({
  type: z.literal("video"),
  block_id: blockId,
  video_url: httpsAddress,
  thumbnail_url: webAddress,
  alt_text: z.string().min(1),
  title: plainText(199),
  title_url: httpsAddress.optional(),
  author_name: z.string().max(49).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: webAddress.optional(),
  description: plainText(200).optional(),
});

const alertBlock = z.strictObject({
  type: z.literal("alert"),
  block_id: blockId,
  text: anyText(200),
  level: z.enum(["default", "info", "warning", "error", "success"]).optional(),
});

const cardBlock = z
  .strictObject({
    type: z.literal("card"),
    block_id: blockId,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).max(3).optional(),
  })
  .refine(
    (card) =>
      card.hero_image !== undefined ||
      card.title !== undefined ||
      card.body !== undefined ||
      card.actions !== undefined,
    "must provide at least one of hero_image, title, actions or body",
  );

const carouselBlock = z.strictObject({
  type: z.literal("carousel"),
  block_id: blockId,
  elements: z.array(cardBlock).min(1).max(10),
});

const containerBlock = z
  .strictObject({
    type: z.literal("container"),
    block_id: blockId,
    title: plainText(150).optional(),
    rich_text_title: richTextBlock.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion("type", [
          actionsBlock,
          contextBlock,
          dividerBlock,
          fileBlock,
          headerBlock,
          imageBlock,
          inputBlock,
          richTextBlock,
          sectionBlock,
          tableBlock,
          videoBlock,
        ]),
      )
      .min(1)
      .max(10),
    width: z.enum(["narrow", "standard", "wide", "full"]).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(
    (box) => box.title !== undefined || box.rich_text_title !== undefined,
    "missing required field: title or rich_text_title",
  )
  .refine((box) => !box.default_collapsed || box.is_collapsible === true, {
    message: "default_collapsed requires is_collapsible",
    path: ["default_collapsed"],
  });

export const anyBlock = z.discriminatedUnion("type", [
  actionsBlock,
  alertBlock,
  cardBlock,
  carouselBlock,
  containerBlock,
  contextActionsBlock,
  contextBlock,
  dataTableBlock,
  dataVisualizationBlock,
  dividerBlock,
  fileBlock,
  headerBlock,
  imageBlock,
  inputBlock,
  markdownBlock,
  richTextBlock,
  sectionBlock,
  tableBlock,
  videoBlock,
]);

export type Surface = "message" | "modal" | "home";

/** Where a block may stand; a type that is not listed may stand everywhere. */
export const ONLY_ON: Record<string, readonly Surface[]> = {
  alert: ["modal"],
  carousel: ["message", "home"],
  container: ["message"],
  context_actions: ["message"],
  data_table: ["message", "home"],
  data_visualization: ["message"],
  file: ["message"],
  markdown: ["message"],
  table: ["message", "home"],
};
