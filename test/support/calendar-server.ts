import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { type CalendarReader, createCalendarReader, isPublicAddress } from "../../src/crm/tickets/fetch-calendar.ts";

/** A server of calendars on this machine, over real https, and a reader that trusts and may reach it. */
export interface CalendarServer {
  /** what stands at each path; others are 404 */
  readonly pages: Map<string, Page>;
  readonly url: (path: string) => string;
  readonly read: CalendarReader;
  close(): void;
}

export interface Page {
  status?: number;
  location?: string;
  body: string;
}

/** Apart from this one machine the rule of who may be asked is the product's own. */
const host = "127.0.0.1";

export async function startCalendarServer(): Promise<CalendarServer> {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 7, ip: host },
          { type: 2, value: "localhost" },
        ],
      },
      { name: "basicConstraints", cA: true },
    ],
  });
  const pages = new Map<string, Page>();
  const server = createServer({ key, cert }, (request, response) => {
    const { status = 200, location, body } = pages.get(request.url ?? "") ?? { status: 404, body: "" };
    response.writeHead(status, { "content-type": "text/calendar", ...(location && { location }) }).end(body);
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    pages,
    url: (path) => `https://${host}:${port}${path}`,
    read: createCalendarReader({ mayReach: (address) => address === host || isPublicAddress(address), ca: cert }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** An iCalendar file with one whole day off for each date and name. */
export function calendarOf(...days: readonly [date: string, name: string][]): string {
  const events = days.flatMap(([date, name], index) => [
    "BEGIN:VEVENT",
    `UID:${index}`,
    `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`,
    `SUMMARY:${name}`,
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", ...events, "END:VCALENDAR"].join("\r\n");
}
