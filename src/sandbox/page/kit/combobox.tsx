import { useCallback, useEffect, useId, useRef, useState } from "preact/hooks";
import { matchesName } from "../composer/completion.ts";
import { pageText } from "../page.text.ts";
import { Icon, Spinner } from "./icon.tsx";
import { ListOption } from "./list-option.tsx";
import { Popover } from "./popover.tsx";

/** One thing to choose. `data` is what the caller gets back. */
export interface Choice {
  key: string;
  text: string;
  description: string | undefined;
  /** heading above it; choices of one group stand together */
  group: string | null;
  data: unknown;
}

interface ComboboxProps {
  id: string;
  label: string | undefined;
  describedBy: string | undefined;
  invalid: boolean;
  busy: boolean;
  autoFocus: boolean;
  placeholder: string;
  chosen: readonly Choice[];
  /** several can be chosen; `most` of them at the most */
  several: boolean;
  most: number | null;
  /** one that is chosen can be taken back */
  clearable: boolean;
  compact: boolean;
  source: ChoiceSource;
  onChange: (chosen: readonly Choice[]) => void;
}

/** Where the choices come from: a list that is filtered here, or somebody who is asked as one types. */
export type ChoiceSource =
  | { kind: "list"; choices: readonly Choice[] }
  | { kind: "ask"; least: number; ask: (typed: string) => Promise<readonly Choice[] | null> };

/** How long typing pauses before the question goes out, in milliseconds. */
const askAfter = 200;

/** A text field with a list under it: type to filter, arrow keys to move, Enter to choose, Escape to close. */
export function Combobox(props: ComboboxProps) {
  const { id, chosen, several, busy, compact } = props;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const found = useChoices(props.source, typed ?? "", open);
  const taken = new Set(chosen.map((choice) => choice.key));
  const shown = several ? found.choices.filter((choice) => !taken.has(choice.key)) : found.choices;
  const full = props.most !== null && chosen.length >= props.most;
  const close = useCallback(() => {
    setOpen(false);
    setTyped(null);
  }, []);

  useEffect(() => setActive(0), [typed, open]);
  useEffect(() => {
    if (props.autoFocus) input.current?.focus();
  }, [props.autoFocus]);

  const choose = (choice: Choice | undefined) => {
    if (choice === undefined || full) return;
    props.onChange(several ? [...chosen, choice] : [choice]);
    setTyped(null);
    if (!several) setOpen(false);
  };

  const drop = (key: string) => {
    props.onChange(chosen.filter((choice) => choice.key !== key));
    input.current?.focus();
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (shown.length > 0) {
        setActive((active + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length);
      }
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && several && (typed ?? "") === "" && chosen.length > 0) {
      drop(chosen.at(-1)?.key ?? "");
    }
  };

  const single = several ? "" : (chosen[0]?.text ?? "");
  return (
    <div ref={box} class={`combobox${compact ? " compact" : ""}${several ? " several" : ""}${busy ? " busy" : ""}`}>
      {several &&
        chosen.map((choice) => (
          <span class="chip" key={choice.key}>
            {choice.text}
            <button
              type="button"
              class="chip-drop"
              aria-label={`Remove ${choice.text}`}
              onClick={() => drop(choice.key)}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-busy={busy}
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && shown.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={several && chosen.length > 0 ? "" : props.placeholder}
        value={typed ?? single}
        disabled={busy}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={close}
        onKeyDown={pressed}
      />
      {props.clearable && !several && chosen.length > 0 && (
        <button
          type="button"
          class="combobox-clear"
          aria-label="Clear"
          onClick={(event) => {
            event.stopPropagation();
            props.onChange([]);
          }}
        >
          <Icon name="close" size={14} />
        </button>
      )}
      <span class="combobox-arrow">{busy || found.asking ? <Spinner /> : <Icon name="chevron" size={16} />}</span>
      {open && (
        <Popover anchor={box} placement="bottom-start" matchWidth onClose={close} class="list-popover">
          <ChoiceList
            id={listId}
            label={props.label ?? props.placeholder}
            choices={shown}
            active={active}
            chosen={taken}
            note={full ? pageText.tooMany(props.most ?? 0) : found.note}
            onChoose={choose}
          />
        </Popover>
      )}
    </div>
  );
}

interface ChoiceListProps {
  id: string;
  label: string;
  choices: readonly Choice[];
  active: number;
  chosen: ReadonlySet<string>;
  note: string | null;
  onChoose: (choice: Choice) => void;
}

function ChoiceList({ id, label, choices, active, chosen, note, onChoose }: ChoiceListProps) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  return (
    <div role="listbox" id={id} aria-label={label} class="choices">
      {choices.map((choice, index) => (
        <div key={choice.key}>
          {choice.group !== null && choice.group !== choices[index - 1]?.group && (
            <div class="choice-group" aria-hidden="true">
              {choice.group}
            </div>
          )}
          <ListOption
            id={`${id}-${index}`}
            class="choice"
            active={index === active}
            selected={chosen.has(choice.key)}
            onChoose={() => onChoose(choice)}
          >
            <span class="choice-text">
              {choice.text}
              {choice.description !== undefined && <span class="choice-description">{choice.description}</span>}
            </span>
            {chosen.has(choice.key) && <Icon name="check" size={14} />}
          </ListOption>
        </div>
      ))}
      {note !== null && (
        <div class="choice-note" role="status">
          {note}
        </div>
      )}
    </div>
  );
}

interface Found {
  choices: readonly Choice[];
  note: string | null;
  asking: boolean;
}

function useChoices(source: ChoiceSource, typed: string, open: boolean): Found {
  const [answer, setAnswer] = useState<Found>({ choices: [], note: null, asking: false });
  const asks = source.kind === "ask";
  const least = source.kind === "ask" ? source.least : 0;
  const current = useRef(source);
  current.current = source;

  useEffect(() => {
    if (!asks || !open) return;
    if (typed.length < least) {
      setAnswer({ choices: [], note: pageText.keepTyping(least), asking: false });
      return;
    }
    let stale = false;
    const timer = setTimeout(async () => {
      const now = current.current;
      const choices = now.kind === "ask" ? await now.ask(typed) : [];
      if (stale) return;
      if (choices === null) setAnswer({ choices: [], note: pageText.suggestFailed, asking: false });
      else setAnswer({ choices, note: choices.length === 0 ? pageText.nothingFound : null, asking: false });
    }, askAfter);
    setAnswer((before) => ({ ...before, note: before.choices.length === 0 ? pageText.searching : null, asking: true }));
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asks, least, typed, open]);

  if (source.kind === "ask") return open ? answer : { choices: [], note: null, asking: false };
  const choices = source.choices.filter((choice) => typed === "" || matchesChoice(choice, typed));
  return { choices, note: choices.length === 0 ? pageText.nothingFound : null, asking: false };
}

function matchesChoice(choice: Choice, typed: string): boolean {
  return matchesName(choice.text, typed) || choice.text.toLowerCase().includes(typed.toLowerCase());
}
