import { createContact, type NewContact } from "../../../src/crm/customers/create-contact.ts";
import type { NewEntry } from "../../../src/crm/interactions/log-interaction.ts";
import { type ParsedEntry, parseEntry } from "../../../src/crm/interactions/parse-entry.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import type { Client } from "../../../src/db/client.ts";
import type { Context } from "../../../src/db/context.ts";
import { openTeam, type Person, type Team, today } from "../customers/open-team.ts";

export const budiSantoso = {
  name: "Budi Santoso",
  companyName: "PT Contoh Makmur",
  emails: ["budi.santoso@contoh-makmur.co.id"],
  phones: ["0812-3456-7890"],
  source: "typed",
} satisfies NewContact;

export interface Office extends Team {
  budi: string;
  add(name: string, more?: Partial<NewContact>): Promise<string>;
}

/** A team with Budi Santoso among its customers. */
export async function openOffice(db: Client): Promise<Office> {
  const team = await openTeam(db);
  const add = (name: string, more: Partial<NewContact> = {}) =>
    team.as("steward", async (ctx) => (await createContact(ctx, { name, source: "typed", ...more })).id);
  return { ...team, add, budi: await add(budiSantoso.name, budiSantoso) };
}

export const minutes = (count: number) => new Date(today.getTime() + count * 60_000);
export const daysAgo = (count: number) => new Date(today.getTime() - count * 86_400_000);

export function call(contactId: string, more: Partial<NewEntry> = {}): NewEntry {
  return {
    contactId,
    type: "call",
    outcome: null,
    happenedAt: null,
    durationMinutes: null,
    note: "",
    tasks: [],
    ...more,
  };
}

/** As the command reads it. */
export function typed(ctx: Context, text: string): ParsedEntry {
  return parseEntry(text, { zone: "Asia/Jakarta", now: ctx.now, locale: "en-ID" });
}

/** The code of the refusal that this comes to; "done" when it is not refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

export const everybody: readonly Person[] = ["steward", "seller", "colleague", "viewer", "stranger"];
