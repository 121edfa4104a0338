import { v7 as newId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow } from "../access/permission.ts";
import { foldName } from "../customers/fold-name.ts";
import { type Contact, getContact } from "../customers/get-contact.ts";
import { Refusal } from "../refusal.ts";
import type { ErasureCounts } from "./erasure.ts";
import { identitiesOf, mentionsPerson, readPersonWords } from "./person-words.ts";
import { findOwnMessages, planErasure } from "./plan-erasure.ts";
import { readReason } from "./read-reason.ts";

/**
 * Begins to erase a person: from here on the customer cannot be found or logged on, and the rest follows step by step
 * (`continueErasures`), also when this process dies.
 * @param typedName the customer's name, typed to confirm
 * @returns the erasure's id
 * @throws Refusal not_permitted, contact_not_found, name_does_not_match, erasure_begun, reason_missing, reason_too_long,
 *   reason_names_person
 */
export async function requestErasure(
  ctx: Context,
  { contactId: asked, typedName, reason }: { contactId: string; typedName: string; reason: string },
): Promise<string> {
  await allow(ctx, "privacy:manage");
  const why = readReason(reason);
  await lockPerson(ctx, asked);
  const contact = await getContactToErase(ctx, asked);
  const contactId = contact.id;
  if (foldName(typedName) !== foldName(contact.name)) throw new Refusal("name_does_not_match", {});
  const words = await readPersonWords(ctx, contactId);
  const named = words.names.some((name) => ` ${foldName(why)} `.includes(` ${foldName(name)} `));
  if (named || mentionsPerson(why, words)) throw new Refusal("reason_names_person", {});

  const { counts } = await planErasure(ctx, contactId);
  const id = newId();
  const workspaceId = ctx.workspace.id;
  const begun: ErasureCounts = {
    auditEntries: counts.auditEntries ?? 0,
    openAuditEntries: counts.openAuditEntries ?? 0,
  };
  await ctx.tx.erasure.create({
    data: {
      ...{ id, workspaceId, contactId, reason: why, requestedById: ctx.member?.id ?? null, requestedAt: ctx.now },
      step: "drafts",
      counts: begun,
    },
  });
  const identities = identitiesOf(words);
  const hashes = await ctx.fingerprint(identities.map(({ text }) => text));
  await ctx.tx.erasedPerson.createMany({
    data: identities.flatMap(({ kind }, index) => {
      const hash = hashes[index];
      return hash ? [{ id: newId(), workspaceId, erasureId: id, kind, hash, erasedAt: ctx.now }] : [];
    }),
  });
  await noteMessages(ctx, id, contactId);
  await ctx.tx.contact.update({ where: { id: contactId }, data: { endedAt: ctx.now } });
  ctx.audit({ action: "erasure.requested", subjectType: "erasure", subjectId: id, after: { reason: why } });
  return id;
}

/**
 * Whoever logs on the person holds a share of the row: this waits until they have committed, and whoever comes after it
 * finds nobody. Of two stewards the second waits here, and then hears that it has begun.
 */
async function lockPerson(ctx: Context, contactId: string): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM contact WHERE id = ${contactId}::uuid FOR UPDATE`;
  const begun = row && (await ctx.tx.erasure.findFirst({ where: { contactId }, select: { id: true } }));
  if (begun) throw new Refusal("erasure_begun", {});
}

/** One that was merged stands for the one that it was merged into, which is waited for as well. */
async function getContactToErase(ctx: Context, asked: string): Promise<Contact> {
  const contact = await getContact(ctx, asked);
  if (contact.id === asked) return contact;
  await lockPerson(ctx, contact.id);
  return getContactToErase(ctx, contact.id);
}

/** Takes down which messages and files are to be taken back, those that are not taken down yet. */
export async function noteMessages(ctx: Context, erasureId: string, contactId: string): Promise<void> {
  const { requestedAt } = await ctx.tx.erasure.findFirstOrThrow({ where: { id: erasureId } });
  const known = await ctx.tx.erasureMessage.findMany({ where: { erasureId } });
  const key = (one: { channel: string; ts: string | null; fileId: string | null }) =>
    `${one.channel} ${one.ts} ${one.fileId}`;
  const there = new Set(known.map(key));
  const fresh = (await findOwnMessages(ctx, contactId, requestedAt)).filter((one) => !there.has(key(one)));
  await ctx.tx.erasureMessage.createMany({
    data: fresh.map((one) => ({
      ...one,
      id: newId(),
      workspaceId: ctx.workspace.id,
      erasureId,
      state: "pending",
    })),
  });
}
