import { validate as isId } from "uuid";
import type { Context } from "../../db/context.ts";
import { allow, listStewardNames } from "../access/permission.ts";
import { Refusal } from "../refusal.ts";
import { identitiesOf, type PersonWords } from "./person-words.ts";
import { readReason } from "./read-reason.ts";

/** An erased person who is about to come back, and by what they were known. */
export interface ErasedMatch {
  by: "email" | "phone" | "name";
  erasedAt: Date;
  erasureId: string;
}

/**
 * For each of these people, whether somebody with their address, or their name at the same company, was erased.
 * Nothing is hashed where nobody was.
 */
export async function findErased(ctx: Context, people: readonly PersonWords[]): Promise<(ErasedMatch | null)[]> {
  const some = await ctx.tx.erasedPerson.findFirst({ where: { releasedAt: null }, select: { id: true } });
  if (!some) return people.map(() => null);
  const identities = people.map(identitiesOf);
  const hashes = await ctx.fingerprint(identities.flat().map(({ text }) => text));
  const known = await ctx.tx.erasedPerson.findMany({ where: { hash: { in: hashes }, releasedAt: null } });
  const byHash = new Map(known.map((one) => [hex(one.hash), one]));
  let at = 0;
  return identities.map((own) => {
    const found = own.map(() => byHash.get(hex(hashes[at++]))).filter((one) => one !== undefined);
    const first = found.toSorted((a, b) => a.kind.localeCompare(b.kind))[0];
    if (!first) return null;
    return { by: first.kind as ErasedMatch["by"], erasedAt: first.erasedAt, erasureId: first.erasureId };
  });
}

/** @throws Refusal person_erased when somebody who was erased is about to be entered again */
export async function refuseErased(ctx: Context, person: PersonWords): Promise<void> {
  const [match] = await findErased(ctx, [person]);
  if (!match) return;
  const { by, erasedAt: on, erasureId } = match;
  throw new Refusal("person_erased", { by, on, erasureId, stewards: await listStewardNames(ctx) });
}

/**
 * From now on whoever was erased may be entered again.
 * @throws Refusal not_permitted, erasure_not_found, reason_missing, reason_too_long
 */
export async function allowErasedAgain(
  ctx: Context,
  { erasureId, reason }: { erasureId: string; reason: string },
): Promise<void> {
  await allow(ctx, "privacy:manage");
  const why = readReason(reason);
  const erasure = isId(erasureId) ? await ctx.tx.erasure.findFirst({ where: { id: erasureId } }) : null;
  if (!erasure) throw new Refusal("erasure_not_found", {});
  await ctx.tx.erasedPerson.updateMany({
    where: { erasureId, releasedAt: null },
    data: { releasedAt: ctx.now, releasedById: ctx.member?.id ?? null },
  });
  ctx.audit({ action: "erasure.released", subjectType: "erasure", subjectId: erasureId, after: { reason: why } });
}

function hex(hash: Uint8Array | undefined): string {
  return Buffer.from(hash ?? []).toString("hex");
}
