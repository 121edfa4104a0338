import { type Browser, chromium } from "playwright-core";

/** Starts the machine's own Chromium, without a screen and without calling home. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env["STEWARD_CHROMIUM"] ?? process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
