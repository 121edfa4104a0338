import { beforeAll, describe, expect, it } from "vitest";
import type { LocalPage } from "./local-page.ts";
import { runInChromium } from "./run-in-chromium.ts";
import type { Product } from "./run-product.ts";

let product: Product;
let local: LocalPage;

beforeAll(async () => {
  const running = await runInChromium();
  ({ product, local } = running);
  return running.end;
});

describe("Steward stopped and started again", () => {
  it("still has messages, entries and access, and the open page comes back by itself", async () => {
    const { page } = local;
    await local.actAs("Rizky Pratama");
    await local.open("#sales");
    await local.say("Lunch at noon?");
    await local.message("Lunch at noon?").waitFor();
    await local.say("/crm-log call connected budi santoso: said before the restart");
    await local.message('"said before the restart"').waitFor();
    await page.getByRole("textbox", { name: "Message #sales" }).fill("half a line");

    expect(await product.stop()).toEqual({ code: 0, databaseAlive: false });
    await page.getByText("The connection to the local workspace was lost.").waitFor();
    await local.picture("50-stopped");
    await product.start();
    await page.getByText("The connection to the local workspace was lost.").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Message #sales" }).inputValue()).toBe("half a line");
    await local.message("Lunch at noon?").waitFor();

    await local.say("/crm-customer budi santoso");
    await local.message(/Today \d\d:\d\d · call · Rizky · said before the restart/u).waitFor();
    await local.picture("51-started-again");
    await local.menu(local.message('"said before the restart"'), "Edit");
    const form = local.dialog("Change the entry");
    await form.getByRole("textbox", { name: /^Note/u }).fill("changed after the restart");
    await form.getByRole("button", { name: "Save" }).click();
    await local.message('"changed after the restart"').waitFor();
    await local.open("Messages");
    await local.message("Dewi Lestari added you.").waitFor();
    expect(await page.getByRole("article").filter({ hasText: "added you" }).count()).toBe(1);
  });
});
