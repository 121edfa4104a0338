import { type ImportField, importFields, severalAllowed } from "../crm/customers/import/import-field.ts";
import { type ColumnMapping, type ProposedColumn, toMapping } from "../crm/customers/import/recognise-columns.ts";
import { type CliDoors, CliFault } from "./cli-doors.ts";
import { fieldWords, importText } from "./import.text.ts";

/**
 * Shows what each column would become and has it confirmed, or changed, by the person at the terminal.
 * @param maps changes said on the command line, "Header=field"
 * @throws CliFault when a change is not understood, the person says no, or nobody is there to be asked
 */
export async function confirmColumns(
  doors: CliDoors,
  file: string,
  proposed: readonly ProposedColumn[],
  { maps, yes }: { maps: readonly string[]; yes: boolean },
): Promise<ColumnMapping> {
  let columns = proposed;
  for (const typed of maps) {
    const changed = change(columns, typed);
    if (!changed) throw new CliFault(importText.badMap(typed));
    columns = changed;
  }
  for (;;) {
    show(doors, file, columns);
    const clash = findClash(columns);
    if (clash && (yes || !doors.interactive)) throw new CliFault(clash);
    if (clash) doors.say(clash);
    if (yes) return toMapping(columns);
    if (!doors.interactive) throw new CliFault(importText.cannotAsk());
    const answer = (await doors.ask(importText.question())).toLowerCase();
    if (/^(y|yes|ya|j|ja)$/.test(answer) && !clash) return toMapping(columns);
    if (/^(n|no|tidak|nein)$/.test(answer)) throw new CliFault(importText.nothingImported());
    const changed = change(columns, answer);
    if (changed) columns = changed;
    else if (!clash) doors.say(importText.notUnderstood(answer));
  }
}

function show({ say }: CliDoors, file: string, columns: readonly ProposedColumn[]): void {
  say(importText.columns(file));
  for (const { index, header, field, example } of columns) {
    say(importText.column(index + 1, header, field && fieldWords[field], example.slice(0, 40)));
  }
}

/** Null when the change names no column or no field. */
function change(columns: readonly ProposedColumn[], typed: string): ProposedColumn[] | null {
  const sign = typed.lastIndexOf("=");
  const which = typed.slice(0, sign).trim().toLowerCase();
  const field = findField(typed.slice(sign + 1).trim());
  const column =
    columns.find(({ header }) => header.toLowerCase() === which) ??
    columns.find(({ index }) => String(index + 1) === which);
  if (sign < 1 || field === undefined || !column) return null;
  return columns.map((one) => (one === column ? { ...one, field } : one));
}

/** By its name or as it is shown; null for "-"; undefined for what is none. */
function findField(typed: string): ImportField | null | undefined {
  if (typed === "-") return null;
  const wanted = typed.toLowerCase();
  return importFields.find((field) => field.toLowerCase() === wanted || fieldWords[field] === wanted);
}

function findClash(columns: readonly ProposedColumn[]): string | null {
  const byField = Map.groupBy(
    columns.filter(({ field }) => field !== null),
    ({ field }) => field as ImportField,
  );
  for (const [field, several] of byField) {
    if (several.length < 2 || severalAllowed.has(field)) continue;
    return importText.takenTwice(
      fieldWords[field],
      several.map(({ header, index }) => header || String(index + 1)),
    );
  }
  return null;
}
