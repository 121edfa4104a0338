import { once } from "node:events";
import { finished } from "node:stream/promises";
import {
  type Faker,
  fakerDE,
  fakerEN,
  fakerES,
  fakerFR,
  fakerID_ID,
  fakerNL,
  fakerTR,
  fakerVI,
  fakerZH_CN,
} from "@faker-js/faker";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { v7 as newId } from "uuid";
import { companyNameKey } from "../src/crm/customers/company-name-key.ts";
import { foldName } from "../src/crm/customers/fold-name.ts";
import { nameKey } from "../src/crm/customers/name-key.ts";

/** A contact that a question may be about, with what somebody may remember of it. */
export interface Target {
  contactId: string;
  name: string;
  company: string;
  email: string;
  phone: string;
  /** the colleague's newest note on it, with the two words in it that are drawn from long lists */
  note: { noun: string; product: string } | null;
  /** by whom it has been talked with among their last hundred entries; null: by nobody */
  memberId: string | null;
}

export interface SearchBase {
  targets: Target[];
  /** somebody with access who has never talked with anybody */
  newcomerId: string;
  rows: Record<string, number>;
  /** seconds */
  copied: number;
  indexes: { name: string; table: string; bytes: number; seconds: number | null }[];
}

const contactsPerCompany = 8;
const contactsPerColleague = 1_000;
const fewestColleagues = 8;
const talkedWith = 3;
const talksEach = 5;
const yearMs = 365 * 86_400_000;
/** Of every thousand contacts so many become targets, and of the last talks of each colleague. */
const targetsWanted = 4_000;

/** The share of each language in the base, in twentieths. */
const languages: readonly (readonly [Faker, number])[] = [
  [fakerID_ID, 10],
  [fakerEN, 3],
  [fakerZH_CN, 1],
  [fakerDE, 1],
  [fakerNL, 1],
  [fakerFR, 1],
  [fakerES, 1],
  [fakerTR, 1],
  [fakerVI, 1],
];

const tables = {
  member: ["id", "workspaceId", "slackUserId", "name", "zone", "locale", "createdAt"],
  access_grant: ["id", "workspaceId", "memberId", "role", "grantedAt"],
  company: ["id", "workspaceId", "name", "searchKey", "nameKey", "source", "createdAt"],
  contact: [
    "id",
    "workspaceId",
    "name",
    "searchKey",
    "nameKey",
    "companyId",
    "stage",
    "ownerId",
    "source",
    "createdAt",
  ],
  contact_point: ["id", "workspaceId", "contactId", "kind", "normal", "typed", "source", "validFrom", "createdAt"],
  interaction: [
    "id",
    "workspaceId",
    "contactId",
    "memberId",
    "type",
    "outcome",
    "happenedAt",
    "note",
    "surface",
    "createdAt",
  ],
} as const;
type Table = keyof typeof tables;

/** Rows on their way into a table. */
class Copy {
  readonly #client: pg.Client;
  readonly #stream: ReturnType<typeof copyFrom>;
  #waiting: string[] = [];
  rows = 0;

  private constructor(client: pg.Client, table: Table) {
    this.#client = client;
    const columns = tables[table].map((column) => `"${column}"`).join(", ");
    this.#stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`));
  }

  static async open(url: string, table: Table): Promise<Copy> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // The rows fit together by their making: checking each reference again would only be slow.
    await client.query("SET session_replication_role = replica");
    return new Copy(client, table);
  }

  async add(...values: (string | Date | null)[]): Promise<void> {
    const cells = values.map((value) => (value === null ? "\\N" : value instanceof Date ? value.toISOString() : value));
    this.#waiting.push(`${cells.join("\t")}\n`);
    this.rows += 1;
    if (this.#waiting.length < 2_000) return;
    const text = this.#waiting.join("");
    this.#waiting = [];
    if (!this.#stream.write(text)) await once(this.#stream, "drain");
  }

  async close(): Promise<void> {
    this.#stream.end(this.#waiting.join(""));
    await finished(this.#stream);
    await this.#client.end();
  }
}

/**
 * Fills a workspace by COPY with so many contacts, the same each time but for their ids: half of them Indonesian, the rest of
 * eight other languages, with the few hundred first names and surnames that faker has of each, so that namesakes abound; a company
 * for eight, an e-mail address of one of three kinds, a phone number with its digits scattered, and five talks with every third.
 * @param url login of a superuser, since COPY does not go through row-level security
 * @param options.rebuild takes the search indexes away before and makes them anew afterwards, one by one and timed
 */
export async function buildSearchBase(
  url: string,
  workspaceId: string,
  contacts: number,
  { rebuild }: { rebuild: boolean },
): Promise<SearchBase> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const searching = rebuild ? await takeIndexes(client) : [];
    const began = performance.now();
    const made = await fill(url, workspaceId, contacts);
    const copied = (performance.now() - began) / 1000;
    const seconds = new Map<string, number>();
    for (const { name, definition } of searching) {
      const at = performance.now();
      await client.query(definition);
      seconds.set(name, (performance.now() - at) / 1000);
    }
    await client.query("VACUUM (ANALYZE) contact, company, contact_point, interaction, member, access_grant");
    const { rows } = await client.query<{ name: string; table: string; bytes: string }>(`
      SELECT indexname AS name, tablename AS table, pg_relation_size(format('%I', indexname)::regclass) AS bytes
      FROM pg_indexes WHERE indexname LIKE '%\\_search\\_%' ORDER BY tablename, indexname`);
    const indexes = rows.map((row) => ({ ...row, bytes: Number(row.bytes), seconds: seconds.get(row.name) ?? null }));
    return { ...made, copied, indexes };
  } finally {
    await client.end();
  }
}

async function takeIndexes(client: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexname LIKE '%\\_search\\_%' ORDER BY indexname`);
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return rows;
}

async function fill(
  url: string,
  workspaceId: string,
  contacts: number,
): Promise<Pick<SearchBase, "targets" | "newcomerId" | "rows">> {
  const now = Date.now();
  const ago = (share: number) => new Date(now - 60_000 - share * 2 * yearMs);
  const faker = seeded();
  const open = Object.fromEntries(
    await Promise.all((Object.keys(tables) as Table[]).map(async (table) => [table, await Copy.open(url, table)])),
  ) as Record<Table, Copy>;

  const memberIds: string[] = [];
  const addMember = async (index: number): Promise<string> => {
    const id = newId();
    await open.member.add(id, workspaceId, `U0SEARCH${index}`, `Colleague ${index}`, "Asia/Jakarta", "en-ID", ago(1));
    await open.access_grant.add(newId(), workspaceId, id, "member", ago(1));
    return id;
  };
  const colleagues = Math.max(fewestColleagues, Math.ceil(contacts / contactsPerColleague));
  for (let index = 0; index < colleagues; index += 1) memberIds.push(await addMember(index));
  const newcomerId = await addMember(colleagues);

  const companies: { id: string; name: string; domain: string }[] = [];
  for (let index = 0; index < Math.ceil(contacts / contactsPerCompany); index += 1) {
    const name = companyName(faker, index);
    const id = newId();
    companies.push({ id, name, domain: `${companyNameKey(name).replaceAll(" ", "-")}.co.id` });
    await open.company.add(id, workspaceId, name, foldName(name), companyNameKey(name), "import", ago(1));
  }

  const targets: Target[] = [];
  const every = Math.max(1, Math.floor(contacts / targetsWanted));
  // Each colleague's newest talks lie in the last days: those contacts are theirs to remember.
  const lately = new Map<string, number>();
  for (let index = 0; index < contacts; index += 1) {
    const name = personName(faker, index);
    const id = newId();
    const folded = foldName(name);
    const company = companies[(index * 7_919) % companies.length] as (typeof companies)[number];
    const createdAt = ago((index % 97) / 97);
    const owner = memberIds[index % memberIds.length] as string;
    await open.contact.add(
      id,
      workspaceId,
      name,
      folded,
      nameKey(name),
      company.id,
      "customer",
      owner,
      "import",
      createdAt,
    );
    const email = emailOf(folded, company.domain, index);
    const phone = `+628${1_000_000_000 + ((index * 7_368_787) % 8_999_999_993)}`;
    for (const [kind, value] of [
      ["email", email],
      ["phone", phone],
    ] as const)
      await open.contact_point.add(newId(), workspaceId, id, kind, value, value, "import", createdAt, createdAt);
    let note: Target["note"] = null;
    let memberId: string | null = null;
    if (index % talkedWith === 0) {
      const recent = (lately.get(owner) ?? 0) < 15;
      if (recent) lately.set(owner, (lately.get(owner) ?? 0) + 1);
      for (let talk = 0; talk < talksEach; talk += 1) {
        const said = { noun: faker.en.word.noun(), product: faker.en.commerce.product().toLowerCase() };
        const newest = recent && talk === 0;
        // The newest talk of the ones that are remembered is the owner's own; all others are older than any of those.
        const at = newest ? ago((index % 50) / 10_000) : ago(0.02 + (((index * 31 + talk * 17) % 9_973) / 9_973) * 0.9);
        if (newest) [note, memberId] = [said, owner];
        const who = newest ? owner : (memberIds[(index + talk * 13) % memberIds.length] as string);
        await open.interaction.add(
          newId(),
          workspaceId,
          id,
          who,
          talk % 3 === 0 ? "call" : "email",
          null,
          at,
          sentence(faker, index + talk, said),
          "slack-command",
          at,
        );
      }
    }
    if (memberId !== null || index % every === 0)
      targets.push({ contactId: id, name, company: company.name, email, phone, note, memberId });
  }
  await Promise.all(Object.values(open).map((copy) => copy.close()));
  const rows = Object.fromEntries(Object.entries(open).map(([table, copy]) => [table, copy.rows]));
  return { targets, newcomerId, rows };
}

interface Seeded {
  en: Faker;
  of(index: number): Faker;
}

function seeded(): Seeded {
  const order = languages.flatMap(([faker, share]) => Array.from({ length: share }, () => faker));
  for (const [faker] of languages) faker.seed(20_261_122);
  // 7 has no factor in common with 20: neighbours are of different languages.
  return { en: fakerEN, of: (index) => order[(index * 7) % order.length] as Faker };
}

function personName(faker: Seeded, index: number): string {
  const { person } = faker.of(index);
  const middle = index % 3 === 0 ? [person.firstName()] : [];
  return [person.firstName(), ...middle, person.lastName()].join(" ");
}

function companyName({ en, of }: Seeded, index: number): string {
  const own = of(index)
    .company.name()
    .replace(/^(?:PT|CV|UD|PD|Perum)\s+/u, "");
  const word = en.word.adjective();
  return index % 2 === 0 ? `PT ${own.replace(/\s+(?:Tbk|\(Persero\).*)$/u, "")} ${capital(word)}` : own;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** "budi.santoso@…", "bsantoso7@…", "santosobudi83@gmail.com": each a third. */
function emailOf(folded: string, domain: string, index: number): string {
  const words = folded.split(" ");
  const [first = "x", last = first] = [words[0], words.at(-1)];
  if (index % 3 === 0) return `${first}.${last}${index % 7 === 0 ? index % 100 : ""}@${domain}`;
  if (index % 3 === 1) return `${first.slice(0, 1)}${last}${index % 100}@${domain}`;
  return `${last}${first}${index % 1000}@gmail.com`;
}

const openings = [
  "Asked for an offer of",
  "Wants to know when we deliver",
  "Complained about the invoice for",
  "Minta penawaran untuk",
  "Bertanya kapan pengiriman",
  "Compares us with a supplier of",
];
const endings = [
  "decides next month",
  "call again after lunch",
  "price matters most",
  "hubungi lagi minggu depan",
  "sudah setuju",
  "the director has to sign",
];

function sentence({ en }: Seeded, index: number, { noun, product }: { noun: string; product: string }): string {
  const city = en.location.city();
  return `${openings[index % openings.length]} ${product} with ${noun} for ${city}; ${endings[(index * 5) % endings.length]}.`;
}
