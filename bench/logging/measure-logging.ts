import { v7 as newId } from "uuid";
import { type InTransaction, inThrowawayWorkspace } from "../evaluate/throwaway-workspace.ts";
import { table } from "../write-part.ts";
import { buildNamesakes, nearness, randomFrom, type Tried, tryLine } from "./certainty.ts";
import { corpusClock, fillForCorpus, type JudgedLine, judgeLine, readCorpus, shareOf } from "./corpus.ts";

/** Lines that are tried in one transaction. */
const portion = 20;
/** Each makes a base of its own; as many lines are tried in each. */
const seeds = [25, 4, 77, 1_234];

/** The corpus as it is read today, every miss told. */
export async function measureCorpus(): Promise<string> {
  return withSeller(async (as) => {
    await as(fillForCorpus);
    const judged: JudgedLine[] = [];
    const lines = await readCorpus();
    for (let from = 0; from < lines.length; from += portion) {
      await as(async (ctx) => {
        for (const line of lines.slice(from, from + portion)) judged.push(await judgeLine(ctx, line));
      });
    }
    return corpusText(judged);
  });
}

function corpusText(judged: readonly JudgedLine[]): string {
  const parts = [...new Set(judged.map(({ part }) => part))];
  const kinds = [...new Set(judged.map(({ kind }) => kind))];
  const cell = (lines: readonly JudgedLine[]) => {
    const { right, lines: count } = shareOf(lines);
    return count === 0 ? "" : `${right} of ${count}`;
  };
  const rows = kinds.map((kind) => [
    kind,
    ...parts.map((part) => cell(judged.filter((line) => line.part === part && line.kind === kind))),
  ]);
  const all = ["all", ...parts.map((part) => cell(judged.filter((line) => line.part === part)))];
  const { right, lines, atOnce } = shareOf(judged);
  const wrong = judged.filter(({ wrongPerson }) => wrongPerson).length;
  const misses = judged.filter(({ faults }) => faults.length > 0);
  return [
    `${right} of ${lines} lines are read as they are meant; ${atOnce} are saved without a question; ${wrong} would be saved on somebody else.`,
    table(["lines right", ...parts], [...rows, all]),
    "Every miss, with what was read instead:",
    misses.map(({ part, typed, faults }) => `- ${part}: \`${JSON.stringify(typed)}\`: ${faults.join("; ")}`).join("\n"),
  ].join("\n\n");
}

/** What is saved at once, and on whom, among namesakes. @param lines of each base */
export async function measureCertainty({
  contacts,
  lines,
  bases,
}: {
  contacts: number;
  lines: number;
  bases: number;
}): Promise<string> {
  const tried: Tried[] = [];
  const strangers: Tried[] = [];
  for (const seed of seeds.slice(0, bases)) {
    await withSeller(async (as) => {
      const random = randomFrom(seed);
      const people = await as((ctx) => buildNamesakes(ctx, contacts, random));
      tried.push(...(await tryMany(as, people, random, { count: lines, againstPremise: false })));
      const against = { count: Math.round(lines / 20), againstPremise: true };
      strangers.push(...(await tryMany(as, people, random, against)));
    });
  }
  return certaintyText({ contacts, bases }, tried, strangers);
}

async function tryMany(
  as: InTransaction,
  people: Parameters<typeof tryLine>[1],
  random: Parameters<typeof tryLine>[2],
  { count, againstPremise }: { count: number; againstPremise: boolean },
): Promise<Tried[]> {
  const tried: Tried[] = [];
  const some = async () => {
    while (tried.length < count) {
      await as(async (ctx) => {
        for (let line = 0; line < portion; line += 1) tried.push(await tryLine(ctx, people, random, againstPremise));
      });
    }
  };
  await Promise.all([some(), some()]);
  return tried.slice(0, count);
}

function certaintyText(
  { contacts, bases }: { contacts: number; bases: number },
  tried: readonly Tried[],
  strangers: readonly Tried[],
): string {
  const ways = [...new Set(tried.map(({ way }) => way))].toSorted();
  const row = (name: string, lines: readonly Tried[]) => {
    const share = (result: Tried["result"]) => {
      const count = lines.filter((one) => one.result === result).length;
      return `${count} (${((100 * count) / Math.max(1, lines.length)).toFixed(0)}%)`;
    };
    const wrong = lines.filter(({ result }) => result === "wrong").length;
    const asked = [share("asked, the one meant offered"), share("asked, otherwise")];
    return [name, String(lines.length), share("saved"), ...asked, String(wrong)];
  };
  const header = [
    "",
    "lines",
    "saved at once, right",
    "asked, the one meant offered",
    "asked, otherwise",
    "saved on somebody else",
  ];
  const wrong = tried.filter(({ result }) => result === "wrong");
  return [
    `${tried.length.toLocaleString("en")} lines; ${bases} bases of ${contacts.toLocaleString("en")} people were made, each from a seed of its own.`,
    table(header, [
      ...ways.map((way) =>
        row(
          way,
          tried.filter((one) => one.way === way),
        ),
      ),
      ...nearness.map((near) =>
        row(
          `somebody ${near}`,
          tried.filter((one) => one.nearness === near),
        ),
      ),
      row("all", tried),
      row("against the premise: a stranger by a first name alone", strangers),
    ]),
    wrong.length === 0
      ? "No line was saved on somebody else."
      : wrong.map(({ typed, meant }) => `- \`${typed}\` meant ${meant}`).join("\n"),
  ].join("\n\n");
}

/** A throwaway workspace with one member in it, whose words are tried, at the clock of the corpus. */
async function withSeller<T>(measure: (as: InTransaction) => Promise<T>): Promise<T> {
  return inThrowawayWorkspace(async (transaction) => {
    const memberId = newId();
    await transaction(async (ctx) => {
      const at = new Date("2026-01-01T00:00:00Z");
      const { id: workspaceId } = ctx.workspace;
      await ctx.tx.workspace.update({
        where: { id: workspaceId },
        data: { region: "ID", zone: "Asia/Jakarta", currency: "IDR" },
      });
      await ctx.tx.member.create({
        data: {
          id: memberId,
          workspaceId,
          slackUserId: "USELLER",
          name: "Seller",
          zone: "Asia/Jakarta",
          locale: "en-ID",
          createdAt: at,
        },
      });
      await ctx.tx.accessGrant.create({
        data: { id: newId(), workspaceId, memberId, role: "member", grantedAt: at },
      });
    });
    return measure((run) => transaction(run, { slackUserId: "USELLER", now: corpusClock }));
  });
}
