import { distance } from "fastest-levenshtein";
import { type Department, departments, type Role, roles } from "../crm/access/permission.ts";
import { foldName } from "../crm/customers/fold-name.ts";
import { Refusal } from "../crm/refusal.ts";
import type { Typist } from "./define.ts";
import { type AccessTerms, readAccessTerms } from "./read-access-terms.ts";
import { decodeTyped, mentionedChannels, mentionedPeople } from "./typed-text.ts";

/** "@maya @sari member support", in any order, as read before anybody knows who is who. */
export interface AccessWords extends AccessTerms {
  personIds: string[];
  channelIds: string[];
  /** what is neither a mention nor a known word, each stretch apart: names, or slips of the pen */
  phrases: string[][];
  role: Role | null;
  departments: Department[] | null;
}

/** Words that only make a sentence of it: "give everyone in #sales access as members of the sales team". */
const glue = new Set(
  "a an the and or to in of as for from with on at is be give grant add everyone everybody all people who channel role department dept team access please dan ke di sebagai untuk".split(
    " ",
  ),
);

const mention = /<([@#!])([^<>|]*)(?:\|([^<>]*))?>/gu;

/**
 * @throws Refusal group_cannot_be_granted for a user group or @everyone, channel_unreadable for a channel that Slack did
 * not recognise, several_roles, unreadable_end
 */
export function readAccessWords(text: string, typist: Typist): AccessWords {
  const { rest: decoded, terms } = readAccessTerms(decodeTyped(text), typist);
  const group = [...decoded.matchAll(mention)].find(([, sign]) => sign === "!");
  if (group) throw new Refusal("group_cannot_be_granted", { typed: group[3] ?? `@${group[2]?.split("^")[0]}` });

  const said = new Set<Role>();
  const named = new Set<Department>();
  const phrases: string[][] = [];
  let phrase: string[] = [];
  const close = () => {
    if (phrase.length > 0) phrases.push(phrase);
    phrase = [];
  };
  // A mention stands for itself, so it ends a name as a comma does.
  const bare = decoded.replace(mention, " , ").replace(/[,;&+、،，]/gu, " , ");
  for (const word of bare.split(/\s+/u).filter(Boolean)) {
    const plain = word.replace(/^[@"'“”‘’(]+|["'“”‘’).:!?]+$/gu, "");
    if (word.startsWith("#")) throw new Refusal("channel_unreadable", { channel: word });
    if (/^@(everyone|channel|here)$/iu.test(word)) throw new Refusal("group_cannot_be_granted", { typed: word });
    const role = asRole(plain);
    const department = asDepartment(plain);
    if (role) said.add(role);
    if (department) named.add(department);
    if (role || department || plain === "" || plain === "," || glue.has(plain.toLowerCase())) close();
    else phrase.push(plain);
  }
  close();
  if (said.size > 1) throw new Refusal("several_roles", { typed: [...said] });
  return {
    personIds: mentionedPeople(decoded),
    channelIds: mentionedChannels(decoded),
    phrases,
    role: [...said][0] ?? null,
    departments: named.size > 0 ? [...named] : null,
    ...terms,
  };
}

export function asRole(word: string): Role | null {
  return roles.find((role) => role === word.toLowerCase() || `${role}s` === word.toLowerCase()) ?? null;
}

export function asDepartment(word: string): Department | null {
  return departments.find((department) => department === word.toLowerCase()) ?? null;
}

/** What other tools call their roles, and departments that Steward does not know. */
const foreignRoles = new Set(
  "admin administrator owner user editor reader readonly guest agent lead boss superuser".split(" "),
);
const foreignDepartments = new Set(
  "finance hr legal it engineering product operations ops accounting service success purchasing logistics".split(" "),
);

/** What a word that names nobody was probably meant to be. */
export function likelyMeant(word: string): "role" | "department" | null {
  const folded = foldName(word);
  if (foreignRoles.has(folded)) return "role";
  if (foreignDepartments.has(folded)) return "department";
  if (folded.length < 4) return null;
  if (roles.some((role) => isSlipOf(folded, role))) return "role";
  return departments.some((department) => isSlipOf(folded, department)) ? "department" : null;
}

/** One letter in four may be wrong: "memeber", "suport", "stewrad". */
function isSlipOf(typed: string, word: string): boolean {
  return distance(typed, word) <= Math.max(1, Math.floor(word.length / 3));
}

/** The refusal that a word deserves which names nobody. */
export function unknownWord(typed: string): Refusal {
  const meant = likelyMeant(typed);
  if (meant === "role") return new Refusal("unknown_role", { typed });
  if (meant === "department") return new Refusal("unknown_department", { typed });
  return new Refusal("unknown_person", { typed });
}
