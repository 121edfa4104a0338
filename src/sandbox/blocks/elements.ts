import { z } from "zod";
import { richTextBlock } from "./rich-text.ts";
import {
  actionId,
  colourStyle,
  confirmDialog,
  conversationFilter,
  dispatchConfig,
  formattedOption,
  hasOneSource,
  imageSource,
  ONE_SOURCE,
  optionGroup,
  overflowOption,
  placeholder,
  plainOption,
  plainText,
  webAddress,
} from "./text-objects.ts";

/** Every element a block may hold. Limits: docs.slack.dev/reference/block-kit/block-elements and @slack/types 3.2.0. */

const focus_on_load = z.boolean().optional();
const max_selected_items = z.int().min(1).optional();

export const button = z.strictObject({
  type: z.literal("button"),
  action_id: actionId,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: webAddress.optional(),
  style: colourStyle,
  confirm: confirmDialog,
  accessibility_label: z.string().max(75).optional(),
});

export const imageElement = z
  .strictObject({ type: z.literal("image"), alt_text: z.string().min(1).max(2000), ...imageSource })
  .refine(hasOneSource, ONE_SOURCE);

type OptionLike = { text: { text: string }; value?: string | undefined };

function sameOption(one: OptionLike, other: OptionLike): boolean {
  return one.value === other.value && one.text.text === other.text.text;
}

function isAmong(options: readonly OptionLike[], initial: readonly OptionLike[]): boolean {
  return initial.every((wanted) => options.some((option) => sameOption(option, wanted)));
}

const INITIAL_FITS = "initial value must be one of the options";
const ONE_LIST = "must provide either options or option_groups";

const staticLists = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

type StaticLists = { options?: OptionLike[] | undefined; option_groups?: { options: OptionLike[] }[] | undefined };

function hasOneList(select: StaticLists): boolean {
  return (select.options === undefined) !== (select.option_groups === undefined);
}

function allOptions(select: StaticLists): OptionLike[] {
  return select.options ?? (select.option_groups ?? []).flatMap((group) => group.options);
}

const staticSelect = z
  .strictObject({
    type: z.literal("static_select"),
    action_id: actionId,
    placeholder,
    ...staticLists,
    initial_option: plainOption.optional(),
    confirm: confirmDialog,
    focus_on_load,
  })
  .refine(hasOneList, ONE_LIST)
  .refine((select) => !select.initial_option || isAmong(allOptions(select), [select.initial_option]), {
    message: INITIAL_FITS,
    path: ["initial_option"],
  });

const multiStaticSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    action_id: actionId,
    placeholder,
    ...staticLists,
    initial_options: z.array(plainOption).min(1).max(100).optional(),
    confirm: confirmDialog,
    focus_on_load,
    max_selected_items,
  })
  .refine(hasOneList, ONE_LIST)
  .refine((select) => isAmong(allOptions(select), select.initial_options ?? []), {
    message: INITIAL_FITS,
    path: ["initial_options"],
  });

const selectBase = { action_id: actionId, placeholder, confirm: confirmDialog, focus_on_load };

const otherSelects = [
  z.strictObject({
    type: z.literal("external_select"),
    ...selectBase,
    initial_option: plainOption.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal("users_select"), ...selectBase, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal("conversations_select"),
    ...selectBase,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: conversationFilter,
  }),
  z.strictObject({
    type: z.literal("channels_select"),
    ...selectBase,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal("multi_external_select"),
    ...selectBase,
    initial_options: z.array(plainOption).min(1).max(100).optional(),
    min_query_length: z.int().min(0).optional(),
    max_selected_items,
  }),
  z.strictObject({
    type: z.literal("multi_users_select"),
    ...selectBase,
    initial_users: z.array(z.string()).optional(),
    max_selected_items,
  }),
  z.strictObject({
    type: z.literal("multi_conversations_select"),
    ...selectBase,
    initial_conversations: z.array(z.string()).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter,
    max_selected_items,
  }),
  z.strictObject({
    type: z.literal("multi_channels_select"),
    ...selectBase,
    initial_channels: z.array(z.string()).optional(),
    max_selected_items,
  }),
] as const;

export const selects = [staticSelect, multiStaticSelect, ...otherSelects] as const;

export const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: actionId,
  options: z.array(overflowOption).min(1).max(5),
  confirm: confirmDialog,
});

export const checkboxes = z
  .strictObject({
    type: z.literal("checkboxes"),
    action_id: actionId,
    options: z.array(formattedOption).min(1).max(10),
    initial_options: z.array(formattedOption).min(1).optional(),
    confirm: confirmDialog,
    focus_on_load,
  })
  .refine((boxes) => isAmong(boxes.options, boxes.initial_options ?? []), {
    message: INITIAL_FITS,
    path: ["initial_options"],
  });

export const radioButtons = z
  .strictObject({
    type: z.literal("radio_buttons"),
    action_id: actionId,
    options: z.array(formattedOption).min(1).max(10),
    initial_option: formattedOption.optional(),
    confirm: confirmDialog,
    focus_on_load,
  })
  .refine((radio) => !radio.initial_option || isAmong(radio.options, [radio.initial_option]), {
    message: INITIAL_FITS,
    path: ["initial_option"],
  });

export const datepicker = z.strictObject({
  type: z.literal("datepicker"),
  ...selectBase,
  initial_date: z.iso.date("must be a date in the format YYYY-MM-DD").optional(),
});

export const timepicker = z.strictObject({
  type: z.literal("timepicker"),
  ...selectBase,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time in the format HH:mm")
    .optional(),
  timezone: z.string().optional(),
});

export const datetimepicker = z.strictObject({
  type: z.literal("datetimepicker"),
  action_id: actionId,
  initial_date_time: z.int().min(1_000_000_000, "must be 10 digits").max(9_999_999_999, "must be 10 digits").optional(),
  confirm: confirmDialog,
  focus_on_load,
});

const textBase = { action_id: actionId, placeholder, dispatch_action_config: dispatchConfig, focus_on_load };

export const plainTextInput = z
  .strictObject({
    type: z.literal("plain_text_input"),
    ...textBase,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), {
    message: "min_length must not be greater than max_length",
    path: ["min_length"],
  })
  .refine((input) => (input.initial_value ?? "").length <= (input.max_length ?? 3000), {
    message: "initial_value must not be longer than max_length",
    path: ["initial_value"],
  });

export const emailInput = z.strictObject({
  type: z.literal("email_text_input"),
  ...textBase,
  initial_value: z.string().optional(),
});

export const urlInput = z.strictObject({
  type: z.literal("url_text_input"),
  ...textBase,
  initial_value: z.string().optional(),
});

const numberText = z.string().regex(/^-?\d+(\.\d+)?$/, "must be a number as a string");

export const numberInput = z
  .strictObject({
    type: z.literal("number_input"),
    ...textBase,
    is_decimal_allowed: z.boolean(),
    initial_value: numberText.optional(),
    min_value: numberText.optional(),
    max_value: numberText.optional(),
  })
  .refine((input) => Number(input.min_value ?? "-Infinity") <= Number(input.max_value ?? "Infinity"), {
    message: "min_value must not be greater than max_value",
    path: ["min_value"],
  });

export const richTextInput = z.strictObject({
  type: z.literal("rich_text_input"),
  ...textBase,
  initial_value: richTextBlock.optional(),
  min_lines: z.int().min(1).max(100).optional(),
  max_lines: z.int().min(1).max(100).optional(),
});

export const fileInput = z.strictObject({
  type: z.literal("file_input"),
  action_id: actionId,
  filetypes: z.array(z.string()).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

const feedbackButton = z.strictObject({
  text: plainText(75),
  accessibility_label: z.string().max(75).optional(),
  value: z.string().max(2000),
});

export const feedbackButtons = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

export const iconButton = z.strictObject({
  type: z.literal("icon_button"),
  action_id: actionId,
  icon: z.enum(["trash"]),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  accessibility_label: z.string().max(75).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
  confirm: confirmDialog,
});
