import type { KnownBlock } from "@slack/types";

/** Blocks of every kind that may stand in a message, in a few believable messages. */

const option = (text: string, description?: string) => ({
  text: { type: "plain_text" as const, text },
  value: text.toLowerCase().replaceAll(" ", "-"),
  ...(description !== undefined && { description: { type: "plain_text" as const, text: description } }),
});

/** A customer's card as messages.md shows it. */
export const customerCard: KnownBlock[] = [
  {
    type: "section",
    text: {
      type: "mrkdwn",
      text: "*Budi Santoso* · Procurement manager, PT Contoh Makmur\nWants the renewal offer by May; you owe it Friday.",
    },
    accessory: {
      type: "overflow",
      action_id: "more",
      options: [option("Ticket"), option("Edit"), option("Timeline"), option("Merge"), option("Share")],
    },
  },
  {
    type: "section",
    text: {
      type: "mrkdwn",
      text: "✓ <mailto:budi.santoso@contoh-makmur.co.id|budi.santoso@contoh-makmur.co.id> (2 earlier) · ✓ <tel:+6281234567890|+62 812-3456-7890> · ◷ Jl. Sudirman 12, Jakarta (confirmed 2 years ago)\n*Talked 7 times since March:* 4 calls, 2 e-mails, 1 meeting · renewal, invoices\n:warning: T-31 cannot log in, 2 days, Maya",
    },
  },
  {
    type: "section",
    fields: [
      { type: "mrkdwn", text: "*Stage*\nRenewal" },
      { type: "mrkdwn", text: "*Value*\nRp 240 jt a year" },
      { type: "mrkdwn", text: "*Owner*\nRizky Pratama" },
      { type: "mrkdwn", text: "*Customer since*\n2022, from the import" },
    ],
  },
  { type: "divider" },
  {
    type: "context",
    elements: [
      { type: "mrkdwn", text: "21 Nov · call · Rizky · wants the renewal offer by May" },
      { type: "mrkdwn", text: "12 Nov · e-mail · Maya · asked for the invoice copy" },
    ],
  },
  {
    type: "actions",
    block_id: "card-actions",
    elements: [
      { type: "button", style: "primary", action_id: "log", text: { type: "plain_text", text: "Log" }, value: "budi" },
      { type: "button", action_id: "task", text: { type: "plain_text", text: "Task" } },
      {
        type: "button",
        style: "danger",
        action_id: "delete",
        text: { type: "plain_text", text: "Delete" },
        confirm: {
          title: { type: "plain_text", text: "Delete this entry?" },
          text: { type: "mrkdwn", text: "Your call with *Budi Santoso* goes away for everyone." },
          confirm: { type: "plain_text", text: "Delete it" },
          deny: { type: "plain_text", text: "Keep it" },
          style: "danger",
        },
      },
      {
        type: "button",
        action_id: "open-link",
        url: "https://example.com/budi",
        text: { type: "plain_text", text: "Website" },
      },
    ],
  },
];

/** Elements that hold a choice, in a message. */
export const choices: KnownBlock[] = [
  {
    type: "section",
    text: { type: "mrkdwn", text: "Who takes *T-31*?" },
    accessory: {
      type: "users_select",
      action_id: "assign",
      placeholder: { type: "plain_text", text: "Choose a person" },
    },
  },
  {
    type: "actions",
    block_id: "pickers",
    elements: [
      {
        type: "static_select",
        action_id: "priority",
        placeholder: { type: "plain_text", text: "Priority" },
        options: [option("P1", "Nobody can work"), option("P2", "Some cannot work"), option("P3")],
      },
      { type: "datepicker", action_id: "due", initial_date: "2026-05-29" },
      { type: "timepicker", action_id: "at", initial_time: "09:30" },
    ],
  },
  {
    type: "section",
    text: { type: "mrkdwn", text: "*Which channels did they use?*" },
    accessory: {
      type: "checkboxes",
      action_id: "used",
      options: [option("Phone", "Calls in and out"), option("E-mail"), option("Web form")],
    },
  },
];

/** Text in each of its forms. */
export const texts: KnownBlock[] = [
  { type: "header", text: { type: "plain_text", text: "Everything that is text :tada:" } },
  {
    type: "section",
    text: {
      type: "mrkdwn",
      text: "*Bold*, _italic_, ~struck~, `code`, <https://example.com|a link>, :wave:, 5 &lt; 6 &amp; 7 &gt; 6\n&gt; a quote\n```a block\n  of code```",
    },
  },
  {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "Rich text with " },
          { type: "text", text: "bold", style: { bold: true } },
          { type: "text", text: " and " },
          { type: "text", text: "code", style: { code: true } },
          { type: "text", text: " and " },
          { type: "emoji", name: "sparkles" },
        ],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "first" }] },
          { type: "rich_text_section", elements: [{ type: "text", text: "second" }] },
        ],
      },
      { type: "rich_text_quote", elements: [{ type: "text", text: "quoted" }] },
      { type: "rich_text_preformatted", elements: [{ type: "text", text: "const answer = 42;" }] },
    ],
  },
  {
    type: "markdown",
    text: "## What changed\n\n1. **Imports** match rows that are there already\n2. [Settings](https://example.com) moved to Home\n\n- [x] tested\n- [ ] announced\n\n| field | before | after |\n|---|---:|---:|\n| e-mails | 62% | 91% |\n",
  },
  {
    type: "image",
    image_url: "https://example.com/picture.png",
    alt_text: "The team at the trade fair",
    title: { type: "plain_text", text: "Trade fair" },
  },
];

const cells = (...texts: string[]) => texts.map((text) => ({ type: "raw_text" as const, text }));

/** Tables, cards and what holds them. */
export const tables: KnownBlock[] = [
  {
    type: "table",
    column_settings: [{ is_wrapped: true }, { align: "right" }, { align: "right" }],
    rows: [
      cells("Department", "Calls", "E-mails"),
      cells("Sales", "41", "22"),
      cells("Support", "18", "64"),
      cells("Marketing", "6", "31"),
    ],
  },
  {
    type: "data_table",
    caption: "Conversations this week",
    page_size: 5,
    row_header_column_index: 0,
    rows: [
      cells("Customer", "Last talked", "Talks"),
      ...Array.from({ length: 12 }, (_, index) => [
        { type: "raw_text" as const, text: `Customer ${index + 1}` },
        { type: "raw_text" as const, text: `${index + 1} days ago` },
        { type: "raw_number" as const, value: (index * 7) % 12, text: String((index * 7) % 12) },
      ]),
    ],
  },
  {
    type: "container",
    title: { type: "plain_text", text: "Why Maya" },
    subtitle: { type: "plain_text", text: "3 reasons" },
    is_collapsible: true,
    has_header_divider: true,
    child_blocks: [
      { type: "section", text: { type: "mrkdwn", text: "She solved *T-12*, which reads alike." } },
      { type: "context", elements: [{ type: "mrkdwn", text: "Computed from 240 solved tickets" }] },
    ],
  },
];

const card = (title: string, body: string) => ({
  type: "card" as const,
  title: { type: "mrkdwn" as const, text: title },
  subtitle: { type: "mrkdwn" as const, text: "Solved last week, Maya" },
  body: { type: "mrkdwn" as const, text: body },
  actions: [
    { type: "button" as const, action_id: `use-${title}`, text: { type: "plain_text" as const, text: "Use this fix" } },
  ],
});

/** Cards, one by itself and several. */
export const cards: KnownBlock[] = [
  { ...card("T-12", "Cleared the *stale session* cookie"), block_id: "one-card" },
  {
    type: "carousel",
    elements: [
      card("T-8", "Reset the password by hand"),
      card("T-19", "Asked for a new invitation"),
      card("T-22", "Waited"),
    ],
  },
  {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: "helped",
        positive_button: { text: { type: "plain_text", text: "👍" }, value: "yes", accessibility_label: "This helped" },
        negative_button: {
          text: { type: "plain_text", text: "👎" },
          value: "no",
          accessibility_label: "This did not help",
        },
      },
      { type: "icon_button", icon: "trash", text: { type: "plain_text", text: "Remove" }, action_id: "remove" },
    ],
  },
];

const days = ["Mon", "Tue", "Wed", "Thu", "Fri"];
const points = (...values: number[]) => values.map((value, index) => ({ label: days[index] ?? "", value }));

/** Charts; @slack/types 3.2.0 has no type for the block. */
export const charts = [
  {
    type: "data_visualization",
    title: "Conversations by day and type",
    chart: {
      type: "bar",
      series: [
        { name: "Calls", data: points(9, 7, 11, 6, 8) },
        { name: "E-mails", data: points(4, 5, 3, 6, 4) },
        { name: "Meetings", data: points(1, 2, 0, 2, 1) },
      ],
      axis_config: { categories: days, y_label: "Conversations" },
    },
  },
  {
    type: "data_visualization",
    title: "Where leads came from",
    chart: {
      type: "pie",
      segments: [
        { label: "Webinar", value: 15 },
        { label: "Trade fair", value: 10 },
        { label: "Website", value: 24 },
        { label: "Partner", value: 6 },
      ],
    },
  },
];

/** The two other kinds of chart. */
export const moreCharts = [
  {
    type: "data_visualization",
    title: "Open tickets",
    chart: {
      type: "area",
      series: [
        { name: "Open", data: points(12, 15, 11, 9, 7) },
        { name: "Waiting", data: points(4, 3, 5, 4, 2) },
      ],
      axis_config: { categories: days },
    },
  },
  {
    type: "data_visualization",
    title: "First response, minutes",
    chart: {
      type: "line",
      series: [{ name: "Median", data: points(32, 28, 41, 19, 22) }],
      axis_config: { categories: days, x_label: "This week", y_label: "Minutes" },
    },
  },
];

const label = (text: string) => ({ type: "plain_text" as const, text });
const input = (name: string, element: object, rest: object = {}) => ({
  type: "input" as const,
  block_id: name.toLowerCase().replaceAll(" ", "-"),
  label: label(name),
  element,
  ...rest,
});

/** A modal with every type of input. */
export const everyInput = {
  type: "modal",
  callback_id: "every-input",
  title: label("Log a call"),
  submit: label("Save"),
  close: label("Cancel"),
  notify_on_close: true,
  blocks: [
    { type: "alert", level: "info", text: { type: "mrkdwn", text: "Everyone with *CRM access* will read this." } },
    input(
      "Customer",
      {
        type: "external_select",
        action_id: "customer",
        min_query_length: 1,
        focus_on_load: true,
        placeholder: label("Name, e-mail or phone"),
      },
      { hint: label("Type a few letters of the name.") },
    ),
    input("Note", { type: "plain_text_input", action_id: "note", multiline: true, max_length: 200 }),
    input("Subject", { type: "plain_text_input", action_id: "subject", initial_value: "Renewal" }, { optional: true }),
    input(
      "E-mail",
      { type: "email_text_input", action_id: "email", placeholder: label("name@company.com") },
      { optional: true },
    ),
    input("Website", { type: "url_text_input", action_id: "url" }, { optional: true }),
    input(
      "Minutes",
      { type: "number_input", action_id: "minutes", is_decimal_allowed: false, min_value: "1", max_value: "600" },
      { optional: true },
    ),
    input("Outcome", {
      type: "static_select",
      action_id: "outcome",
      option_groups: [
        { label: label("Reached"), options: [option("Connected"), option("Left message")] },
        { label: label("Not reached"), options: [option("No answer"), option("Wrong number")] },
      ],
    }),
    input(
      "Topics",
      {
        type: "multi_static_select",
        action_id: "topics",
        max_selected_items: 2,
        options: [option("Renewal"), option("Invoices"), option("Onboarding")],
        initial_options: [option("Renewal")],
      },
      { optional: true },
    ),
    input("Others", { type: "multi_external_select", action_id: "others", min_query_length: 1 }, { optional: true }),
    input("Colleague", { type: "users_select", action_id: "colleague" }, { optional: true }),
    input("Colleagues", { type: "multi_users_select", action_id: "colleagues" }, { optional: true }),
    input("Channel", { type: "channels_select", action_id: "channel" }, { optional: true }),
    input("Channels", { type: "multi_channels_select", action_id: "channels" }, { optional: true }),
    input("Conversation", { type: "conversations_select", action_id: "conversation" }, { optional: true }),
    input("Conversations", { type: "multi_conversations_select", action_id: "conversations" }, { optional: true }),
    input("Day", { type: "datepicker", action_id: "day", initial_date: "2026-05-29" }),
    input("Hour", { type: "timepicker", action_id: "hour" }, { optional: true }),
    input("Call back at", { type: "datetimepicker", action_id: "back" }, { optional: true }),
    input(
      "Kind",
      {
        type: "radio_buttons",
        action_id: "kind",
        options: [option("Call", "By phone"), option("Meeting"), option("Visit")],
        initial_option: option("Call", "By phone"),
      },
      { dispatch_action: true },
    ),
    input(
      "Tell",
      { type: "checkboxes", action_id: "tell", options: [option("The owner"), option("My manager")] },
      { optional: true },
    ),
    input("Attachments", { type: "file_input", action_id: "files", max_files: 2 }, { optional: true }),
    input("Longer text", { type: "rich_text_input", action_id: "rich" }, { optional: true }),
  ],
};

/** The Home tab: my day. */
export const home = {
  type: "home",
  blocks: [
    { type: "header", text: label("Two things today, Rizky") },
    {
      type: "section",
      text: { type: "mrkdwn", text: "*Send Budi Santoso the offer.* Promised for today." },
      accessory: { type: "button", action_id: "done", text: label("Done"), style: "primary" },
    },
    {
      type: "section",
      text: { type: "mrkdwn", text: "*Call Ana Wijaya.* Left a message Thursday; no answer since." },
      accessory: { type: "button", action_id: "log-call", text: label("Log call") },
    },
    { type: "divider" },
    { type: "header", text: label("Still true?") },
    { type: "section", text: { type: "mrkdwn", text: "+62 811-222-333 reaches *Hendra Gunawan* (1 of 2)" } },
    {
      type: "actions",
      block_id: "still-true",
      elements: [
        { type: "button", action_id: "yes", text: label("Yes") },
        { type: "button", action_id: "changed", text: label("Changed") },
        { type: "button", action_id: "skip", text: label("Skip") },
      ],
    },
    { type: "context", elements: [{ type: "mrkdwn", text: "12 conversations this week, 9 last. Only you see this." }] },
    { type: "divider" },
    { type: "header", text: label("My last entries") },
    ...["Budi Santoso · call, 10:42", "Ana Wijaya · left a message, yesterday", "Toko Indah · visit, Monday"].map(
      (text, index) => ({
        type: "section" as const,
        text: { type: "mrkdwn" as const, text: `✓ *${text}*` },
        accessory: {
          type: "overflow" as const,
          action_id: `entry-${index}`,
          options: [option("Edit"), option("Wrong person"), option("Delete")],
        },
      }),
    ),
    {
      type: "section",
      text: { type: "mrkdwn", text: "*Daily digest*" },
      accessory: {
        type: "static_select",
        action_id: "digest",
        initial_option: option("At 09:00"),
        options: [option("At 09:00"), option("At 07:30"), option("Never")],
      },
    },
  ],
};
