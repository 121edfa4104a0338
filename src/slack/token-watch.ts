import { createHash } from "node:crypto";
import { WebAPIPlatformError, WebClient, type WebClientOptions } from "@slack/web-api";
import { UnknownWorkspace } from "../db/open-transaction.ts";

/**
 * Slack's answers to a token that is no longer any good. Sources: docs.slack.dev, auth.test (errors); @slack/socket-mode 3.1.0,
 * UnrecoverableSocketModeStartError. `not_authed` is not among them: it says that we sent no token.
 */
const deadToken = new Set([
  "account_inactive",
  "invalid_auth",
  "token_expired",
  "token_revoked",
  "team_disabled",
  "user_removed_from_team",
]);

/** The code with which Slack refused the token itself; null for every other error. */
export function refusedToken(error: unknown): string | null {
  return error instanceof WebAPIPlatformError && deadToken.has(error.data.error) ? error.data.error : null;
}

/** By what a token is known again without being kept. */
export function tokenPrint(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token, "utf8").digest());
}

/** What Slack says of the token, asked once: null for good, the code of its refusal, or that it cannot be asked. */
export async function askAboutToken(client: WebClient): Promise<string | null | "unsure"> {
  try {
    await client.auth.test();
    return null;
  } catch (error) {
    return refusedToken(error) ?? "unsure";
  }
}

interface WatchOptions {
  teamId: string;
  /** asks about the token, past the watch */
  client: WebClient;
  clock: { now(): Date; after(ms: number, run: () => void): () => void };
  /** the workspace is gone: to be written down, for every process */
  lost(sign: string): Promise<void>;
  /** the token is good again: to be entered again */
  back(): Promise<void>;
  log: { warn(details: object, message: string): void; info(details: object, message: string): void };
}

/** Milliseconds between the two refusals of auth.test that it takes: what is over by then was a fault of Slack's. */
export const sureAfterMs = 10_000;
/** How often Slack is asked unprompted: with `sureAfterMs` less than a minute, so that also an idle workspace is seen to be gone. */
const lookEveryMs = 45_000;
/** How often when it is gone. */
const lookAgainMs = 60 * 60_000;
/** A sign of life of a workspace that is gone leads to a question, but not more often than this. */
const askAgainMs = 15_000;

/**
 * Whether Slack still knows the token. A call that is refused for its token's sake waits, and all later ones with it, until
 * auth.test has said so twice; then nothing calls Slack any more, until the token is found to be good again.
 */
export class TokenWatch {
  readonly #options: WatchOptions;
  #dead = false;
  #stopped = false;
  #checking: Promise<"good" | "dead" | "unsure"> | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #cancelLook = () => {};
  #cutShort = () => {};

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Lets a call through. @throws UnknownWorkspace when the token is dead */
  async admit(): Promise<void> {
    if (this.#dead) {
      if (!(await this.cameBack())) throw this.#unknown();
    } else if ((await this.#checking) === "dead") throw this.#unknown();
  }

  /**
   * A call was refused for its token's sake. Resolves when that was a passing fault, so that the call can be made again.
   * @throws UnknownWorkspace when the token is dead; the error itself when Slack cannot be asked
   */
  async doubt(error: unknown): Promise<void> {
    const verdict = await this.#check();
    if (verdict === "dead") throw this.#unknown();
    if (verdict === "unsure") throw error;
  }

  /** Slack itself, or another process, has said that the workspace is gone: no call is made any more. */
  left(sign: string): void {
    if (this.#dead) return;
    this.#dead = true;
    // Slack may have told of it before its own token knew: a question now would be answered too soon.
    this.#askedAt = this.#options.clock.now().getTime();
    const { log, teamId } = this.#options;
    log.warn(
      { teamId, sign },
      "Slack has taken Steward out of the workspace; nothing runs there until it is installed again",
    );
    this.#scheduleLook();
  }

  /** Something came from a workspace that is gone: true when the token is good again, and the workspace entered again. */
  async cameBack(): Promise<boolean> {
    const { clock, client, back, log, teamId } = this.#options;
    if (this.#checking) return (await this.#checking) === "good" && !this.#dead;
    const now = clock.now().getTime();
    if (this.#stopped || now - this.#askedAt < askAgainMs) return false;
    this.#askedAt = now;
    const asking = (async () => {
      const said = await askAboutToken(client);
      if (said === "unsure") return "unsure";
      if (said !== null) {
        this.left(said);
        return "dead";
      }
      try {
        await back();
      } catch (error) {
        log.warn({ err: error, teamId }, "The workspace could not be entered again; it will be tried again");
        return "unsure";
      }
      if (this.#dead) log.info({ teamId }, "Slack knows the token again; the workspace goes on");
      this.#dead = false;
      this.#askedAt = Number.NEGATIVE_INFINITY;
      this.#scheduleLook();
      return "good";
    })() as Promise<"good" | "dead" | "unsure">;
    return (await this.#hold(asking)) === "good";
  }

  /** Begins to ask by itself. */
  begin(): void {
    this.#scheduleLook();
  }

  /** Asks no more; whoever waits for an answer gets none. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook();
    this.#cutShort();
    await this.#checking;
  }

  #unknown(): UnknownWorkspace {
    return new UnknownWorkspace(this.#options.teamId);
  }

  #check(): Promise<"good" | "dead" | "unsure"> {
    return this.#checking ?? this.#hold(this.#askTwice());
  }

  async #askTwice(): Promise<"good" | "dead" | "unsure"> {
    const { client, lost, log, teamId } = this.#options;
    if (this.#dead) return "dead";
    if (this.#stopped) return "unsure";
    const first = await askAboutToken(client);
    if (first === null) return "good";
    if (first === "unsure") return "unsure";
    await this.#pause(sureAfterMs);
    if (this.#stopped) return "unsure";
    const second = await askAboutToken(client);
    if (second === null) return "good";
    if (second === "unsure") return "unsure";
    try {
      await lost(second);
    } catch (error) {
      log.warn({ err: error, teamId }, "That the workspace is gone could not be written down; it will be tried again");
      return "unsure";
    }
    this.left(second);
    return "dead";
  }

  async #hold<T extends "good" | "dead" | "unsure">(asking: Promise<T>): Promise<T> {
    this.#checking = asking;
    try {
      return await asking;
    } finally {
      this.#checking = null;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#cutShort = () => {
        cancel();
        resolve();
      };
    });
  }

  #scheduleLook(): void {
    this.#cancelLook();
    if (this.#stopped) return;
    this.#cancelLook = this.#options.clock.after(this.#dead ? lookAgainMs : lookEveryMs, () => {
      void (this.#dead ? this.cameBack() : this.#check()).finally(() => this.#scheduleLook());
    });
  }
}

/** The Web API under a watch: a dead token calls nothing, and a call that met a passing fault is made once more. */
export class WatchedClient extends WebClient {
  readonly #watch: TokenWatch;

  constructor(token: string, options: WebClientOptions, watch: TokenWatch) {
    super(token, options);
    this.#watch = watch;
  }

  override async apiCall(...call: Parameters<WebClient["apiCall"]>): ReturnType<WebClient["apiCall"]> {
    await this.#watch.admit();
    try {
      return await super.apiCall(...call);
    } catch (error) {
      if (refusedToken(error) === null) throw error;
      await this.#watch.doubt(error);
      return super.apiCall(...call);
    }
  }
}
