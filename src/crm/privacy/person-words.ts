import type { Context } from "../../db/context.ts";
import { companyNameKey } from "../customers/company-name-key.ts";
import { firstCompanyNameKey, firstNameKey } from "../customers/first-name-keys.ts";
import { foldName } from "../customers/fold-name.ts";
import { personIds } from "../customers/merge/person-ids.ts";
import { nameKey } from "../customers/name-key.ts";

/** What a person is known by, earlier names and addresses and those of merged contacts included. */
export interface PersonWords {
  names: string[];
  companies: string[];
  points: { kind: string; normal: string; typed: string }[];
}

export async function readPersonWords(ctx: Context, contactId: string): Promise<PersonWords> {
  const { tx } = ctx;
  const ids = await personIds(ctx, contactId);
  const contacts = await tx.contact.findMany({ where: { id: { in: ids } }, include: { company: true } });
  const of = { contactId: { in: ids } };
  const facts = await tx.contactFact.findMany({ where: { ...of, field: { in: ["name", "organisation"] } } });
  const points = await tx.contactPoint.findMany({
    where: of,
    select: { kind: true, normal: true, typed: true },
  });
  const values = (field: string) => facts.filter((fact) => fact.field === field).map(({ value }) => value);
  return {
    names: [...new Set([...contacts.map(({ name }) => name), ...values("name")])],
    companies: [...new Set([...contacts.flatMap(({ company }) => company?.name ?? []), ...values("organisation")])],
    points,
  };
}

/** Digits of a telephone number that are compared: its end, since the beginning is written in several ways. */
const comparedDigits = 8;

/**
 * Whether a text names this person and nobody else for certain: by an e-mail address, a telephone number, or a name of
 * two words at least. A first name alone may be anybody's.
 */
export function mentionsPerson(text: string, { names, points }: PersonWords): boolean {
  const folded = ` ${foldName(text)} `;
  const digits = text.replace(/\D/gu, "");
  const lower = text.toLowerCase();
  return (
    names.map(foldName).some((name) => name.includes(" ") && folded.includes(` ${name} `)) ||
    points.some(({ kind, normal, typed }) => {
      if (kind === "phone") {
        const end = normal.replace(/\D/gu, "").slice(-comparedDigits);
        return end.length === comparedDigits && digits.includes(end);
      }
      return kind === "email" && (lower.includes(normal) || lower.includes(typed.toLowerCase()));
    })
  );
}

/** The person's name, e-mail addresses and telephone numbers in the forms under which they are hashed. */
export function identitiesOf({ names, companies, points }: PersonWords): { kind: string; text: string }[] {
  const addresses = points
    .filter(({ kind }) => kind === "email" || kind === "phone")
    .map(({ kind, normal }) => ({ kind, text: `${kind} ${normal}` }));
  // Whoever was never with a company is told by the name alone; else a namesake elsewhere would be stopped too.
  const keyings = [
    { ofName: nameKey, ofCompany: companyNameKey },
    // Hashes cannot be made anew: whoever was erased under the first forms is known by those.
    { ofName: firstNameKey, ofCompany: firstCompanyNameKey },
  ];
  const named = keyings.flatMap(({ ofName, ofCompany }) => {
    const places = companies.length > 0 ? companies.map(ofCompany) : [""];
    return names.flatMap((name) => places.map((place) => ({ kind: "name", text: `name ${ofName(name)} at ${place}` })));
  });
  return [...new Map([...addresses, ...named].map((one) => [one.text, one])).values()];
}
