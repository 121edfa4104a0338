import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { grantAccess } from "../../../src/crm/access/grant-access.ts";
import { mayRole, type Role, roles } from "../../../src/crm/access/permission.ts";
import { Refusal } from "../../../src/crm/refusal.ts";
import type { Context } from "../../../src/db/context.ts";
import { testClient } from "../../support/database.ts";
import { dewi, enrolled, person } from "./enrolled-workspace.ts";
import { useCases } from "./use-cases.ts";

const db = testClient();
const folder = join(import.meta.dirname, "..", "..", "..", "src", "crm");

/** Every function that the code lets in by a permission of its own: exported, begun with `allow(ctx, …)`. */
async function findUseCases(): Promise<Map<string, { file: string; name: string }>> {
  const found = new Map<string, { file: string; name: string }>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith(".ts")) continue;
    const source = await readFile(join(folder, file), "utf8");
    for (const [, name, body] of source.matchAll(/^export async function (\w+)\(([\s\S]*?)^\}/gmu)) {
      if (!name || !body || !/^\s*ctx: Context/u.test(body) || name === "allow") continue;
      if (!/await allow\(ctx, "/u.test(body)) continue;
      const [area] = relative(".", file).split("/");
      found.set(`${area}/${name}`, { file: join(folder, file), name });
    }
  }
  return found;
}

const found = await findUseCases();
const everyone: (Role | null)[] = [...roles, null];

describe("the table of permissions", () => {
  it("has a row for every use case", () => {
    const missing = [...found.keys()].filter((key) => !(key in useCases));
    expect(missing, "add these to test/crm/access/use-cases.ts").toEqual([]);
  });

  it("decides every cell, role by use case [R8]", async () => {
    const workspace = await enrolled(db);
    const holders = new Map(
      everyone.map((role) => [role, person(`U${role ?? "nobody"}`.toUpperCase(), `Some ${role}`)]),
    );
    for (const role of roles) {
      const who = holders.get(role);
      if (who) await workspace.as(dewi, (ctx) => grantAccess(ctx, { people: [who], role, departments: ["sales"] }));
    }
    const wrong: string[] = [];
    for (const [key, { may, input }] of Object.entries(useCases)) {
      const place = await locate(key);
      const run = ((await import(place.file)) as Record<string, (...args: unknown[]) => Promise<unknown>>)[place.name];
      if (!run) throw new Error(`${key} is not exported any more`);
      for (const [role, who] of holders) {
        const refused = await isRefused(workspace.as, who, (ctx) => run(ctx, ...input));
        if (refused === mayRole(role, may)) wrong.push(`${role ?? "nobody"} ${refused ? "may not" : "may"} ${key}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 90_000);
});

async function locate(key: string): Promise<{ file: string; name: string }> {
  const known = found.get(key);
  if (known) return known;
  const [area, name = ""] = key.split("/");
  for (const file of await readdir(join(folder, area ?? ""), { recursive: true })) {
    if (!file.endsWith(".ts")) continue;
    const path = join(folder, area ?? "", file);
    if (new RegExp(`^export async function ${name}\\(`, "mu").test(await readFile(path, "utf8")))
      return { file: path, name };
  }
  throw new Error(`There is no use case ${key}`);
}

class Undo extends Error {}

/** Whether the role is what stood in the way; whatever else comes of so little input shows that it did not. */
async function isRefused(
  as: (who: ReturnType<typeof person>, run: (ctx: Context) => Promise<unknown>) => Promise<unknown>,
  who: ReturnType<typeof person>,
  run: (ctx: Context) => Promise<unknown>,
): Promise<boolean> {
  try {
    await as(who, async (ctx) => {
      await run(ctx);
      throw new Undo();
    });
  } catch (error) {
    return error instanceof Refusal && (error.code === "not_permitted" || error.code === "no_access");
  }
  throw new Error("Nothing is kept of a try");
}
