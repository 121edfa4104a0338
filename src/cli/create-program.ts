import { Command, Option } from "commander";
import { auditFormats } from "../crm/audits/export-audit.ts";
import { exportFormats } from "../crm/exports/request-customers-export.ts";
import { auditExport } from "./audit-export.ts";
import { auditVerify } from "./audit-verify.ts";
import type { CliDoors } from "./cli-doors.ts";
import { demoClear } from "./demo-clear.ts";
import { demoSeed } from "./demo-seed.ts";
import { exportCustomers } from "./export-customers.ts";
import { importFile } from "./import.ts";
import { importList } from "./import-list.ts";
import { importUndo } from "./import-undo.ts";
import { listAllJobs } from "./jobs.ts";
import { runJobByHand } from "./jobs-run.ts";
import { migrate } from "./migrate.ts";
import { privacyErase } from "./privacy-erase.ts";
import { privacyExport } from "./privacy-export.ts";
import { rotateKey } from "./rotate-key.ts";
import { workspaces } from "./workspaces.ts";

const oneWorkspace = ["--workspace <id>", "Slack's id of the workspace (T…), where there are several"] as const;

/** The command line: one file a subcommand, and what each is called with. */
export function createProgram(doors: CliDoors): Command {
  const program = new Command("steward")
    .description("Steward's command line. It works beside a Steward that runs, and without one.")
    .usage("SUBCOMMAND [options]")
    .helpCommand("help [subcommand]", "say how something is called")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => doors.say(text.trimEnd()),
      writeErr: (text) => doors.complain(text.trimEnd().replace(/^error: /, "")),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("What there is: npm run steward -- help");
  const importing = program
    .command("import <file>")
    .description("import customers from a CSV file: shows what its columns become, and asks")
    .option(...oneWorkspace)
    .option("--region <country>", "two letters: where phone numbers without a country code are from")
    .option("--map <column=field>", "what a column is, where it was not recognised; may be repeated", append, [])
    .option("--yes", "take the columns as recognised, without asking (for scripts)", false)
    .action((file: string, options: { workspace?: string; region?: string; map: string[]; yes: boolean }) =>
      importFile(doors, file, options),
    );
  // An option that the parent has as well is the parent's.
  importing
    .command("list")
    .description("list what was imported, the newest first")
    .option(...oneWorkspace)
    .action((_: unknown, command: Command) => importList(doors, command.optsWithGlobals<{ workspace?: string }>()));
  importing
    .command("undo <id>")
    .description("take back what an import did, where nothing was changed since; says what it left")
    .option(...oneWorkspace)
    .action((id: string, _: unknown, command: Command) =>
      importUndo(doors, id, command.optsWithGlobals<{ workspace?: string }>()),
    );
  program
    .command("workspaces")
    .description("list the Slack workspaces that Steward is installed in")
    .action(() => workspaces(doors));
  program
    .command("migrate")
    .description("bring the database to this version (npm start does it too)")
    .action(() => migrate(doors));
  program
    .command("rotate-key")
    .description(
      "keep the keys of people's values in the audit log under the new encryption key; goes on where it stopped",
    )
    .action(() => rotateKey(doors));
  const jobs = program
    .command("jobs")
    .description("list what runs by itself, how each job's latest run went, and messages that did not arrive")
    .option(...oneWorkspace)
    .action((options: { workspace?: string }) => listAllJobs(doors, options));
  jobs
    .command("run <job>")
    .description("run a job for one of its times, unless it has run for it already")
    .requiredOption("--slot <time>", "which time, with its distance from UTC, as 2026-11-23T09:00:00+07:00")
    .option(...oneWorkspace)
    .action((job: string, _: unknown, command: Command) =>
      runJobByHand(doors, job, command.optsWithGlobals<{ workspace?: string; slot: string }>()),
    );
  const audit = program.command("audit").description("the log of who did what");
  audit
    .command("verify")
    .description("check that nothing in it was changed, taken out or put in")
    .option(...oneWorkspace)
    .option("--head <number:hash>", "a head that you kept elsewhere, to be found in it")
    .action((options: { workspace?: string; head?: string }) => auditVerify(doors, options));
  audit
    .command("export")
    .description("write it into a file, CSV or JSON; the stewards hear of it")
    .requiredOption("--reason <words>", "why; kept in the audit log and told to the stewards")
    .option("--from <day>", "the first day, as 2026-11-01; without it from the first entry on")
    .option("--to <day>", "the last day; without it until now")
    .addOption(
      new Option("--format <format>", "csv for spreadsheets, json for machines").choices(auditFormats).default("csv"),
    )
    .option("--out <file>", "where it goes (default: audit-log.csv or audit-log.json)")
    .option(...oneWorkspace)
    .action((options: Parameters<typeof auditExport>[1]) => auditExport(doors, options));
  const demo = program.command("demo").description("made-up customers to try Steward with");
  demo
    .command("seed")
    .description("put them into a workspace")
    .option(...oneWorkspace)
    .action((options: { workspace?: string }) => demoSeed(doors, options));
  demo
    .command("clear")
    .description("remove them; what somebody really logged is kept")
    .option(...oneWorkspace)
    .action((options: { workspace?: string }) => demoClear(doors, options));
  const privacy = program.command("privacy").description("what is kept about one customer");
  privacy
    .command("export")
    .description("write everything about one customer into two files, to read and as JSON; the stewards hear of it")
    .requiredOption("--contact <id>", "the customer's id")
    .requiredOption("--out <folder>", "where the files go")
    .requiredOption("--reason <words>", "why; kept in the audit log and told to the stewards")
    .option(...oneWorkspace)
    .action((options: { workspace?: string; contact: string; out: string; reason: string }) =>
      privacyExport(doors, options),
    );
  privacy
    .command("erase")
    .description("erase one customer for good: shows everything that goes, and asks for the name")
    .requiredOption("--contact <id>", "the customer's id")
    .requiredOption("--reason <words>", "why, without the customer's name; kept in the audit log")
    .option("--dry-run", "show what would go, and erase nothing", false)
    .option("--confirm <name>", "the customer's name, to confirm without being asked (for scripts)")
    .option(...oneWorkspace)
    .action((options: { workspace?: string; contact: string; reason: string; dryRun: boolean; confirm?: string }) =>
      privacyErase(doors, options),
    );
  const exporting = program.command("export").description("what leaves as a file");
  exporting
    .command("customers")
    .description("write all customers with everything known of them into files, one a kind; the stewards hear of it")
    .requiredOption("--reason <words>", "why; kept in the audit log and told to the stewards")
    .addOption(
      new Option("--format <format>", "csv for spreadsheets and import, json for machines (JSON Lines)")
        .choices(exportFormats)
        .default("csv"),
    )
    .option("--out <folder>", "where they go", "customers-export")
    .option(...oneWorkspace)
    .action((options: Parameters<typeof exportCustomers>[1]) => exportCustomers(doors, options));
  for (const command of [
    ...importing.commands,
    ...jobs.commands,
    exporting,
    ...exporting.commands,
    demo,
    privacy,
    audit,
    ...privacy.commands,
    ...audit.commands,
    ...program.commands,
    ...demo.commands,
  ])
    command.copyInheritedSettings(program);
  return program;
}

function append(value: string, before: string[]): string[] {
  return [...before, value];
}
