import { changeContact } from "../../../src/crm/customers/change-contact.ts";
import { logInteraction } from "../../../src/crm/interactions/log-interaction.ts";
import { listQuotesOfEntries } from "../../../src/crm/quotes/list-customer-quotes.ts";
import type { Quote } from "../../../src/crm/quotes/quote.ts";
import type { Client } from "../../../src/db/client.ts";
import { today } from "../customers/open-team.ts";
import { call, type Office } from "../interactions/interactions-fixture.ts";

interface Sent {
  note?: string;
  /** as it was typed; left out: the note tells it */
  amount?: string | null;
  contactId?: string;
  by?: "seller" | "colleague";
  now?: Date;
}

/** Sends somebody a quote, as its entry does; Budi unless somebody else is said. */
export async function send(
  office: Office,
  { contactId = office.budi, by = "seller", now = today, ...said }: Sent = {},
) {
  return office.as(
    by,
    async (ctx): Promise<Quote> => {
      const entry = call(contactId, { type: "quote", note: "", ...said });
      const { id } = await logInteraction(ctx, { ...entry, evenIfRepeated: true });
      const quote = (await listQuotesOfEntries(ctx, [id])).get(id);
      if (!quote) throw new Error("The entry made no quote");
      return quote;
    },
    { now },
  );
}

export const setStage = (office: Office, stage: string, contactId = office.budi) =>
  office.as("steward", (ctx) => changeContact(ctx, { contactId, stage }));

/** What a won quote may change of its customer. */
export const standing = (db: Client, { workspaceId }: Office, contactId: string) =>
  db.inWorkspace(workspaceId, (tx) =>
    tx.contact.findUniqueOrThrow({
      where: { id: contactId },
      select: { stage: true, customerSince: true, customerSinceSource: true },
    }),
  );

/** The steps of a customer's stage: "lead customer quote". */
export const steps = async (db: Client, { workspaceId }: Office, contactId: string) =>
  (
    await db.inWorkspace(workspaceId, (tx) =>
      tx.stageChange.findMany({ where: { contactId }, orderBy: [{ at: "asc" }, { id: "asc" }] }),
    )
  ).map(({ fromStage, toStage, cause }) => `${fromStage} ${toStage} ${cause}`);
