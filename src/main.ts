/**
 * Where Steward starts: `node src/main.ts` serves, `node src/main.ts SUBCOMMAND` is the command line. Everything else is
 * imported once it is known to be there, so that what is missing is told in a sentence and not in a stack trace.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** EX_UNAVAILABLE of sysexits.h: something that Steward needs is not to be had; starting again may help. */
const exitUnavailable = 69;

const root = fileURLToPath(new URL("..", import.meta.url));
/** Read here and not by Node's own option, which says on every start that there is none. */
const settingsFile = ".env";

await start(process.argv.slice(2));

async function start(words: string[]): Promise<void> {
  const missing = whatIsMissing();
  if (missing) return giveUp(missing, exitUnavailable);
  if (existsSync(settingsFile)) process.loadEnvFile(settingsFile);
  const { ConfigFaults, exitConfig, readConfig } = await import("./config.ts");
  try {
    const config = readConfig();
    const [first, ...rest] = words;
    if (first === undefined || first === "serve") {
      const { serve } = await import("./serve.ts");
      await serve(config, { pretty: rest.includes("--pretty") || process.stdout.isTTY === true });
    } else {
      const { runCli } = await import("./run-cli.ts");
      process.exitCode = await runCli(config, first === "cli" ? rest : words);
    }
  } catch (error) {
    if (error instanceof ConfigFaults) return giveUp(error.message, exitConfig);
    const sentence = sentenceOf(error);
    if (sentence !== null) return giveUp(sentence, exitUnavailable);
    const { createLog } = await import("./log.ts");
    createLog({ level: "fatal", pretty: process.stderr.isTTY === true, to: process.stderr }).fatal(
      { err: error },
      "A bug stopped Steward",
    );
    process.exit(1);
  }
}

function whatIsMissing(): string | null {
  if (!existsSync(`${root}/node_modules/zod`))
    return "Steward's packages are not installed. Run npm install, then start again.";
  if (!existsSync(`${root}/src/db/generated/client.ts`)) {
    return "A part of Steward that npm install makes is missing, because it ran without install scripts. Run npm run postinstall, then start again.";
  }
  return null;
}

/** What an error says to the person who starts Steward; null for a bug. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof Error && "sentence" in error && typeof error.sentence === "string") return error.sentence;
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "ERR_MODULE_NOT_FOUND") return null;
  return "One of Steward's packages is not installed. Run npm install, then start again.";
}

function giveUp(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
