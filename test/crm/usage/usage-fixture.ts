import { v7 as newId } from "uuid";
import type { Department, Role } from "../../../src/crm/access/permission.ts";
import type { Client } from "../../../src/db/client.ts";
import type { Context } from "../../../src/db/context.ts";
import { createOpenTransaction } from "../../../src/db/open-transaction.ts";
import { installWorkspace } from "../../support/install-workspace.ts";
import { testKeyRing } from "../../support/key-ring.ts";

/** Somebody of the firm, with what says when they work. */
export interface Colleague {
  id: string;
  slackUserId: string;
  name: string;
  zone: string;
  role: Role | null;
  departments: Department[];
  workDays: number[] | null;
  grantedAt: Date;
  /** days away, both included */
  away: [string, string] | null;
}

export type NewColleague = Partial<Omit<Colleague, "id" | "slackUserId" | "name">>;

export interface Firm {
  workspaceId: string;
  teamId: string;
  people: Record<string, Colleague>;
  contacts: string[];
  /** one interaction of somebody by name; null: Steward itself */
  as<T>(name: string | null, run: (ctx: Context) => Promise<T>, now: Date): Promise<T>;
  /** entries of somebody, each about the next customer unless said otherwise */
  log(name: string, at: string, more?: Partial<Row>): Promise<string>;
  notices(): Promise<{ kind: string; recipient: string; payload: unknown }[]>;
}

interface Row {
  type: string;
  outcome: string | null;
  note: string;
  contactId: string;
  createdAt: Date;
  removedAt: Date | null;
}

export const longAgo = new Date("2026-01-05T01:00:00Z");

/** A firm of the test's own: its people by name, and twelve customers. */
export async function openFirm(db: Client, people: Record<string, NewColleague>): Promise<Firm> {
  const { id: workspaceId, teamId } = await installWorkspace(db);
  const colleagues: Record<string, Colleague> = {};
  const contacts = Array.from({ length: 12 }, () => newId());
  await db.inWorkspace(workspaceId, async (tx) => {
    for (const [name, more] of Object.entries(people)) {
      const one: Colleague = {
        ...{ id: newId(), slackUserId: `U${name.toUpperCase()}`, name, zone: "Asia/Jakarta", role: "member" },
        ...{ departments: ["sales"], workDays: null, grantedAt: longAgo, away: null },
        ...more,
      };
      colleagues[name] = one;
      const { id, slackUserId, zone, role, departments, grantedAt, workDays, away } = one;
      await tx.member.create({
        data: { id, workspaceId, slackUserId, name, zone, locale: "en-ID", createdAt: longAgo },
      });
      if (role !== null) {
        const grants = departments.length === 0 ? [null] : departments;
        await tx.accessGrant.createMany({
          data: grants.map((department) => ({ id: newId(), workspaceId, memberId: id, role, department, grantedAt })),
        });
      }
      if (workDays) {
        await tx.attentionSetting.create({
          data: {
            ...{ workspaceId, memberId: id, allowance: 3, quietFrom: 1140, quietTo: 480, digestAt: 540 },
            workDays,
          },
        });
      }
      if (away) {
        const [fromDay, toDay] = away.map((day) => new Date(`${day}T00:00:00Z`)) as [Date, Date];
        await tx.absence.create({
          data: { id: newId(), workspaceId, memberId: id, fromDay, toDay, createdAt: longAgo },
        });
      }
    }
    await tx.contact.createMany({
      data: contacts.map((id, index) => ({
        ...{ id, workspaceId, name: `Customer ${index}`, searchKey: `customer ${index}`, nameKey: `customer ${index}` },
        ...{ stage: "lead", source: "typed", createdAt: longAgo },
      })),
    });
  });
  const openTransaction = createOpenTransaction((id, run, options) => db.inWorkspace(id, run, options), testKeyRing);
  let turn = 0;
  return {
    ...{ workspaceId, teamId, people: colleagues, contacts },
    as: (name, run, now) =>
      openTransaction(
        {
          ...{ teamId, slackUserId: name && `U${name.toUpperCase()}`, surface: "slack-command" },
          ...{ interactionId: newId(), now, timeout: 30_000 },
        },
        run,
      ),
    async log(name, at, more = {}) {
      const id = newId();
      const happenedAt = new Date(at);
      await db.inWorkspace(workspaceId, (tx) =>
        tx.interaction.create({
          data: {
            ...{
              id,
              workspaceId,
              memberId: colleagues[name]?.id ?? null,
              type: "call",
              outcome: "connected",
              note: "",
            },
            ...{ contactId: contacts[turn++ % contacts.length] ?? "", happenedAt, createdAt: happenedAt },
            ...{ surface: "slack-command", ...more },
          },
        }),
      );
      return id;
    },
    notices: () =>
      db.inWorkspace(workspaceId, (tx) =>
        tx.delivery.findMany({ orderBy: { id: "asc" }, select: { kind: true, recipient: true, payload: true } }),
      ),
  };
}
