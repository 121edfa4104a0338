/**
 * The floor: Bolt with nothing of ours. Each command plays the statements that the product sent for it, in one transaction
 * through plain `pg`, and acknowledges with the answer that the product gave. "/bare" acknowledges with no statement at all.
 * Settings: DATABASE_URL, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, PORT.
 */
import { App, HTTPReceiver } from "@slack/bolt";
import pg from "pg";
import { answer, keyOf, type Score, usage } from "./ask.ts";
import { compile, type Play } from "./play-transcript.ts";

const {
  DATABASE_URL: url,
  SLACK_SIGNING_SECRET: signingSecret = "",
  SLACK_BOT_TOKEN: botToken = "",
  PORT,
} = process.env;

const pool = new pg.Pool({ connectionString: url, max: 10 });
const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events" });
const app = new App({ receiver, authorize: async () => ({ botToken, botId: "B0", botUserId: "U0" }) });

interface Piece {
  play: Play;
  answer: Score["answer"];
}
let pieces = new Map<string, Piece>();

app.command(/[\s\S]*/u, async ({ command: { command, text, trigger_id: triggerId }, ack }) => {
  if (command === "/bare") return ack(find(text).answer);
  const piece = find(keyOf(command, text));
  await piece.play(pool, { token: /#\w+$/u.exec(text)?.[0] ?? "", triggerId });
  await ack(piece.answer);
});

function find(key: string): Piece {
  const piece = pieces.get(key);
  if (!piece) throw new Error(`Nothing was recorded for ${key}`);
  return piece;
}

answer({
  usage: () => usage(0),
  play: (scores) => {
    pieces = new Map(scores.map((score) => [score.key, { play: compile(score), answer: score.answer }]));
    return null;
  },
});
await app.start(Number(PORT));
process.once("SIGTERM", () => process.exit(0));
