import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { openChromium } from "../sandbox/page/open-chromium.ts";
import { type LocalPage, openLocalPage } from "./local-page.ts";
import { type Product, runProduct } from "./run-product.ts";

/** Steward on its first start, with its local workspace open in Chromium. */
export interface InChromium {
  product: Product;
  browser: Browser;
  local: LocalPage;
  /** stops Steward as an operator would, and holds it to what an orderly stop is */
  end(): Promise<void>;
}

/** @param at what Steward's clock says when it starts; this computer's time unless said */
export async function runInChromium(at?: string): Promise<InChromium> {
  const product = await runProduct(at);
  const browser = await openChromium();
  const local = await openLocalPage(browser, product);
  return {
    product,
    browser,
    local,
    async end() {
      await browser.close();
      const stopped = await product.stop();
      await product.remove();
      expect(stopped).toEqual({ code: 0, databaseAlive: false });
      expect(local.complaints).toEqual([]);
      expect(product.faults()).toEqual([]);
    },
  };
}
