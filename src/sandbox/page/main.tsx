import { render } from "preact";
import type { Boot } from "../page-protocol.ts";
import { App } from "./app.tsx";
import { pageText } from "./page.text.ts";
import { placeOfPermalink } from "./place.ts";

/** How long to wait before asking again for a server that does not answer, in milliseconds. */
const bootRetry = 2000;

const root = document.getElementById("page") as HTMLElement;

async function start(): Promise<void> {
  const boot = await fetchBoot();
  if (boot === null) {
    render(<p class="whole-page-note">{pageText.bootFailed}</p>, root);
    setTimeout(() => void start(), bootRetry);
    return;
  }
  render(<App boot={boot} />, root);
}

async function fetchBoot(): Promise<Boot | null> {
  try {
    const answer = await fetch("/sandbox/page/boot");
    return answer.ok ? ((await answer.json()) as Boot) : null;
  } catch {
    // No server: the page says so and asks again.
    return null;
  }
}

// A permalink of a message opens this page; from here on its place is in the fragment.
const permalink = placeOfPermalink(new URL(location.href));
if (permalink !== null) history.replaceState(null, "", `/${permalink}`);

void start();
