import canonicalize from "canonicalize";
import { v7 as newId } from "uuid";
import type { KeptValues, OpenedValues, PersonRef, Transaction } from "./context.ts";
import { type KeyRing, newDataKey, seal, unseal } from "./key-ring.ts";

/** Values as the log keeps them when they are about a person; iv, data and tag in base64. */
type SealedValues = {
  v: 1;
  /** id of the person's key */
  key: string;
  iv: string;
  data: string;
  tag: string;
};

/** The keys of the people of one workspace, as long as one transaction lasts. */
export interface PersonKeys {
  /** Gets the keys of these people ready, making those that are missing. */
  prepare(people: readonly PersonRef[]): Promise<void>;
  /** Seals values of somebody who was prepared, for this entry and no other. */
  seal(person: PersonRef, entryId: string, values: object): SealedValues;
  unseal(entries: readonly KeptValues[]): Promise<OpenedValues[]>;
}

interface KeyRow {
  id: string;
  personType: string;
  personId: string;
  wrapped: Uint8Array | null;
  masterKeyId: string | null;
}

interface DataKey {
  id: string;
  /** null: destroyed */
  bytes: Buffer | null;
}

export function openPersonKeys(
  tx: Transaction,
  { ring, workspaceId, now }: { ring: KeyRing; workspaceId: string; now: Date },
): PersonKeys {
  const byPerson = new Map<string, DataKey>();
  const byId = new Map<string, DataKey>();

  function keep({ id, personType, personId, wrapped, masterKeyId }: KeyRow): void {
    const bytes = wrapped && masterKeyId ? ring.unwrap(wrapped, masterKeyId, keyPlace(workspaceId, id)) : null;
    byId.set(id, { id, bytes });
    if (bytes) byPerson.set(nameOf({ type: personType, id: personId }), { id, bytes });
  }

  async function load(people: readonly { type: string; id: string }[]): Promise<void> {
    const rows = await tx.$queryRaw<KeyRow[]>`
      SELECT id, "personType", "personId", wrapped, "masterKeyId" FROM person_key
      WHERE ("personType", "personId") IN (SELECT * FROM unnest(${people.map(({ type }) => type)}::text[], ${people.map(({ id }) => id)}::uuid[]))
        AND "destroyedAt" IS NULL`;
    rows.forEach(keep);
  }

  /** Two interactions may begin to speak of somebody at once: the second waits for the first, and takes its key. */
  async function make(people: readonly PersonRef[]): Promise<void> {
    const rows = people
      .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
      .map(({ type, id: personId }) => {
        const id = newId();
        return { id, type, personId, ...ring.wrap(newDataKey(), keyPlace(workspaceId, id)) };
      });
    await tx.$executeRaw`
      INSERT INTO person_key (id, "workspaceId", "personType", "personId", wrapped, "masterKeyId", "createdAt")
      SELECT new.id, ${workspaceId}::uuid, new.type, new."personId", decode(new.wrapped, 'hex'), new."masterKeyId", ${now}
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ type }) => type)}::text[], ${rows.map(({ personId }) => personId)}::uuid[],
                  ${rows.map(({ wrapped }) => Buffer.from(wrapped).toString("hex"))}::text[],
                  ${rows.map(({ masterKeyId }) => masterKeyId)}::text[]) AS new (id, type, "personId", wrapped, "masterKeyId")
      ON CONFLICT DO NOTHING`;
  }

  return {
    async prepare(people) {
      const missing = () =>
        [...new Map(people.map((person) => [nameOf(person), person])).values()].filter(
          (person) => !byPerson.has(nameOf(person)),
        );
      if (missing().length > 0) await load(missing());
      const unknown = missing();
      if (unknown.length === 0) return;
      await make(unknown);
      await load(unknown);
    },
    seal(person, entryId, values) {
      const key = byPerson.get(nameOf(person));
      const text = canonicalize(values);
      if (!key?.bytes || text === undefined) throw new Error("What is sealed is JSON, and its person's key is there");
      const { iv, data, tag } = seal(key.bytes, Buffer.from(text, "utf8"), entryPlace(workspaceId, entryId));
      const [ivText, dataText, tagText] = [iv, data, tag].map((bytes) => bytes.toString("base64"));
      return { v: 1, key: key.id, iv: ivText ?? "", data: dataText ?? "", tag: tagText ?? "" };
    },
    async unseal(entries) {
      const sealed = entries.flatMap(({ before, after }) => [before, after].filter(isSealed));
      const wanted = [...new Set(sealed.map(({ key }) => key))].filter((id) => !byId.has(id));
      if (wanted.length > 0) {
        const rows = await tx.$queryRaw<KeyRow[]>`
          SELECT id, "personType", "personId", wrapped, "masterKeyId" FROM person_key WHERE id = ANY(${wanted}::uuid[])`;
        rows.forEach(keep);
      }
      return entries.map(({ id, before, after }) => {
        const read = (values: unknown) => (isSealed(values) ? openSealed(values, id) : asValues(values));
        const [readBefore, readAfter] = [read(before), read(after)];
        const erased = readBefore === "erased" || readAfter === "erased";
        return {
          erased,
          before: readBefore === "erased" ? null : readBefore,
          after: readAfter === "erased" ? null : readAfter,
        };
      });
    },
  };

  function openSealed(
    { key: keyId, iv, data, tag }: SealedValues,
    entryId: string,
  ): Record<string, unknown> | "erased" | null {
    const bytes = byId.get(keyId)?.bytes;
    if (!bytes) return "erased";
    const [ivBytes, dataBytes, tagBytes] = [iv, data, tag].map((text) => Buffer.from(text, "base64"));
    if (!ivBytes || !dataBytes || !tagBytes) throw new Error("Sealed values have three parts");
    const text = unseal(bytes, { iv: ivBytes, data: dataBytes, tag: tagBytes }, entryPlace(workspaceId, entryId));
    return asValues(JSON.parse(text.toString("utf8")));
  }
}

function nameOf({ type, id }: { type: string; id: string }): string {
  return `${type}:${id}`;
}

/** What a person's wrapped key is bound to, so that it cannot be moved to another row or workspace. */
export function keyPlace(workspaceId: string, keyId: string): string {
  return `${workspaceId}:${keyId}`;
}

function entryPlace(workspaceId: string, entryId: string): string {
  return `${entryId}:${workspaceId}`;
}

function isSealed(values: unknown): values is SealedValues {
  if (typeof values !== "object" || values === null) return false;
  const { v, key, iv, data, tag } = values as Partial<SealedValues>;
  return v === 1 && [key, iv, data, tag].every((part) => typeof part === "string");
}

function asValues(values: unknown): Record<string, unknown> | null {
  return typeof values === "object" && values !== null ? (values as Record<string, unknown>) : null;
}
