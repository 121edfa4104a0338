import type { Permission } from "../crm/access/permission.ts";
import { getTicketId } from "../crm/tickets/get-ticket.ts";
import { listWithRisk } from "../crm/tickets/list-own-tickets.ts";
import { listTickets } from "../crm/tickets/list-tickets.ts";
import type { TicketState } from "../crm/tickets/ticket.ts";
import type { Context } from "../db/context.ts";
import { type AnyCommand, defineCommand, type Typist, type Where } from "./define.ts";
import { readerOf } from "./reader.ts";
import { type Reply, say } from "./reply.ts";
import { takeTicketNumber } from "./ticket-grammar.ts";
import { ticketDeskText as text } from "./views/ticket-desk.text.ts";
import { notUnderstoodMessage, usageOf, whichTicketMessage } from "./views/ticket-desk.ts";

/** What a verb makes of the words behind the ticket; "unfit": they are none of its. */
export type ReadRest<Rest> = (rest: string, typist: Typist) => Rest | "unfit";

interface TicketVerb<Rest> {
  /** after "/crm-ticket " */
  verb: string;
  usage: string;
  example: string;
  summary: string;
  may: Permission;
  /** the ticket may stand behind other words: "assign @maya T-31" */
  numberAnywhere?: boolean;
  /** which of one's tickets are offered where none was named; all that are not solved unless said otherwise */
  offers?: { states: readonly TicketState[]; anybodys: boolean };
  read: ReadRest<Rest>;
  run(ctx: Context, ticketId: string, rest: Rest, where: Where, command: TypedVerb): Promise<Reply>;
}

/** The command as it was typed, to be run again with another word in it. */
export interface TypedVerb {
  /** "/crm-ticket assign" */
  name: string;
  number: number;
  /** as typed, mentions and all */
  rest: string;
}

interface VerbInput<Rest> {
  number: number | null;
  rest: Rest | "unfit";
  typedRest: string;
  typed: string;
}

const mostOffered = 5;

/** A verb of /crm-ticket that is about one ticket: `/crm-ticket VERB T-31 words`. */
export function defineTicketVerb<Rest>(verb: TicketVerb<Rest>): AnyCommand {
  const name = `/crm-ticket ${verb.verb}`;
  const help = usageOf({ ...verb, name });
  const ask = (ctx: Context, typedRest: string) => askWhichTicket(ctx, name, help, typedRest, verb.offers);
  return defineCommand<VerbInput<Rest>>({
    name,
    usage: verb.usage,
    example: verb.example,
    summary: verb.summary,
    may: verb.may,
    parse(typed, typist) {
      if (typed === "") return null;
      const { number, rest } = takeTicketNumber(typed, { anywhere: verb.numberAnywhere ?? false });
      return { number, rest: verb.read(rest, typist), typedRest: rest, typed };
    },
    async run(ctx, { number, rest, typedRest, typed }, _gathered, where) {
      if (rest === "unfit")
        return say(
          notUnderstoodMessage(typed, help, [
            { label: text.openWith(), command: `/crm-ticket new ${verb.verb} ${typed}` },
          ]),
        );
      if (number === null) return ask(ctx, typedRest);
      return verb.run(ctx, await getTicketId(ctx, number), rest, where, { name, number, rest: typedRest });
    },
    form: (ctx) => ask(ctx, ""),
  });
}

/** One's own tickets to choose from: each button is the command as it was typed, with that ticket in it. */
async function askWhichTicket(
  ctx: Context,
  name: string,
  help: { usage: string; example: string },
  rest: string,
  offers: TicketVerb<unknown>["offers"],
): Promise<Reply> {
  const { tickets } = await listTickets(ctx, {
    filter: {
      ...(offers && { states: offers.states }),
      ...(!offers?.anybodys && { assigneeId: ctx.member?.id ?? null }),
    },
    limit: mostOffered,
  });
  const commandOf = (number: number) => `${name} T-${number} ${rest}`.trim();
  return say(
    whichTicketMessage({ tickets: await listWithRisk(ctx, tickets), commandOf, typed: rest }, help, readerOf(ctx)),
  );
}
