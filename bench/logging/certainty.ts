import { v7 as newId } from "uuid";
import { foldName } from "../../src/crm/customers/fold-name.ts";
import { nameKey } from "../../src/crm/customers/name-key.ts";
import { parseEntry } from "../../src/crm/interactions/parse-entry.ts";
import { resolveCustomer } from "../../src/crm/interactions/resolve-customer.ts";
import type { Context } from "../../src/db/context.ts";

/** So few given names and surnames that nearly every first name has dozens of bearers, and many a full name several. */
const given =
  "Budi Budiman Andi Andini Ana Anang Dewi Dewanti Siti Sitoresmi Agus Agustina Rizki Rizka Maria Marianne John Johnny Michael Michelle Sari Sarah Hendra Hendri Joko Yusuf Ratna Putri Putra Indah".split(
    " ",
  );
const surnames =
  "Santoso Hartono Wijaya Wijayanto Kusuma Kusumawati Gunawan Setiawan Salim Saputra Rahman Rahmawati Smith Smithson Garcia Tan Hidayat Nugroho Pratama Lestari".split(
    " ",
  );
const more = ["Putra", "Putri", "Wibowo", "Utama"];

/** How a line names its customer. */
const ways = {
  "full name": (who: Person) => who.name,
  "full name in another order": (who: Person) => who.words.toReversed().join(" "),
  "full name without its third word": (who: Person) => who.words.slice(0, 2).join(" "),
  "first name": (who: Person) => who.words[0] ?? "",
  surname: (who: Person) => who.words[1] ?? "",
  "first name and an initial": (who: Person) => `${who.words[0]} ${who.words[1]?.[0]}`,
  "beginning of the first name": (who: Person) => (who.words[0] ?? "").slice(0, 4),
  "mistyped full name": (who: Person, random: Random) => slip(who.name, random),
  "phone number": (who: Person) => who.phone,
  "e-mail address": (who: Person) => who.email,
} as const;
export type Way = keyof typeof ways;

/** Whom a line means, as the person typing stands to them. */
export const nearness = [
  "talked with lately",
  "rung in vain lately",
  "talked with long ago",
  "kept by oneself",
  "never dealt with",
] as const;
type Nearness = (typeof nearness)[number];

/** Somebody never dealt with is named so that a stranger could be found: nobody writes "budi" of a Budi whom they do not know. */
const onlyAmongAcquaintances: ReadonlySet<Way> = new Set([
  "first name",
  "surname",
  "first name and an initial",
  "beginning of the first name",
]);

interface Person {
  id: string;
  name: string;
  words: string[];
  phone: string;
  email: string;
  nearness: Nearness;
}

type Random = (below: number) => number;

/** The same numbers from the same seed (mulberry32), so that a figure can be had again. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Two neighbouring letters changed round, one left out or one doubled, never the first. */
function slip(name: string, random: Random): string {
  const at = 1 + random(name.length - 2);
  const [before, here, next, after] = [name.slice(0, at), name[at] ?? "", name[at + 1] ?? "", name.slice(at + 2)];
  return (
    [`${before}${next}${here}${after}`, `${before}${next}${after}`, `${before}${here}${here}${next}${after}`][
      random(3)
    ] ?? name
  );
}

const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

/** A base full of namesakes, with what one member has had to do with some of them. */
export async function buildNamesakes(ctx: Context, contacts: number, random: Random): Promise<Person[]> {
  if (!ctx.member) throw new Error("Somebody has to have talked with them");
  const people = Array.from({ length: contacts }, (_, index): Person => {
    const words = [pick(given, random), pick(surnames, random), ...(random(5) === 0 ? [pick(more, random)] : [])];
    const chance = random(100);
    const near = nearness[chance < 4 ? 0 : chance < 6 ? 1 : chance < 9 ? 2 : chance < 12 ? 3 : 4] ?? "never dealt with";
    const phone = `+62812${String(10_000_000 + index)}`;
    return { id: newId(), name: words.join(" "), words, phone, email: `p${index}@namesakes.example`, nearness: near };
  });
  const workspaceId = ctx.workspace.id;
  const at = new Date(ctx.now.getTime() - 400 * 86_400_000);
  await ctx.tx.contact.createMany({
    data: people.map(({ id, name, nearness: near }) => ({
      id,
      workspaceId,
      name,
      searchKey: foldName(name),
      nameKey: nameKey(name),
      stage: "customer",
      ownerId: near === "kept by oneself" ? (ctx.member?.id ?? null) : null,
      source: "measure",
      createdAt: at,
    })),
  });
  const point = { workspaceId, source: "measure", validFrom: at, createdAt: at };
  await ctx.tx.contactPoint.createMany({
    data: people.flatMap(({ id, phone, email }) => [
      { ...point, id: newId(), contactId: id, kind: "phone", normal: phone, typed: phone },
      { ...point, id: newId(), contactId: id, kind: "email", normal: email, typed: email },
    ]),
  });
  await ctx.tx.interaction.createMany({
    data: people.flatMap((who) => {
      const talk = dealing(who.nearness, random);
      if (!talk) return [];
      const happenedAt = new Date(ctx.now.getTime() - talk.days * 86_400_000);
      return [
        {
          id: newId(),
          workspaceId,
          contactId: who.id,
          memberId: ctx.member?.id ?? null,
          type: "call",
          outcome: talk.outcome,
          happenedAt,
          note: "",
          surface: "cli",
          createdAt: happenedAt,
        },
      ];
    }),
  });
  return people;
}

function dealing(near: Nearness, random: Random): { days: number; outcome: string } | null {
  if (near === "talked with lately") return { days: 1 + random(28), outcome: "connected" };
  if (near === "rung in vain lately") return { days: 1 + random(28), outcome: "no_answer" };
  if (near === "talked with long ago") return { days: 40 + random(300), outcome: "connected" };
  return null;
}

export interface Tried {
  way: Way;
  nearness: Nearness;
  typed: string;
  meant: string;
  result: "saved" | "wrong" | "asked, the one meant offered" | "asked, otherwise";
  /** the line breaks the premise: a stranger by a first name alone */
  againstPremise: boolean;
}

const heads = ["call", "no answer", "meeting", "email", "left message"];

/** A line as somebody types it who means one of these people; every fourth means anybody, the others somebody they deal with. */
export async function tryLine(
  ctx: Context,
  people: readonly Person[],
  random: Random,
  againstPremise: boolean,
): Promise<Tried> {
  const all = Object.keys(ways) as Way[];
  const dealtWith = people.filter((who) => who.nearness !== "never dealt with");
  const strangers = people.filter((who) => who.nearness === "never dealt with");
  const stranger = againstPremise || random(4) === 0;
  const who = pick(stranger ? strangers : dealtWith, random);
  const possible = all.filter(
    (way) => !stranger || (way === "first name" ? againstPremise : !againstPremise && !onlyAmongAcquaintances.has(way)),
  );
  const way = pick(possible, random);
  const typed = `${pick(heads, random)} ${ways[way](who, random).toLowerCase()}: note`;
  const reader = { zone: "Asia/Jakarta", now: ctx.now, locale: "en-ID" };
  const resolution = await resolveCustomer(ctx, parseEntry(typed, reader));
  return { way, nearness: who.nearness, typed, meant: who.name, result: resultOf(resolution, who.id), againstPremise };
}

function resultOf(resolution: Awaited<ReturnType<typeof resolveCustomer>>, id: string): Tried["result"] {
  if (resolution === null || resolution.kind === "none") return "asked, otherwise";
  if (resolution.kind === "several")
    return resolution.matches.some(({ contactId }) => contactId === id)
      ? "asked, the one meant offered"
      : "asked, otherwise";
  const right = resolution.match.contactId === id;
  if (resolution.kind === "certain") return right ? "saved" : "wrong";
  return right ? "asked, the one meant offered" : "asked, otherwise";
}
