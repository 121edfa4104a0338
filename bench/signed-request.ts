import { createHmac } from "node:crypto";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { json, text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

export interface Command {
  command: string;
  text: string;
  userId: string;
  teamId: string;
  triggerId: string;
}

/** Milliseconds after which an answer that was promised is given up. */
const patienceMs = 30_000;

type Answer = Record<string, unknown>;

/** One keep-alive connection to one side, as Slack keeps them, and the response_url at which late answers arrive. */
export class SignedRequests {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #late = new Map<string, (answer: Answer) => void>();
  readonly #listener = createServer(async (incoming, response) => {
    const answer = (await json(incoming)) as Answer;
    response.end("ok");
    this.#late.get(incoming.url ?? "")?.(answer);
  }).listen(0, "127.0.0.1");
  readonly #port: number;
  readonly #secret: string;

  constructor(port: number, secret: string) {
    this.#port = port;
    this.#secret = secret;
  }

  /**
   * Sends a slash command as Slack does.
   * @returns milliseconds from the first byte sent to the last of the answer, be it the acknowledgement or what came after
   * @throws unless an answer comes
   */
  async send(command: Command): Promise<{ ms: number; answer: Answer }> {
    if (!this.#listener.listening) await once(this.#listener, "listening");
    const { port } = this.#listener.address() as AddressInfo;
    const place = `/${command.triggerId}`;
    const late = new Promise<Answer>((resolve) => this.#late.set(place, resolve));
    const body = new URLSearchParams({
      token: "legacy",
      team_id: command.teamId,
      team_domain: "bench",
      channel_id: "C0BENCH0000",
      channel_name: "sales",
      user_id: command.userId,
      user_name: "bench",
      command: command.command,
      text: command.text,
      api_app_id: "A0BENCH0000",
      is_enterprise_install: "false",
      response_url: `http://127.0.0.1:${port}${place}`,
      trigger_id: command.triggerId,
    }).toString();
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = createHmac("sha256", this.#secret).update(`v0:${timestamp}:${body}`).digest("hex");
    const began = performance.now();
    const sending = request({
      agent: this.#agent,
      host: "127.0.0.1",
      port: this.#port,
      path: "/slack/events",
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(body),
        "x-slack-request-timestamp": String(timestamp),
        "x-slack-signature": `v0=${signature}`,
      },
    });
    sending.end(body);
    const [response] = await once(sending, "response");
    const said = await text(response);
    if (response.statusCode !== 200)
      throw new Error(`${command.command} ${command.text}: ${response.statusCode} ${said}`);
    const answer: Answer = said === "" ? await inTime(late, command) : JSON.parse(said);
    const ms = performance.now() - began;
    this.#late.delete(place);
    return { ms, answer };
  }

  close(): void {
    this.#agent.destroy();
    this.#listener.close();
    this.#listener.closeAllConnections();
  }
}

async function inTime(late: Promise<Answer>, { command, text: typed }: Command): Promise<Answer> {
  const patience = new AbortController();
  const given = pause(patienceMs, null, { signal: patience.signal }).catch(() => null);
  const answer = await Promise.race([late, given]);
  patience.abort();
  if (!answer) throw new Error(`${command} ${typed}: no answer came`);
  return answer;
}
