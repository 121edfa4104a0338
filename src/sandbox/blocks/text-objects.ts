import { z } from "zod";

/** Text objects and what is built of them. Limits: docs.slack.dev/reference/block-kit/composition-objects. */

export function plainText(most: number, least = 1) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(least).max(most),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwn(most: number, least = 1) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(least).max(most),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(most: number) {
  return z.discriminatedUnion("type", [plainText(most), mrkdwn(most)]);
}

export const blockId = z.string().min(1).max(255).optional();
export const actionId = z.string().min(1).max(255).optional();
export const placeholder = plainText(150).optional();
export const colourStyle = z.enum(["primary", "danger"]).optional();
export const webAddress = z
  .string()
  .regex(/^https?:\/\/\S+$/, "must be a valid URL")
  .max(3000);
const httpsAddress = z
  .string()
  .regex(/^https:\/\/\S+$/, "must be a valid HTTPS URL")
  .max(3000);

export { httpsAddress };

export const confirmDialog = z
  .strictObject({
    title: plainText(100).optional(),
    text: anyText(300),
    confirm: plainText(30).optional(),
    deny: plainText(30).optional(),
    style: colourStyle,
  })
  .optional();

/** An option of a select or overflow menu. Value and description: 75, as @slack/types 3.2.0 states. */
export const plainOption = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(75),
  description: plainText(75).optional(),
});

/** An option of radio buttons and checkboxes, which may be formatted. */
export const formattedOption = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(75),
  description: anyText(75).optional(),
});

export const overflowOption = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(75).optional(),
  description: plainText(75).optional(),
  url: webAddress.optional(),
});

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(100) });

export const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(["im", "mpim", "private", "public"]))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .refine(
    (filter) => Object.keys(filter).length > 0,
    "must hold at least one of include, exclude_external_shared_channels, exclude_bot_users",
  )
  .optional();

export const dispatchConfig = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(["on_enter_pressed", "on_character_entered"]))
      .min(1)
      .optional(),
  })
  .optional();

const slackFile = z
  .strictObject({ id: z.string().optional(), url: z.string().optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), "must provide either id or url");

/** The picture of image blocks and elements: an address or a file of Slack's, never both. */
export const imageSource = { image_url: webAddress.optional(), slack_file: slackFile.optional() };

export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

export const ONE_SOURCE = "must provide either image_url or slack_file";
