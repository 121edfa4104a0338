import type pg from "pg";
import type { Transcript } from "./transcript.ts";

/** One thing that a person types, again and again with other words. */
export interface Case {
  /** as the table shows it */
  title: string;
  command: string;
  /** what may be typed, in this base */
  subjects(base: pg.ClientBase, wanted: number): Promise<string[]>;
  text(subject: string, token: string): string;
  /** whether what was recorded is what the title says */
  fits(transcript: Transcript, answer: string): boolean;
}

const one = async (base: pg.ClientBase, query: string, wanted: number): Promise<string[]> => {
  const { rows } = await base.query<{ subject: string }>(query, [wanted]);
  return rows.map(({ subject }) => subject);
};

/** Names that one contact alone bears, of those who have been talked with. */
const uniqueNames = `
  SELECT min(name) AS subject FROM contact c WHERE name !~ '[^A-Za-z ]'
  GROUP BY "nameKey" HAVING count(*) = 1 AND bool_or(EXISTS (SELECT FROM interaction i WHERE i."contactId" = c.id))
  ORDER BY md5(min(name)) LIMIT $1`;

/** First names that several bear. */
const sharedFirstNames = `
  SELECT initcap(split_part("searchKey", ' ', 1)) AS subject FROM contact WHERE split_part("searchKey", ' ', 1) ~ '^[a-z]{5,}$'
  GROUP BY 1 HAVING count(*) >= 3 ORDER BY md5(initcap(split_part("searchKey", ' ', 1))) LIMIT $1`;

/** Beginnings that more names have than a list shows. */
const beginnings = `
  SELECT left("searchKey", 3) AS subject FROM contact WHERE "searchKey" ~ '^[a-z]{4}'
  GROUP BY 1 HAVING count(*) > 8 ORDER BY md5(left("searchKey", 3)) LIMIT $1`;

const writes = (transcript: Transcript, table: string) =>
  transcript.statements.some(({ text }) => new RegExp(`^INSERT INTO [^(]*\\b${table}"?\\s*\\(`, "u").test(text));

export const cases: readonly Case[] = [
  {
    title: "`/crm-log call connected NAME: note`, logged",
    command: "/crm-log",
    subjects: (base, wanted) => one(base, uniqueNames, wanted),
    text: (subject, token) => `call connected ${subject}: wants the renewal offer by friday week ${token}`,
    fits: (transcript) => writes(transcript, "interaction"),
  },
  {
    title: "`/crm-log call connected FIRST NAME: note`, a choice of several",
    command: "/crm-log",
    subjects: (base, wanted) => one(base, sharedFirstNames, wanted),
    text: (subject, token) => `call connected ${subject}: wants the renewal offer ${token}`,
    fits: (transcript, answer) => writes(transcript, "draft") && (answer.match(/"type":"button"/gu)?.length ?? 0) >= 3,
  },
  {
    title: "`/crm-customer NAME`, the card",
    command: "/crm-customer",
    subjects: (base, wanted) => one(base, uniqueNames, wanted),
    text: (subject) => subject,
    fits: ({ statements }) => statements.some(({ text }) => /FROM contact_fact\b/u.test(text) && !/ANY\(/u.test(text)),
  },
  {
    title: "`/crm PART`, a list",
    command: "/crm",
    subjects: (base, wanted) => one(base, beginnings, wanted),
    text: (subject) => subject,
    fits: ({ statements }, answer) =>
      !statements.some(({ text }) => /FROM task\b/u.test(text)) &&
      (answer.match(/"type":"button"/gu)?.length ?? 0) >= 3,
  },
];
