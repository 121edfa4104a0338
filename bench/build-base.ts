import { faker as english, fakerID_ID as indonesian } from "@faker-js/faker";
import pg from "pg";
import { v7 as newId } from "uuid";
import { companyNameKey } from "../src/crm/customers/company-name-key.ts";
import { stages } from "../src/crm/customers/contact.ts";
import { foldName } from "../src/crm/customers/fold-name.ts";
import { nameKey } from "../src/crm/customers/name-key.ts";

/** Rows that are sent at once. */
const portion = 5_000;
const contactsPerCompany = 8;
/** One contact in three has been talked with, this often each. */
const talkedWith = 3;
const talksEach = 5;
const yearMs = 365 * 86_400_000;
/** Nothing of the base is younger, so that what the run itself makes can be told from it by its time. */
const youngestMs = 3 * 86_400_000;
/** A team grows with its customers: one colleague for so many contacts, and never fewer than eight. */
const contactsPerColleague = 1_000;
const fewestColleagues = 8;

interface Table {
  name: string;
  /** each column's name with its type */
  columns: Record<string, string>;
  rows: unknown[][];
}

/**
 * Fills a workspace with so many contacts of believable names: Indonesian and English, a few hundred first names, so that
 * a first name alone means many people in a large base; with companies, an e-mail address, a phone number and a job title
 * each, and the talks of two years with every third of them.
 * @param colleagues besides who is there already
 */
export async function buildBase(
  url: string,
  workspaceId: string,
  contacts: number,
  colleagues = Math.max(fewestColleagues, contacts / contactsPerColleague),
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE steward_app");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspaceId]);
    const { rows } = await client.query<{ id: string }>("SELECT id FROM member");
    for (const table of makeRows(
      workspaceId,
      contacts,
      rows.map(({ id }) => id),
      colleagues,
    ))
      await insert(client, table);
    await client.query("COMMIT");
    // What autovacuum does by itself within minutes of an import.
    await client.query("VACUUM (ANALYZE)");
  } finally {
    await client.end();
  }
}

async function insert(client: pg.Client, { name, columns, rows }: Table): Promise<void> {
  const names = Object.keys(columns).map((column) => `"${column}"`);
  const types = Object.values(columns).map((type, at) => `$${at + 1}::${type}[]`);
  for (let from = 0; from < rows.length; from += portion) {
    const some = rows.slice(from, from + portion);
    await client.query(
      `INSERT INTO ${name} (${names.join(", ")}) SELECT * FROM unnest(${types.join(", ")})`,
      names.map((_, at) => some.map((row) => row[at])),
    );
  }
}

/** The same rows each time, but for their ids. */
function makeRows(workspaceId: string, count: number, known: readonly string[], colleagues: number): Table[] {
  indonesian.seed(20261122);
  english.seed(20261122);
  const now = Date.now() - youngestMs;
  const at = (share: number) => new Date(now - share * 2 * yearMs);
  const members: Table = {
    name: "member",
    columns: {
      id: "uuid",
      workspaceId: "uuid",
      slackUserId: "text",
      name: "text",
      zone: "text",
      locale: "text",
      createdAt: "timestamptz",
    },
    rows: [],
  };
  const companies: Table = {
    name: "company",
    columns: {
      id: "uuid",
      workspaceId: "uuid",
      name: "text",
      searchKey: "text",
      nameKey: "text",
      source: "text",
      createdAt: "timestamptz",
    },
    rows: [],
  };
  const people: Table = {
    name: "contact",
    columns: {
      id: "uuid",
      workspaceId: "uuid",
      name: "text",
      searchKey: "text",
      nameKey: "text",
      companyId: "uuid",
      stage: "text",
      ownerId: "uuid",
      source: "text",
      createdAt: "timestamptz",
    },
    rows: [],
  };
  const points: Table = {
    name: "contact_point",
    columns: {
      id: "uuid",
      workspaceId: "uuid",
      contactId: "uuid",
      kind: "text",
      normal: "text",
      typed: "text",
      source: "text",
      validFrom: "timestamptz",
      createdAt: "timestamptz",
    },
    rows: [],
  };
  const facts: Table = {
    name: "contact_fact",
    columns: {
      id: "uuid",
      workspaceId: "uuid",
      contactId: "uuid",
      field: "text",
      value: "text",
      source: "text",
      validFrom: "timestamptz",
      createdAt: "timestamptz",
    },
    rows: [],
  };
  const talks: Table = {
    name: "interaction",
    columns: {
      id: "uuid",
      workspaceId: "uuid",
      contactId: "uuid",
      memberId: "uuid",
      type: "text",
      outcome: "text",
      happenedAt: "timestamptz",
      note: "text",
      surface: "text",
      createdAt: "timestamptz",
    },
    rows: [],
  };

  const memberIds = [...known];
  for (let index = 0; index < colleagues; index += 1) {
    const id = newId({ msecs: now });
    memberIds.push(id);
    members.rows.push([id, workspaceId, `U0BENCH${index}`, english.person.fullName(), "Asia/Jakarta", "en-ID", at(1)]);
  }
  const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;

  for (let index = 0; index < Math.ceil(count / contactsPerCompany); index += 1) {
    const name =
      index % 3 === 0
        ? english.company.name()
        : `PT ${indonesian.company.name().replace(/^(PT|CV|UD|PD|Perum)\s+/u, "")}`;
    companies.rows.push([
      newId({ msecs: now }),
      workspaceId,
      name,
      foldName(name),
      companyNameKey(name),
      "import",
      at(1),
    ]);
  }
  for (let index = 0; index < count; index += 1) {
    const faker = index % 4 === 0 ? english : indonesian;
    const name = [
      faker.person.firstName(),
      ...(index % 3 === 0 ? [faker.person.middleName()] : []),
      faker.person.lastName(),
    ].join(" ");
    const id = newId({ msecs: now });
    const createdAt = at((index % 97) / 97);
    const company = pick(companies.rows, index)[0];
    people.rows.push([
      id,
      workspaceId,
      name,
      foldName(name),
      nameKey(name),
      company,
      pick(stages, index),
      pick(memberIds, index),
      "import",
      createdAt,
    ]);
    const email = `${foldName(name).replaceAll(" ", ".")}.${index}@contoh.example`;
    const phone = `+628${String(1_100_000_000 + index * 7)}`;
    points.rows.push([newId({ msecs: now }), workspaceId, id, "email", email, email, "import", createdAt, createdAt]);
    points.rows.push([newId({ msecs: now }), workspaceId, id, "phone", phone, phone, "import", createdAt, createdAt]);
    facts.rows.push([
      newId({ msecs: now }),
      workspaceId,
      id,
      "job_title",
      english.person.jobTitle(),
      "import",
      createdAt,
      createdAt,
    ]);
    if (index % talkedWith > 0) continue;
    for (let talk = 0; talk < talksEach; talk += 1) {
      const type = pick(["call", "email", "meeting", "visit", "note"], index + talk);
      const happenedAt = at(((index * 31 + talk * 17) % 101) / 101);
      talks.rows.push([
        newId({ msecs: now }),
        workspaceId,
        id,
        pick(memberIds, index + talk),
        type,
        type === "call" ? pick(["connected", "no_answer"], talk) : null,
        happenedAt,
        pick(remarks, index * 5 + talk),
        "slack-command",
        happenedAt,
      ]);
    }
  }
  return [members, companies, people, points, facts, talks];
}

const remarks = [
  "Asked for the renewal offer with delivery to Surabaya included.",
  "Happy with the last delivery; wants a sample of the new paper.",
  "Budget is decided in March, call again before.",
  "Complained that the invoice of May came twice.",
  "Would like a visit with the technician in the second week.",
  "Sent the price list for packaging and the terms of payment.",
  "Compares us with a supplier from Semarang, price matters most.",
  "Moves to a new warehouse, the address will change.",
];
