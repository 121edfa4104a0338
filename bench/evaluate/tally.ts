import { table } from "../write-part.ts";

/** Examples shown of a kind of miss. */
const shownExamples = 4;

/** Counts what was right and every kind of miss, with the first examples of each. */
export class Tally {
  #right = 0;
  #missed = 0;
  readonly #kinds = new Map<string, { count: number; examples: string[]; onPurpose: boolean }>();

  right(): void {
    this.#right += 1;
  }

  miss(kind: string, example: string): void {
    this.#missed += 1;
    this.#add(kind, example, false);
  }

  /** Another policy than the data's: neither right nor wrong. */
  differs(kind: string, example: string): void {
    this.#add(kind, example, true);
  }

  /** "**98.5 %** (197 of 200)" */
  score(): string {
    const all = this.#right + this.#missed;
    return `**${all === 0 ? "–" : `${((100 * this.#right) / all).toFixed(1)} %`}** (${this.#right.toLocaleString("en")} of ${all.toLocaleString("en")})`;
  }

  /** One line with the score, then each kind of miss and of what differs on purpose, the commonest first. */
  toMarkdown(what: string): string {
    const kinds = [...this.#kinds].toSorted(
      ([, a], [, b]) => Number(a.onPurpose) - Number(b.onPurpose) || b.count - a.count,
    );
    const rows = kinds.map(([kind, { count, examples, onPurpose }]) => [
      onPurpose ? `on purpose: ${kind}` : kind,
      count.toLocaleString("en"),
      examples.map(code).join(" "),
    ]);
    return [
      `${what}: ${this.score()}`,
      ...(rows.length > 0 ? [table(["kind of miss", "count", "such as"], rows)] : []),
    ].join("\n\n");
  }

  #add(kind: string, example: string, onPurpose: boolean): void {
    const known = this.#kinds.get(kind) ?? { count: 0, examples: [], onPurpose };
    known.count += 1;
    if (known.examples.length < shownExamples) known.examples.push(example);
    this.#kinds.set(kind, known);
  }
}

/** What was typed, in one line that a table can hold. */
function code(text: string): string {
  const plain = JSON.stringify(text.length > 60 ? `${text.slice(0, 57).toWellFormed()}…` : text).slice(1, -1);
  return `\`${plain.replaceAll('\\"', '"').replaceAll("`", "ˋ") || " "}\``;
}
