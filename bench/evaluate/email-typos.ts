import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { emailDomainKind } from "../../src/crm/customers/email-domain.ts";
import { suggestEmailDomain, wellKnownEmailDomains } from "../../src/crm/customers/suggest-email-domain.ts";
import { table } from "../write-part.ts";
import type { Measure } from "./measure.ts";
import { Tally } from "./tally.ts";

/** Each kind of damage to each domain this many times. */
const tries = 20;

/** Damage made by chance to the domains that most people have, and the question asked of every real domain of the list. */
export const emailTypos: Measure = {
  name: "email-typos",
  document: "normalisation.md",
  data: "vectors/email_domains",
  async run(folder) {
    const free = z.array(z.string()).parse(JSON.parse(await readFile(join(folder, "free_domains.json"), "utf8")));
    const random = seeded(20_261_122);
    const most = [
      "gmail.com",
      "yahoo.com",
      "yahoo.co.id",
      "hotmail.com",
      "outlook.com",
      "icloud.com",
      "live.com",
      "protonmail.com",
      "ymail.com",
      "rocketmail.com",
    ];
    const found = new Tally();
    const byKind = Object.entries(damages).map(([kind, damage]) => {
      const ours = new Tally();
      for (const domain of most) {
        for (let at = 0; at < tries; at += 1) {
          const damaged = damage(domain, random);
          if (damaged === domain || wellKnownEmailDomains.includes(damaged)) continue;
          const suggestion = suggestEmailDomain(damaged);
          for (const tally of [ours, found]) {
            if (suggestion === domain) tally.right();
            else if (suggestion) tally.miss("another domain is suggested", `${damaged} → ${suggestion}`);
            else
              tally.miss(
                emailDomainKind(damaged) === "free" ? "a free-mail service of that name exists" : "no question",
                damaged,
              );
          }
        }
      }
      return [kind, ours.score()];
    });
    const alarms = new Tally();
    for (const domain of free) {
      const suggestion = suggestEmailDomain(domain);
      if (suggestion === null) alarms.right();
      else if (emailDomainKind(domain) === "disposable")
        alarms.differs("asked about a domain that is listed as disposable", `${domain} → ${suggestion}`);
      else alarms.miss("asked about a free-mail domain", `${domain} → ${suggestion}`);
    }
    return [
      found.toMarkdown("Damaged domains for which the right one is suggested"),
      table(["damage", "suggested"], byKind),
      alarms.toMarkdown("Domains of the list that nothing is asked about"),
    ].join("\n\n");
  },
};

type Random = (below: number) => number;

const letters = "abcdefghijklmnopqrstuvwxyz";
const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

const damages: Record<string, (domain: string, random: Random) => string> = {
  "a letter left out": (domain, random) => splice(domain, letterAt(domain, random), 1, ""),
  "a letter twice": (domain, random) => {
    const at = letterAt(domain, random);
    return splice(domain, at, 0, domain[at] ?? "");
  },
  "two neighbours swapped": (domain, random) => {
    const at = random(domain.length - 1);
    return splice(domain, at, 2, `${domain[at + 1]}${domain[at]}`);
  },
  "the key beside": (domain, random) => {
    const at = letterAt(domain, random);
    const row = rows.find((keys) => keys.includes(domain[at] ?? "")) ?? letters;
    const key = row.indexOf(domain[at] ?? "");
    return splice(domain, at, 1, row[key + (random(2) === 0 ? -1 : 1)] ?? row[key - 1] ?? "");
  },
  "any other letter": (domain, random) => splice(domain, letterAt(domain, random), 1, letters[random(26)] ?? ""),
  "a letter too many": (domain, random) => splice(domain, random(domain.length + 1), 0, letters[random(26)] ?? ""),
  "two of these": (domain, random) => {
    const kinds = Object.values(damages).slice(0, 6);
    const once = kinds[random(kinds.length)]?.(domain, random) ?? domain;
    return kinds[random(kinds.length)]?.(once, random) ?? once;
  },
  "another ending": (domain, random) =>
    domain.replace(/\..*$/, `.${["con", "cm", "co", "cpm", "comm", "vom", "cim", "c0m", "om", "cmo"][random(10)]}`),
};

function letterAt(domain: string, random: Random): number {
  for (;;) {
    const at = random(domain.length);
    if (domain[at] !== ".") return at;
  }
}

function splice(text: string, at: number, gone: number, added: string): string {
  return `${text.slice(0, at)}${added}${text.slice(at + gone)}`;
}

/** Mulberry32: the same damage each time. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
