import { categories } from "./categories.ts";
import { companyNames } from "./company-names.ts";
import { emailDomains } from "./email-domains.ts";
import { emailSyntax } from "./email-syntax.ts";
import { emailTypos } from "./email-typos.ts";
import { grouping, groupingByCategory } from "./grouping.ts";
import type { Measure } from "./measure.ts";
import { personNames } from "./person-names.ts";
import { phones } from "./phones.ts";
import { retrieval } from "./retrieval.ts";
import { robustness } from "./robustness.ts";
import { topics } from "./topics.ts";
import { websites } from "./websites.ts";

export const measures: readonly Measure[] = [
  emailSyntax,
  phones,
  websites,
  companyNames,
  personNames,
  emailDomains,
  emailTypos,
  robustness,
  retrieval,
  grouping,
  groupingByCategory,
  categories,
  topics,
];
