import { createHmac } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

export interface Command {
  command: string;
  text: string;
  userId: string;
  teamId: string;
  triggerId: string;
}

/** One keep-alive connection to one side, as Slack keeps them. */
export class SignedRequests {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #port: number;
  readonly #secret: string;

  constructor(port: number, secret: string) {
    this.#port = port;
    this.#secret = secret;
  }

  /**
   * Sends a slash command as Slack does.
   * @returns milliseconds from the first byte sent to the last received, and the acknowledgement's body
   * @throws unless the answer is 200 and says something
   */
  async send(command: Command): Promise<{ ms: number; answer: Record<string, unknown> }> {
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
      response_url: "http://127.0.0.1:9/commands/none",
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
    const ms = performance.now() - began;
    if (response.statusCode !== 200 || said === "") {
      throw new Error(`${command.command} ${command.text}: ${response.statusCode} ${said || "without an answer"}`);
    }
    return { ms, answer: JSON.parse(said) };
  }

  close(): void {
    this.#agent.destroy();
  }
}
