import type { AccessRefusals } from "./access/refusals.ts";
import type { AttentionRefusals } from "./attention/refusals.ts";
import type { AuditRefusals } from "./audits/refusals.ts";
import type { CustomerRefusals } from "./customers/refusals.ts";
import type { DigestRefusals } from "./digest/refusals.ts";
import type { FreshnessRefusals } from "./freshness/refusals.ts";
import type { InteractionRefusals } from "./interactions/refusals.ts";
import type { OperationsRefusals } from "./operations/refusals.ts";
import type { PrivacyRefusals } from "./privacy/refusals.ts";
import type { QuoteRefusals } from "./quotes/refusals.ts";
import type { TaskRefusals } from "./tasks/refusals.ts";
import type { TicketRefusals } from "./tickets/refusals.ts";
import type { UsageRefusals } from "./usage/refusals.ts";

/** Every refusal there is, by code, with the details its sentence needs. */
export interface Refusals
  extends AccessRefusals,
    AttentionRefusals,
    AuditRefusals,
    CustomerRefusals,
    DigestRefusals,
    FreshnessRefusals,
    InteractionRefusals,
    OperationsRefusals,
    PrivacyRefusals,
    QuoteRefusals,
    TaskRefusals,
    TicketRefusals,
    UsageRefusals {}

export type RefusalCode = keyof Refusals;

/** Something the person can act on. Anything else that is thrown is a fault. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  readonly code: C;
  readonly details: Refusals[C];

  constructor(code: C, details: Refusals[C]) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}
