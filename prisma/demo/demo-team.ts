import type { Department, Role } from "../../src/crm/access/permission.ts";

/**
 * What the people of the local workspace are given when it is first opened, by name. Its owner, Dewi, is the steward already;
 * Olivia is given nothing, so that one can see what somebody without access is told.
 */
export const demoTeam: readonly { name: string; role: Role; departments: readonly Department[] }[] = [
  { name: "Rizky Pratama", role: "member", departments: ["sales"] },
  { name: "Maya Putri", role: "member", departments: ["support"] },
  { name: "Tan Wei Ling", role: "manager", departments: ["sales"] },
  { name: "Jonas Becker", role: "manager", departments: ["marketing"] },
];
