import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";

const root = join(import.meta.dirname, "..", "..");
const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/** Files that somebody is told to make, and places that come to be when Steward runs. */
const notOurs = [/^\.env$/u, /^\.steward\b/u, /^test\/.*\*/u];
/** Folders at the root: a path in a document begins with one of them. */
const folders = ["src", "commands", "jobs", "prisma", "test", "docs", "bench", ".ci"];

function pathsIn(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/gu)].map((found) => found[1] ?? "");
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/gu)].map((found) => found[1] ?? "");
  const isPath = (word: string) =>
    folders.some((folder) => word === `${folder}/` || word.startsWith(`${folder}/`)) ||
    /^[\w.-]+\.(md|yml|json|ts|sql|csv|png)$/u.test(word);
  const words = [...spans.flatMap((span) => span.split(/\s+/u)), ...links.filter((link) => !link.includes("://"))];
  return words.map((word) => word.replace(/[,;:]$/u, "")).filter(isPath);
}

/** "src/crm/<area>/verb-noun.ts" and "commands/crm-name.ts" are patterns in a recipe, not files. */
const isPattern = (path: string) => /[<>*{}…]|verb-noun|crm-name|name\.ts|\bFILE\b|customers\.csv/u.test(path);

/** A file named without its folder stands somewhere in the room that the sentence is about. */
function exists(path: string): boolean {
  const rooms = [
    "",
    "src/",
    "src/slack/",
    "src/slack/views/",
    "src/db/",
    "src/crm/access/",
    "src/crm/interactions/",
    "test/support/",
  ];
  return rooms.some((room) => existsSync(join(root, room, path)));
}

describe.each(documents)("%s", (document) => {
  const file = join(root, document);

  it("is there, and names only files that exist", () => {
    const text = readFileSync(file, "utf8");
    const missing = pathsIn(text).filter(
      (path) => !isPattern(path) && !notOurs.some((other) => other.test(path)) && !exists(path),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it("names only npm scripts that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const named = [...readFileSync(file, "utf8").matchAll(/npm run ([\w:-]+)/gu)].map((found) => found[1] ?? "");
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names only commands that there are", () => {
    const typed = [...readFileSync(file, "utf8").matchAll(/`(\/crm[^`\n]*)`/gu)].map((found) => found[1] ?? "");
    const roots = new Set(commands.map(({ name }) => name.split(" ")[0]));
    expect(typed.filter((command) => !roots.has(command.split(" ")[0] ?? ""))).toEqual([]);
  });
});

describe("README.md", () => {
  it("names every environment variable that the configuration reads, and none but those that the tests read", () => {
    const tests = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(root, "test", name), "utf8"));
    const read = new Set(
      readFileSync(join(root, "src", "config.ts"), "utf8").match(
        /\b(?:SLACK|STEWARD)_[A-Z_]+\b|\bDATABASE_URL\b|\bLOG_LEVEL\b|\bPORT\b/gu,
      ),
    );
    const text = readFileSync(join(root, "README.md"), "utf8");
    const named = new Set(
      text
        .match(/\b(?:SLACK|STEWARD)_[A-Z_]+\b|\bDATABASE_URL\b|\bLOG_LEVEL\b|`PORT`/gu)
        ?.map((name) => name.replaceAll("`", "")),
    );
    expect(
      [...named].filter((name) => !read.has(name) && !tests.some((code) => code.includes(`process.env["${name}"]`))),
    ).toEqual([]);
    expect([...read].filter((name) => !named.has(name))).toEqual([]);
  });
});

describe("ARCHITECTURE.md", () => {
  it("names the tables that belong to no workspace", () => {
    const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
    for (const table of ["_prisma_migrations", "sweep_turn", "pgboss"]) expect(text).toContain(table);
  });
});
