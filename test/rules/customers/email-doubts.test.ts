import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emailDomainKind } from "../../../src/crm/customers/email-domain.ts";
import { remarkOnEmail } from "../../../src/crm/customers/remark-on-email.ts";
import { suggestEmailDomain, wellKnownEmailDomains } from "../../../src/crm/customers/suggest-email-domain.ts";

describe("emailDomainKind", () => {
  it.each([
    ["gmail.com", "free"],
    ["yahoo.co.id", "free"],
    ["telkom.net", "free"],
    ["mailinator.com", "disposable"],
    ["inbox.mailinator.com", "disposable"],
    ["hush.com", "free"],
    ["contoh-makmur.co.id", "own"],
    ["telkom.co.id", "own"],
  ])("%s is %s", (domain, kind) => {
    expect(emailDomainKind(domain)).toBe(kind);
  });
});

describe("suggestEmailDomain", () => {
  it.each([
    ["gmial.com", "gmail.com"],
    ["gmail.con", "gmail.com"],
    ["gmail.co", "gmail.com"],
    ["gmail.co.id", "gmail.com"],
    ["yaho.co.id", "yahoo.co.id"],
    ["yahoo.coid", "yahoo.co.id"],
    ["hotmial.co", "hotmail.com"],
    ["outlok.com", "outlook.com"],
    ["iclod.com", "icloud.com"],
  ])("asks at %s for %s", (typed, meant) => {
    expect(suggestEmailDomain(typed)).toBe(meant);
  });

  it.each([
    "email.com",
    "mail.com",
    "love.com",
    "telkom.co.id",
    "verizon.com",
    "proton.com",
    "contoh.co.id",
    "yahoo.com.vn",
  ])("asks nothing at %s", (domain) => {
    expect(suggestEmailDomain(domain)).toBeNull();
  });

  it("asks nothing at what is well known, and what it suggests is well known", () => {
    for (const domain of wellKnownEmailDomains) expect(suggestEmailDomain(domain)).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string(), fc.string({ unit: "binary" })), (domain) => {
        const suggestion = suggestEmailDomain(domain);
        if (suggestion !== null) expect(wellKnownEmailDomains).toContain(suggestion);
      }),
    );
  });
});

describe("remarkOnEmail", () => {
  it("keeps the mailbox, asks about a slip first, and marks a throwaway address", () => {
    expect(remarkOnEmail("o'brien+tag@gmial.com")).toEqual({
      kind: "likely_typo",
      typed: "o'brien+tag@gmial.com",
      suggestion: "o'brien+tag@gmail.com",
    });
    expect(remarkOnEmail("a@mailinator.com")).toEqual({ kind: "disposable", typed: "a@mailinator.com" });
    expect(remarkOnEmail("a@gmail.com")).toBeNull();
  });
});
