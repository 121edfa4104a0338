import { fileURLToPath } from "node:url";
import { faker } from "@faker-js/faker";
import { pino } from "pino";
import { migrate } from "../../src/db/migrate.ts";
import { masterKey } from "../build-audit.ts";
import { table } from "../write-part.ts";
import { killDeliveries } from "./kill-deliveries.ts";

const migrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

interface Effort {
  ownerUrl: string;
  kills: number;
  messages: number;
  tell(text: string): void;
}

/** The trial of kills as a table. @throws Error, with the lot's seed, when a message was lost or doubled */
export async function measureFaults({ ownerUrl, kills, messages, tell }: Effort): Promise<string> {
  await migrate(ownerUrl, { folder: migrations, log: pino({ level: "silent" }) });
  const seed = faker.seed();
  const result = await killDeliveries({
    ...{ ownerUrl, masterKey, kills, messages, tell },
    random: () => faker.number.float(),
  });
  const { lost, doubled, outOfOrder, unsettled, faults, seconds } = result;
  const troubles = Object.entries(faults).map(([kind, struck]) => `${kind} ${struck}`);
  const text = table(
    ["", `seed ${seed}`],
    [
      ["Kills", String(kills)],
      ["Messages", String(messages)],
      ["Lost", String(lost)],
      ["Doubled", String(doubled)],
      ["Conversations out of order", String(outOfOrder)],
      ["Not settled as sent", String(Object.values(unsettled).reduce((sum, count) => sum + count, 0))],
      ["Troubles of Slack's that struck", troubles.join(", ")],
      ["Minutes", (seconds / 60).toFixed(1)],
    ],
  );
  if (lost + doubled > 0) throw new Error(`Messages were lost or doubled:\n${text}`);
  return text;
}
