import { faker } from "@faker-js/faker";
import { describe, expect, inject, it } from "vitest";
import { killCards } from "../../bench/faults/kill-cards.ts";
import { testKey } from "../support/key-ring.ts";

const kills = 8;
const tickets = 24;

describe("cards of tickets, posted and edited by two workers under kill -9", () => {
  it(`stand once each and as their tickets are, after ${kills} kills`, { timeout: 600_000 }, async () => {
    const seed = faker.seed();
    const result = await killCards({
      ...{ ownerUrl: inject("ownerUrl"), masterKey: testKey, kills, tickets },
      random: () => faker.number.float(),
    });
    const { cards, ...faults } = result;
    expect(faults, `seed ${seed}`).toEqual({ lost: 0, doubled: 0, outdated: [], unsettled: {} });
    expect(cards, `seed ${seed}`).toBeGreaterThan(tickets / 2);
  });
});
