import type { ConversationsSelect, MultiConversationsSelect, MultiSelect, PlainTextOption, Select } from "@slack/types";
import type { PageChannel } from "../../page-protocol.ts";
import { type Choice, type ChoiceSource, Combobox } from "../kit/combobox.tsx";
import { type Page, usePage } from "../page-context.ts";
import { useBlockHost } from "./block-host.ts";
import { type ElementPlace, useElement } from "./use-element.ts";

/** Every kind of select menu, single and multiple. */
export function SelectMenu({ element, place }: { element: Select | MultiSelect; place: ElementPlace }) {
  const page = usePage();
  const host = useBlockHost();
  const handle = useElement(element, place);
  const several = element.type.startsWith("multi_");
  const picked = several ? (handle.choice as unknown[]) : handle.choice === null ? [] : [handle.choice];
  const placeholder = element.placeholder?.text ?? (several ? "Choose" : "Choose one");

  const changed = (choices: readonly Choice[]) => {
    const data = choices.map((choice) => choice.data);
    handle.change(several ? data : (data[0] ?? null));
  };

  return (
    <Combobox
      id={handle.id}
      label={place.input === null ? (place.name ?? placeholder) : place.name}
      describedBy={handle.aria["aria-describedby"]}
      invalid={handle.aria["aria-invalid"]}
      busy={handle.busy || handle.frozen}
      autoFocus={element.focus_on_load === true}
      placeholder={placeholder}
      chosen={picked.map((one) => choiceFor(element, one, page))}
      several={several}
      most={"max_selected_items" in element ? (element.max_selected_items ?? null) : null}
      clearable={place.input?.optional === true}
      compact={place.input === null}
      source={sourceOf(element, page, (value) => host.suggest(place.blockId, handle.actionId, value))}
      onChange={changed}
    />
  );
}

type Ask = ReturnType<ReturnType<typeof useBlockHost>["suggest"]>;

function sourceOf(element: Select | MultiSelect, page: Page, suggest: (value: string) => Ask): ChoiceSource {
  switch (element.type) {
    case "static_select":
    case "multi_static_select":
      return { kind: "list", choices: staticChoices(element) };
    case "external_select":
    case "multi_external_select":
      return {
        kind: "ask",
        least: element.min_query_length ?? 3,
        ask: async (typed) => {
          const answer = await suggest(typed);
          return answer === null ? null : staticChoices(answer as Parameters<typeof staticChoices>[0]);
        },
      };
    case "users_select":
    case "multi_users_select": {
      const people = page.state.people.filter((person) => !person.deactivated);
      return { kind: "list", choices: people.map((person) => personChoice(person.id, page)) };
    }
    case "conversations_select":
    case "multi_conversations_select": {
      const wanted = page.state.channels.filter((channel) => passes(channel, element.filter, page));
      return { kind: "list", choices: wanted.map((channel) => channelChoice(channel.id, page)) };
    }
    case "channels_select":
    case "multi_channels_select": {
      const open = page.state.channels.filter((channel) => channel.kind === "channel" && !channel.archived);
      return { kind: "list", choices: open.map((channel) => channelChoice(channel.id, page)) };
    }
  }
}

function staticChoices(from: {
  options?: PlainTextOption[];
  option_groups?: { label: { text: string }; options: PlainTextOption[] }[];
}): Choice[] {
  if (from.option_groups !== undefined && from.option_groups.length > 0) {
    return from.option_groups.flatMap((group) => group.options.map((option) => optionChoice(option, group.label.text)));
  }
  return (from.options ?? []).map((option) => optionChoice(option, null));
}

function choiceFor(element: Select | MultiSelect, one: unknown, page: Page): Choice {
  if (typeof one !== "string") return optionChoice(one as PlainTextOption, null);
  return element.type.endsWith("users_select") ? personChoice(one, page) : channelChoice(one, page);
}

function optionChoice(option: PlainTextOption, group: string | null): Choice {
  return {
    key: option.value ?? option.text.text,
    text: option.text.text,
    description: option.description?.text,
    group,
    data: option,
  };
}

function personChoice(id: string, page: Page): Choice {
  const person = page.person(id);
  return { key: id, text: person?.realName ?? id, description: person?.title || undefined, group: null, data: id };
}

function channelChoice(id: string, page: Page): Choice {
  const channel = page.channel(id);
  const text = channel === null ? id : page.channelTitle(channel);
  return { key: id, text, description: channel?.topic || undefined, group: null, data: id };
}

function passes(channel: PageChannel, filter: (ConversationsSelect | MultiConversationsSelect)["filter"], page: Page) {
  if (channel.archived) return false;
  const kind = { channel: "public", private: "private", dm: "im" }[channel.kind] as "public" | "private" | "im";
  if (filter?.include !== undefined && !filter.include.includes(kind)) return false;
  if (filter?.exclude_external_shared_channels === true && channel.external) return false;
  const bot = channel.withUser !== null && page.person(channel.withUser)?.isBot === true;
  return !(filter?.exclude_bot_users === true && bot);
}
