import type { Permission } from "./permission.ts";

export interface AccessRefusals {
  /** no grant at all; `steward` is who can give it */
  no_access: { stewards: { slackUserId: string; name: string }[] };
  /** a grant, but not for this */
  not_permitted: { permission: Permission; stewards: { slackUserId: string; name: string }[] };
  guest: Record<string, never>;
  last_steward: { name: string };
  unknown_person: { typed: string };
  unknown_role: { typed: string };
  unknown_department: { typed: string };
  nobody_named: Record<string, never>;
  guest_cannot_be_granted: { name: string };
  channel_unreadable: { channel: string };
  has_no_access: { name: string };
}
