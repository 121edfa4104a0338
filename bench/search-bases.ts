import { fileURLToPath } from "node:url";
import pg from "pg";
import { openClient } from "../src/db/client.ts";
import { createKeyRing } from "../src/db/key-ring.ts";
import { migrate } from "../src/db/migrate.ts";
import { workspaceIdOf } from "../src/db/open-transaction.ts";
import { measureSearch } from "./search.ts";
import { buildSearchBase } from "./search-base.ts";
import type { MeasuredBase } from "./search-tables.ts";

interface Options {
  sizes: readonly number[];
  questions: number;
  server: { ownerUrl: string; superuserUrl: string };
  tell(text: string): void;
}

/** Each size in a database of its own: a base is built, asked, and left to the server's end. */
export async function measureSearchBases({ sizes, questions, server, tell }: Options): Promise<MeasuredBase[]> {
  const measured: MeasuredBase[] = [];
  for (const contacts of sizes) {
    const name = `search_${contacts}`;
    const admin = new pg.Client({ connectionString: server.superuserUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name} OWNER "${decodeURIComponent(new URL(server.ownerUrl).username)}"`);
    await admin.end();
    const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    await migrate(at(server.ownerUrl), {
      folder: fileURLToPath(new URL("../prisma/migrations", import.meta.url)),
      log: { info() {}, warn: (_details: unknown, message?: string) => tell(message ?? "") },
    });
    const client = openClient({ url: at(server.ownerUrl), poolSize: 2, namedStatements: true });
    try {
      const teamId = "T0SEARCH";
      const workspace = { id: workspaceIdOf(teamId), teamId };
      await client.inWorkspace(workspace.id, (tx) =>
        tx.workspace.create({
          data: {
            ...workspace,
            name: "Contoh",
            region: "ID",
            zone: "Asia/Jakarta",
            locale: "en-ID",
            currency: "IDR",
            botUserId: "UBOT",
            createdAt: new Date(),
          },
        }),
      );
      tell(`${contacts} contacts: making the base …`);
      const base = await buildSearchBase(at(server.superuserUrl), workspace.id, contacts, { rebuild: true });
      const rows = await measureSearch({
        client,
        keyRing: createKeyRing(Buffer.alloc(32, "a key of the bench")),
        workspace,
        base,
        questions,
        floorUrl: at(server.ownerUrl),
        tell: (text) => tell(`${contacts} contacts: ${text}`),
      });
      measured.push({ contacts, base, rows });
    } finally {
      await client.close();
    }
  }
  return measured;
}
