import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** One top-level function or class of src/crm, with everything that can be told of it from its text. */
interface Part {
  file: string;
  name: string;
  text: string;
  /** exported, its first parameter the open transaction: what a person or a job can set off */
  isUseCase: boolean;
}

export interface UseCase {
  /** "access/grant-access.ts grantAccess" */
  name: string;
  /** changes a row, itself or through what it calls */
  writes: boolean;
  audits: boolean;
  /** asks for a permission */
  allows: boolean;
}

const root = "src/crm";
const declaration = /^(?:export )?(?:async )?(?:function\*?|class) (\w+)/gmu;
const takesContext = /^export (?:async )?function\*? \w+(?:<[^(]*>)?\(\s*ctx: Context\b/u;
// Memory for one transaction's sorting changes nothing that is kept.
const write =
  /\.(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|delete|deleteMany|upsert)\(\s*(?:\{|\))|\bINSERT\s+INTO\b|\bUPDATE\s+(?:"?[a-z_]+"?\s+)(?:AS\s+\w+\s+|\w+\s+)?SET\b|\bDELETE\s+FROM\b|\$executeRaw(?!`SELECT set_config\('work_mem')/u;

/**
 * Every use case of src/crm that anything outside uses, found by itself, and what its whole tree of calls does. What only
 * src/crm itself calls is a part of those.
 */
export function listUseCases(): UseCase[] {
  const used = usedOutside();
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const parts = new Map<string, Part>();
  const imports = new Map<string, Map<string, string>>();
  for (const file of files) {
    const text = withoutComments(readFileSync(join(root, file), "utf8"));
    imports.set(file, importsOf(file, text));
    for (const part of partsOf(file, text)) parts.set(`${file} ${part.name}`, part);
  }
  const calls = (part: Part): Part[] => {
    const names = new Set(
      [...part.text.matchAll(/\b([A-Za-z_]\w*)\s*(?:<[^()]*>)?[(,)]/gu)].map((found) => found[1] ?? ""),
    );
    return [...names].flatMap((name) => {
      const from = imports.get(part.file)?.get(name) ?? part.file;
      const called = parts.get(`${from} ${name}`);
      return called && called !== part ? [called] : [];
    });
  };
  const tree = (part: Part, seen = new Set<Part>()): Set<Part> => {
    if (seen.has(part)) return seen;
    seen.add(part);
    for (const called of calls(part)) tree(called, seen);
    return seen;
  };
  return [...parts.values()]
    .filter(({ isUseCase, file, name }) => isUseCase && used.has(`${file} ${name}`))
    .map((part) => {
      const all = [...tree(part)];
      return {
        name: `${part.file} ${part.name}`,
        writes: all.some(({ text }) => write.test(text)),
        audits: all.some(({ text }) => /\.audit\(|\bappendAudit\(/u.test(text)),
        allows: all.some(({ text, file }) => file !== "access/permission.ts" && /\ballow\(\s*ctx/u.test(text)),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function usedOutside(): Set<string> {
  const used = new Set<string>();
  for (const folder of ["src", "commands", "jobs", "prisma"]) {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
    for (const file of files.filter(
      (name) => /\.tsx?$/u.test(name) && !name.startsWith(root) && !/generated/u.test(name),
    )) {
      for (const [name, from] of importsOf(file, readFileSync(file, "utf8"))) {
        if (from.startsWith(`${root}/`)) used.add(`${from.slice(root.length + 1)} ${name}`);
      }
    }
  }
  return used;
}

function partsOf(file: string, text: string): Part[] {
  const found = [...text.matchAll(declaration)];
  return found.map((match, index) => {
    const body = text.slice(match.index, found[index + 1]?.index);
    return { file, name: match[1] ?? "", text: body, isUseCase: takesContext.test(body) };
  });
}

/** Where in src/crm what a file imports is declared. */
function importsOf(file: string, text: string): Map<string, string> {
  const from = new Map<string, string>();
  for (const [, names = "", path = ""] of text.matchAll(/^import (?:type )?\{([^}]*)\} from "(\.[^"]+)";/gmu)) {
    for (const name of names.split(",")) {
      from.set(name.replace(/^\s*type\s+/u, "").trim(), normalize(join(dirname(file), path)));
    }
  }
  return from;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, "").replace(/(^|\s)\/\/.*$/gmu, "$1");
}
