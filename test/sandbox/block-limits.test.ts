import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Surface } from "../../src/sandbox/blocks/blocks.ts";
import { checkBlocks } from "../../src/sandbox/blocks/check-blocks.ts";
import { checkView } from "../../src/sandbox/blocks/check-view.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { clientOf, openSandbox } from "./try-app.ts";

type Json = Record<string, unknown>;
const plain = (text: string) => ({ type: "plain_text", text });
const x = (length: number) => "x".repeat(length);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const button = (more: Json = {}) => ({ type: "button", text: plain("Go"), ...more });
const option = (index: number | string, more: Json = {}) => ({
  text: plain(`Option ${index}`),
  value: `v${index}`,
  ...more,
});
const actions = (...elements: Json[]) => ({ type: "actions", elements });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const input = (element: Json, more: Json = {}) => ({ type: "input", label: plain("Label"), element, ...more });
const select = (more: Json) => ({ type: "static_select", ...more });
const cells = (count: number, text = "c") => times(count, () => ({ type: "raw_text", text }));
const rows = (count: number, width = 2, text = "c") => times(count, () => cells(width, text));
const card = (more: Json = {}) => ({ type: "card", title: { type: "mrkdwn", text: "Card" }, ...more });
const image = { type: "image", image_url: "https://example.com/a.png", alt_text: "A" };
const points = (count: number) => times(count, (index) => ({ label: `L${index}`, value: index }));
const line = (series: number, count: number, more: Json = {}) => ({
  type: "data_visualization",
  title: "Calls",
  chart: {
    type: "line",
    series: times(series, (index) => ({ name: `S${index}`, data: points(count) })),
    axis_config: { categories: points(count).map((point) => point.label) },
  },
  ...more,
});
const pie = (count: number) => ({
  type: "data_visualization",
  title: "Share",
  chart: { type: "pie", segments: times(count, (index) => ({ label: `L${index}`, value: 1 })) },
});
const container = (children: Json[], more: Json = {}) => ({
  type: "container",
  title: plain("Box"),
  child_blocks: children,
  ...more,
});

function faults(blocks: unknown, surface: Surface = "message"): string[] {
  return checkBlocks(blocks, surface, ["blocks"]).faults.map((fault) => `${fault.message} @ ${fault.pointer}`);
}

/** What just fits and what is just too much, for each limit of Slack's. */
const limits: [name: string, fits: unknown[], breaks: unknown[], pointer: string, surface?: Surface][] = [
  ["50 blocks a message", times(50, () => ({ type: "divider" })), times(51, () => ({ type: "divider" })), "/blocks"],
  [
    "100 blocks a modal",
    times(100, () => ({ type: "divider" })),
    times(101, () => ({ type: "divider" })),
    "/blocks",
    "modal",
  ],
  [
    "100 blocks in Home",
    times(100, () => ({ type: "divider" })),
    times(101, () => ({ type: "divider" })),
    "/blocks",
    "home",
  ],
  [
    "block_id 255",
    [{ type: "divider", block_id: x(255) }],
    [{ type: "divider", block_id: x(256) }],
    "/blocks/0/block_id",
  ],
  [
    "action_id 255",
    [actions(button({ action_id: x(255) }))],
    [actions(button({ action_id: x(256) }))],
    "/blocks/0/elements/0/action_id",
  ],
  ["section text 3000", [section(x(3000))], [section(x(3001))], "/blocks/0/text/text"],
  ["section text not empty", [section("a")], [section("")], "/blocks/0/text/text"],
  [
    "10 fields",
    [{ type: "section", fields: times(10, () => plain("f")) }],
    [{ type: "section", fields: times(11, () => plain("f")) }],
    "/blocks/0/fields",
  ],
  [
    "field 2000",
    [{ type: "section", fields: [plain(x(2000))] }],
    [{ type: "section", fields: [plain(x(2001))] }],
    "/blocks/0/fields/0/text",
  ],
  ["section needs text or fields", [section("a")], [{ type: "section" }], "/blocks/0"],
  [
    "header 150",
    [{ type: "header", text: plain(x(150)) }],
    [{ type: "header", text: plain(x(151)) }],
    "/blocks/0/text/text",
  ],
  [
    "25 elements",
    [actions(...times(25, () => button()))],
    [actions(...times(26, () => button()))],
    "/blocks/0/elements",
  ],
  ["actions need an element", [actions(button())], [actions()], "/blocks/0/elements"],
  [
    "10 context elements",
    [{ type: "context", elements: times(10, () => plain("c")) }],
    [{ type: "context", elements: times(11, () => plain("c")) }],
    "/blocks/0/elements",
  ],
  [
    "no button in context",
    [{ type: "context", elements: [image] }],
    [{ type: "context", elements: [button()] }],
    "/blocks/0/elements/0/type",
  ],
  ["5 context actions", [contextActions(5)], [contextActions(6)], "/blocks/0/elements"],
  [
    "label 2000",
    [input({ type: "plain_text_input" }, { label: plain(x(2000)) })],
    [input({ type: "plain_text_input" }, { label: plain(x(2001)) })],
    "/blocks/0/label/text",
  ],
  [
    "hint 2000",
    [input({ type: "plain_text_input" }, { hint: plain(x(2000)) })],
    [input({ type: "plain_text_input" }, { hint: plain(x(2001)) })],
    "/blocks/0/hint/text",
  ],
  ["image alt 2000", [{ ...image, alt_text: x(2000) }], [{ ...image, alt_text: x(2001) }], "/blocks/0/alt_text"],
  [
    "image title 2000",
    [{ ...image, title: plain(x(2000)) }],
    [{ ...image, title: plain(x(2001)) }],
    "/blocks/0/title/text",
  ],
  ["image needs one source", [image], [{ type: "image", alt_text: "a" }], "/blocks/0"],
  [
    "markdown 12,000",
    [{ type: "markdown", text: x(12_000) }],
    [{ type: "markdown", text: x(12_001) }],
    "/blocks/0/text",
  ],
  [
    "markdown 12,000 over all",
    [
      { type: "markdown", text: x(6000) },
      { type: "markdown", text: x(6000) },
    ],
    [
      { type: "markdown", text: x(6000) },
      { type: "markdown", text: x(6001) },
    ],
    "/blocks",
  ],
  [
    "button text 75",
    [actions(button({ text: plain(x(75)) }))],
    [actions(button({ text: plain(x(76)) }))],
    "/blocks/0/elements/0/text/text",
  ],
  [
    "button text is plain",
    [actions(button())],
    [actions(button({ text: { type: "mrkdwn", text: "a" } }))],
    "/blocks/0/elements/0/text/type",
  ],
  [
    "button value 2000",
    [actions(button({ value: x(2000) }))],
    [actions(button({ value: x(2001) }))],
    "/blocks/0/elements/0/value",
  ],
  [
    "button url 3000",
    [actions(button({ url: `https://a.b/${x(2988)}` }))],
    [actions(button({ url: `https://a.b/${x(2989)}` }))],
    "/blocks/0/elements/0/url",
  ],
  [
    "button style",
    [actions(button({ style: "danger" }))],
    [actions(button({ style: "loud" }))],
    "/blocks/0/elements/0/style",
  ],
  [
    "placeholder 150",
    [actions(select({ options: [option(1)], placeholder: plain(x(150)) }))],
    [actions(select({ options: [option(1)], placeholder: plain(x(151)) }))],
    "/blocks/0/elements/0/placeholder/text",
  ],
  [
    "option text 75",
    [actions(select({ options: [option(1, { text: plain(x(75)) })] }))],
    [actions(select({ options: [option(1, { text: plain(x(76)) })] }))],
    "/blocks/0/elements/0/options/0/text/text",
  ],
  [
    "option description 75",
    [actions(select({ options: [option(1, { description: plain(x(75)) })] }))],
    [actions(select({ options: [option(1, { description: plain(x(76)) })] }))],
    "/blocks/0/elements/0/options/0/description/text",
  ],
  [
    "option value 75",
    [actions(select({ options: [option(1, { value: x(75) })] }))],
    [actions(select({ options: [option(1, { value: x(76) })] }))],
    "/blocks/0/elements/0/options/0/value",
  ],
  [
    "100 options",
    [actions(select({ options: times(100, option) }))],
    [actions(select({ options: times(101, option) }))],
    "/blocks/0/elements/0/options",
  ],
  [
    "100 groups",
    [actions(select({ option_groups: groups(100) }))],
    [actions(select({ option_groups: groups(101) }))],
    "/blocks/0/elements/0/option_groups",
  ],
  [
    "options or groups",
    [actions(select({ options: [option(1)] }))],
    [actions(select({ options: [option(1)], option_groups: groups(1) }))],
    "/blocks/0/elements/0",
  ],
  [
    "initial option is an option",
    [actions(select({ options: [option(1)], initial_option: option(1) }))],
    [actions(select({ options: [option(1)], initial_option: option(2) }))],
    "/blocks/0/elements/0/initial_option",
  ],
  [
    "5 overflow options",
    [actions({ type: "overflow", options: times(5, option) })],
    [actions({ type: "overflow", options: times(6, option) })],
    "/blocks/0/elements/0/options",
  ],
  [
    "10 radio buttons",
    [actions({ type: "radio_buttons", options: times(10, option) })],
    [actions({ type: "radio_buttons", options: times(11, option) })],
    "/blocks/0/elements/0/options",
  ],
  [
    "10 checkboxes",
    [actions({ type: "checkboxes", options: times(10, option) })],
    [actions({ type: "checkboxes", options: times(11, option) })],
    "/blocks/0/elements/0/options",
  ],
  [
    "10 files",
    [input({ type: "file_input", max_files: 10 })],
    [input({ type: "file_input", max_files: 11 })],
    "/blocks/0/element/max_files",
    "modal",
  ],
  [
    "file_input in modals only",
    [input({ type: "plain_text_input" })],
    [input({ type: "file_input" })],
    "/blocks/0/element/type",
    "home",
  ],
  [
    "confirm title 100",
    [actions(button({ confirm: confirm({ title: plain(x(100)) }) }))],
    [actions(button({ confirm: confirm({ title: plain(x(101)) }) }))],
    "/blocks/0/elements/0/confirm/title/text",
  ],
  [
    "confirm text 300",
    [actions(button({ confirm: confirm({ text: plain(x(300)) }) }))],
    [actions(button({ confirm: confirm({ text: plain(x(301)) }) }))],
    "/blocks/0/elements/0/confirm/text/text",
  ],
  [
    "confirm button 30",
    [actions(button({ confirm: confirm({ deny: plain(x(30)) }) }))],
    [actions(button({ confirm: confirm({ deny: plain(x(31)) }) }))],
    "/blocks/0/elements/0/confirm/deny/text",
  ],
  [
    "max_length 3000",
    [input({ type: "plain_text_input", max_length: 3000 })],
    [input({ type: "plain_text_input", max_length: 3001 })],
    "/blocks/0/element/max_length",
  ],
  [
    "number input says decimals",
    [input({ type: "number_input", is_decimal_allowed: true })],
    [input({ type: "number_input" })],
    "/blocks/0/element",
  ],
  [
    "dates are dates",
    [actions({ type: "datepicker", initial_date: "2026-11-20" })],
    [actions({ type: "datepicker", initial_date: "20 Nov" })],
    "/blocks/0/elements/0/initial_date",
  ],
  [
    "times are times",
    [actions({ type: "timepicker", initial_time: "23:59" })],
    [actions({ type: "timepicker", initial_time: "24:00" })],
    "/blocks/0/elements/0/initial_time",
  ],
  [
    "ten-digit seconds",
    [actions({ type: "datetimepicker", initial_date_time: 1_628_633_820 })],
    [actions({ type: "datetimepicker", initial_date_time: 16_286_338_200 })],
    "/blocks/0/elements/0/initial_date_time",
  ],
  [
    "no text input in actions",
    [input({ type: "plain_text_input" })],
    [actions({ type: "plain_text_input" })],
    "/blocks/0/elements/0/type",
  ],
  ["no button as input", [input({ type: "users_select" })], [input(button())], "/blocks/0/element/type"],
  ["100 rows", [{ type: "table", rows: rows(100) }], [{ type: "table", rows: rows(101) }], "/blocks/0/rows"],
  ["20 columns", [{ type: "table", rows: rows(1, 20) }], [{ type: "table", rows: rows(1, 21) }], "/blocks/0/rows/0"],
  [
    "table text 10,000",
    [{ type: "table", rows: rows(10, 10, x(100)) }],
    [{ type: "table", rows: rows(10, 10, x(101)) }],
    "/blocks",
  ],
  [
    "data_table 200 rows",
    [{ type: "data_table", caption: "c", rows: rows(201) }],
    [{ type: "data_table", caption: "c", rows: rows(202) }],
    "/blocks/0/rows",
  ],
  [
    "data_table caption",
    [{ type: "data_table", caption: "c", rows: rows(2) }],
    [{ type: "data_table", rows: rows(2) }],
    "/blocks/0",
  ],
  [
    "data_table page_size",
    [{ type: "data_table", caption: "c", rows: rows(2), page_size: 100 }],
    [{ type: "data_table", caption: "c", rows: rows(2), page_size: 101 }],
    "/blocks/0/page_size",
  ],
  [
    "data_table text 20,000",
    [{ type: "data_table", caption: "c", rows: rows(10, 10, x(199)) }],
    [{ type: "data_table", caption: "c", rows: rows(10, 10, x(201)) }],
    "/blocks",
  ],
  ["chart title 50", [line(1, 2, { title: x(50) })], [line(1, 2, { title: x(51) })], "/blocks/0/title"],
  ["12 series", [line(12, 2)], [line(13, 2)], "/blocks/0/chart/series"],
  ["20 points", [line(1, 20)], [line(1, 21)], "/blocks/0/chart/series/0/data"],
  ["12 segments", [pie(12)], [pie(13)], "/blocks/0/chart/segments"],
  ["2 charts a message", [pie(2), pie(2)], [pie(2), pie(2), pie(2)], "/blocks"],
  [
    "card title 150",
    [card({ title: { type: "mrkdwn", text: x(150) } })],
    [card({ title: { type: "mrkdwn", text: x(151) } })],
    "/blocks/0/title/text",
  ],
  [
    "card body 200",
    [card({ body: { type: "mrkdwn", text: x(200) } })],
    [card({ body: { type: "mrkdwn", text: x(201) } })],
    "/blocks/0/body/text",
  ],
  [
    "card 3 buttons",
    [card({ actions: times(3, () => button()) })],
    [card({ actions: times(4, () => button()) })],
    "/blocks/0/actions",
  ],
  ["card says something", [card()], [{ type: "card" }], "/blocks/0"],
  [
    "carousel 10 cards",
    [{ type: "carousel", elements: times(10, () => card()) }],
    [{ type: "carousel", elements: times(11, () => card()) }],
    "/blocks/0/elements",
  ],
  [
    "alert 200",
    [{ type: "alert", text: plain(x(200)) }],
    [{ type: "alert", text: plain(x(201)) }],
    "/blocks/0/text/text",
    "modal",
  ],
  [
    "container 10 children",
    [container(times(10, () => ({ type: "divider" })))],
    [container(times(11, () => ({ type: "divider" })))],
    "/blocks/0/child_blocks",
  ],
  [
    "container title 150",
    [container([section("a")], { title: plain(x(150)) })],
    [container([section("a")], { title: plain(x(151)) })],
    "/blocks/0/title/text",
  ],
  [
    "no container in a container",
    [container([section("a")])],
    [container([container([section("a")])])],
    "/blocks/0/child_blocks/0/type",
  ],
  [
    "rich text shapes",
    [richText({ type: "text", text: "a" })],
    [richText({ type: "shout", text: "a" })],
    "/blocks/0/elements/0/elements/0/type",
  ],
  ["no unknown properties", [{ type: "divider" }], [{ type: "divider", colour: "red" }], "/blocks/0"],
  ["no unknown blocks", [{ type: "divider" }], [{ type: "banner" }], "/blocks/0/type"],
  [
    "block_ids are unique",
    [
      { type: "divider", block_id: "a" },
      { type: "divider", block_id: "b" },
    ],
    [
      { type: "divider", block_id: "a" },
      { type: "divider", block_id: "a" },
    ],
    "/blocks/1/block_id",
  ],
  [
    "action_ids are unique in a block",
    [actions(button({ action_id: "a" })), actions(button({ action_id: "a" }))],
    [actions(button({ action_id: "a" }), button({ action_id: "a" }))],
    "/blocks/0/elements/1/action_id",
  ],
  [
    "one focus",
    [input({ type: "plain_text_input", focus_on_load: true })],
    [
      input({ type: "plain_text_input", focus_on_load: true }),
      input({ type: "plain_text_input", focus_on_load: true }),
    ],
    "/blocks/1/element",
    "modal",
  ],
];

function groups(count: number) {
  return times(count, (index) => ({ label: plain(`Group ${index}`), options: [option(index)] }));
}

function confirm(more: Json) {
  return { title: plain("Sure?"), text: plain("Really"), confirm: plain("Yes"), deny: plain("No"), ...more };
}

function contextActions(count: number) {
  return {
    type: "context_actions",
    elements: times(count, () => ({ type: "icon_button", icon: "trash", text: plain("Bin") })),
  };
}

function richText(element: Json) {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [element] }] };
}

describe("checkBlocks", () => {
  it.each(limits)("%s", (_name, fits, breaks, pointer, surface = "message") => {
    expect(faults(fits, surface)).toEqual([]);
    const found = faults(breaks, surface);
    expect(found.length).toBeGreaterThan(0);
    expect(found.some((fault) => fault.endsWith(` @ ${pointer}`))).toBe(true);
  });

  const places: [type: string, block: Json, allowed: Surface[]][] = [
    ["alert", { type: "alert", text: plain("a") }, ["modal"]],
    ["card", card(), ["message", "modal", "home"]],
    ["carousel", { type: "carousel", elements: [card()] }, ["message", "home"]],
    ["container", container([section("a")]), ["message"]],
    ["context_actions", contextActions(1), ["message"]],
    ["data_table", { type: "data_table", caption: "c", rows: rows(2) }, ["message", "home"]],
    ["data_visualization", pie(1), ["message"]],
    ["markdown", { type: "markdown", text: "a" }, ["message"]],
    ["table", { type: "table", rows: rows(1) }, ["message", "home"]],
    ["rich_text", richText({ type: "text", text: "a" }), ["message", "modal", "home"]],
    ["input", input({ type: "plain_text_input" }), ["message", "modal", "home"]],
  ];
  it.each(places)("lets %s stand only where Slack does", (_type, block, allowed) => {
    const found = (["message", "modal", "home"] as const).filter((surface) => faults([block], surface).length === 0);
    expect(found).toEqual(allowed);
  });

  it("refuses nonsense of any shape without falling over", () => {
    const type = fc.constantFrom(
      "section",
      "actions",
      "context",
      "card",
      "carousel",
      "container",
      "table",
      "input",
      "rich_text",
    );
    const keys = fc.constantFrom(
      "type",
      "text",
      "elements",
      "element",
      "rows",
      "child_blocks",
      "accessory",
      "actions",
      "block_id",
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        type,
        fc.array(tie("value")),
        fc.dictionary(keys, tie("value")),
      ),
    })).value;
    fc.assert(
      fc.property(json, type, (value, name) => {
        const blocks = [value, { type: name, elements: value, text: value, rows: value, child_blocks: [value] }];
        return checkBlocks(blocks, "message", ["blocks"]).faults.every((fault) => fault.pointer.startsWith("/blocks"));
      }),
    );
  });

  it("refuses a file block, which only Slack may make, and a video without its rights", () => {
    expect(faults([{ type: "file", source: "remote", external_id: "x" }])).toEqual([
      "file not found @ /blocks/0/external_id",
    ]);
    const video = {
      type: "video",
      video_url: "https://video.example/1",
      thumbnail_url: "https://video.example/1.png",
      alt_text: "v",
      title: plain("v"),
    };
    expect(faults([video])).toHaveLength(1);
    expect(checkBlocks([video], "message", ["blocks"], { video: true }).faults).toEqual([]);
  });
});

describe("checkView", () => {
  const modal = (more: Json = {}) => ({ type: "modal", title: plain("Title"), blocks: [], ...more });
  const fits = (view: unknown) => checkView(view, ["view"], { video: false }).faults.map((fault) => fault.pointer);
  const cases: [string, Json, Json, string][] = [
    ["title 24", modal({ title: plain(x(24)) }), modal({ title: plain(x(25)) }), "/view/title/text"],
    ["submit 24", modal({ submit: plain(x(24)) }), modal({ submit: plain(x(25)) }), "/view/submit/text"],
    ["close 24", modal({ close: plain(x(24)) }), modal({ close: plain(x(25)) }), "/view/close/text"],
    [
      "private_metadata 3000",
      modal({ private_metadata: x(3000) }),
      modal({ private_metadata: x(3001) }),
      "/view/private_metadata",
    ],
    ["callback_id 255", modal({ callback_id: x(255) }), modal({ callback_id: x(256) }), "/view/callback_id"],
    ["needs a title", modal(), { type: "modal", blocks: [] }, "/view"],
    ["Home has no title", { type: "home", blocks: [] }, { type: "home", title: plain("a"), blocks: [] }, "/view"],
    [
      "inputs need submit",
      modal({ submit: plain("Save"), blocks: [input({ type: "plain_text_input" })] }),
      modal({ blocks: [input({ type: "plain_text_input" })] }),
      "/view",
    ],
  ];
  it.each(cases)("%s", (_name, good, bad, pointer) => {
    expect(fits(good)).toEqual([]);
    expect(fits(bad)).toContain(pointer);
  });
});

describe("blocks in a call", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.stop());

  it("are refused with Slack's error and a pointer", async () => {
    const client = clientOf(sandbox);
    const channel = sandbox.channel("sales");
    const post = (blocks: unknown) => client.apiCall("chat.postMessage", { channel, text: "x", blocks });
    await expect(post([{ type: "header", text: plain(x(151)) }])).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
        },
      },
    });
    await expect(post("nonsense")).rejects.toMatchObject({ data: { error: "invalid_blocks_format" } });
    await expect(post(times(5, () => section(x(2700))))).rejects.toMatchObject({
      data: { error: "msg_blocks_too_long" },
    });
    await expect(post(times(4, () => section(x(3000))))).resolves.toMatchObject({ ok: true });
  });

  it("are checked by blocks.validate without being sent", async () => {
    const client = clientOf(sandbox);
    await expect(client.apiCall("blocks.validate", { blocks: [{ type: "divider" }] })).resolves.toMatchObject({
      ok: true,
    });
    await expect(client.apiCall("blocks.validate", { blocks: [section("")] })).rejects.toMatchObject({
      data: { error: "invalid_blocks", errors: [{ pointer: "/0/text/text", code: "failed_constraint" }] },
    });
    const view = { type: "modal", title: plain(x(25)), blocks: [] };
    await expect(client.apiCall("blocks.validate", { view })).rejects.toMatchObject({
      data: { error: "invalid_view" },
    });
    await expect(client.apiCall("blocks.validate", {})).rejects.toMatchObject({ data: { error: "invalid_arguments" } });
  });
});
