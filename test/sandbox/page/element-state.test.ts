import { describe, expect, it } from "vitest";
import { carryState, choiceOf, stateOf, withEntry } from "../../../src/sandbox/page/form/element-state.ts";
import { listFields } from "../../../src/sandbox/page/form/fields.ts";
import type { BlockJson } from "../../../src/sandbox/page-protocol.ts";
import { everyInput } from "./specimens.ts";

const blocks = everyInput.blocks as unknown as BlockJson[];

describe("carryState", () => {
  it("gives every input its place, in Slack's shape, with its initial value", () => {
    const state = carryState({}, blocks);
    expect(Object.keys(state)).toHaveLength(22);
    expect(state["subject"]).toEqual({ subject: { type: "plain_text_input", value: "Renewal" } });
    expect(state["note"]).toEqual({ note: { type: "plain_text_input", value: null } });
    expect(state["topics"]?.["topics"]).toMatchObject({ selected_options: [{ value: "renewal" }] });
    expect(state["colleagues"]).toEqual({ colleagues: { type: "multi_users_select", selected_users: [] } });
    expect(state["day"]).toEqual({ day: { type: "datepicker", selected_date: "2026-05-29" } });
    expect(state["kind"]?.["kind"]).toMatchObject({ selected_option: { value: "call" } });
    expect(state["attachments"]).toEqual({ files: { type: "file_input", files: [] } });
  });

  it("keeps what was entered only under the same ids and type", () => {
    const first = withEntry(carryState({}, blocks), "note", "note", { type: "plain_text_input", value: "kept" });
    expect(carryState(first, blocks)["note"]?.["note"]).toEqual({ type: "plain_text_input", value: "kept" });
    const moved = blocks.map((block) => (block.block_id === "note" ? { ...block, block_id: "note-2" } : block));
    expect(carryState(first, moved)["note-2"]?.["note"]).toEqual({ type: "plain_text_input", value: null });
    const retyped = blocks.map((block) =>
      block.block_id === "note" ? { ...block, element: { type: "datepicker", action_id: "note" } } : block,
    );
    expect(carryState(first, retyped)["note"]?.["note"]).toEqual({ type: "datepicker", selected_date: null });
  });

  it("points a conversations select at where the person is, when it asks for that", () => {
    const block = {
      type: "input",
      block_id: "b",
      element: { type: "conversations_select", action_id: "a", default_to_current_conversation: true },
    };
    expect(carryState({}, [block], "C1")["b"]?.["a"]).toMatchObject({ selected_conversation: "C1" });
  });

  it("finds elements in sections, actions and containers as well", () => {
    const datepicker = { type: "datepicker", action_id: "d" };
    const nested: BlockJson[] = [
      { type: "section", block_id: "s", accessory: datepicker },
      { type: "actions", block_id: "a", elements: [{ type: "button", action_id: "x" }, datepicker] },
      { type: "container", child_blocks: [{ type: "section", block_id: "c", accessory: datepicker }] },
    ];
    expect(Object.keys(carryState({}, nested))).toEqual(["s", "a", "c"]);
  });
});

describe("stateOf and choiceOf", () => {
  it("agree for every type of element", () => {
    for (const { element } of listFields(blocks)) {
      expect(choiceOf(element, stateOf(element, "chosen"))).toBe("chosen");
    }
  });
});
