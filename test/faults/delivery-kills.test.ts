import { faker } from "@faker-js/faker";
import { describe, expect, inject, it } from "vitest";
import { killDeliveries } from "../../bench/faults/kill-deliveries.ts";
import { testKey } from "../support/key-ring.ts";

const kills = 30;
const messages = 200;

describe("delivery by two workers under kill -9, while Slack has troubles of its own", () => {
  it(`loses, doubles and disorders none of ${messages} messages in ${kills} kills`, { timeout: 600_000 }, async () => {
    const seed = faker.seed();
    const result = await killDeliveries({
      ...{ ownerUrl: inject("ownerUrl"), masterKey: testKey, kills, messages },
      random: () => faker.number.float(),
      tell: () => {},
    });
    expect(result, `seed ${seed}`).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0, unsettled: {} });
    expect(Object.values(result.faults).reduce((sum, struck) => sum + struck, 0)).toBeGreaterThan(kills / 2);
  });
});
