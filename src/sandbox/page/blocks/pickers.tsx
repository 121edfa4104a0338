import type { Checkboxes, Datepicker, DateTimepicker, Option, RadioButtons, Timepicker } from "@slack/types";
import { DateTime } from "luxon";
import { useEffect, useRef } from "preact/hooks";
import { usePage } from "../page-context.ts";
import { TextObject } from "../text/rich.tsx";
import { type ElementPlace, useElement } from "./use-element.ts";

/** `datepicker`, `timepicker` and `datetimepicker`, by the browser's own fields; a moment is meant in the person's zone. */
export function DateField({
  element,
  place,
}: {
  element: Datepicker | Timepicker | DateTimepicker;
  place: ElementPlace;
}) {
  const { me } = usePage();
  const handle = useElement(element, place);
  const control = useRef<HTMLInputElement>(null);
  const type = ({ datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" } as const)[element.type];
  const placeholder = "placeholder" in element ? element.placeholder?.text : undefined;

  useEffect(() => {
    if (element.focus_on_load === true) control.current?.focus();
  }, [element.focus_on_load]);

  return (
    <span class={`date-field${place.input === null ? " compact" : ""}`}>
      <input
        ref={control}
        class="field"
        type={type}
        id={handle.id}
        {...handle.aria}
        aria-label={place.input === null ? (place.name ?? placeholder ?? "Date") : place.name}
        aria-busy={handle.busy}
        title={placeholder}
        disabled={handle.busy || handle.frozen}
        value={shownValue(element, handle.choice, me.zone)}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          if (isComplete(typed)) handle.change(chosenValue(element, typed, me.zone));
        }}
      />
      {element.type === "datetimepicker" && <span class="date-zone">{me.zone.replaceAll("_", " ")}</span>}
    </span>
  );
}

/** A year is typed digit by digit: 2, 20 and 202 are on the way, not meant. */
function isComplete(typed: string): boolean {
  return typed === "" || !/^\d{4,6}-/.test(typed) || /^(?:19|2\d)\d\d-/.test(typed);
}

function shownValue(element: { type: string }, choice: unknown, zone: string): string {
  if (choice === null) return "";
  if (element.type !== "datetimepicker") return String(choice);
  return DateTime.fromSeconds(Number(choice), { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

function chosenValue(element: { type: string }, typed: string, zone: string): unknown {
  if (typed === "") return null;
  return element.type === "datetimepicker" ? DateTime.fromISO(typed, { zone }).toUnixInteger() : typed;
}

/** `checkboxes` and `radio_buttons`. */
export function ChoiceGroup({ element, place }: { element: Checkboxes | RadioButtons; place: ElementPlace }) {
  const handle = useElement(element, place);
  const several = element.type === "checkboxes";
  const picked = (several ? handle.choice : [handle.choice]) as (Option | null)[];
  const values = new Set(picked.map((option) => option?.value));
  const group = useRef<HTMLFieldSetElement>(null);

  useEffect(() => {
    if (element.focus_on_load === true) group.current?.querySelector("input")?.focus();
  }, [element.focus_on_load]);

  const toggled = (option: Option, on: boolean) => {
    if (!several) return handle.change(option);
    // In the order of the options, as Slack sends them.
    const next = element.options.filter((one) => (one.value === option.value ? on : values.has(one.value)));
    handle.change(next);
  };

  return (
    <fieldset
      ref={group}
      id={handle.id}
      class="choice-set"
      role={several ? undefined : "radiogroup"}
      aria-label={place.input === null ? place.name : undefined}
      aria-labelledby={place.input === null ? undefined : `${handle.id}-label`}
      aria-describedby={handle.aria["aria-describedby"]}
    >
      {element.options.map((option, index) => (
        <label key={option.value ?? index} class="choice-line">
          <input
            type={several ? "checkbox" : "radio"}
            name={handle.id}
            checked={values.has(option.value)}
            disabled={handle.busy || handle.frozen}
            onChange={(event) => toggled(option, event.currentTarget.checked)}
          />
          <span>
            <TextObject text={option.text} />
            {option.description !== undefined && (
              <span class="choice-description">
                <TextObject text={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
