export interface OperationsRefusals {
  /** somebody has seen to the message meanwhile */
  letter_gone: Record<string, never>;
}
