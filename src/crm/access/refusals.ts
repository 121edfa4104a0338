import type { Permission } from "./permission.ts";

export interface AccessRefusals {
  /** no grant at all; `steward` is who can give it */
  no_access: { stewards: { slackUserId: string; name: string }[] };
  /** a grant, but not for this */
  not_permitted: { permission: Permission; stewards: { slackUserId: string; name: string }[] };
  guest: Record<string, never>;
  last_steward: { name: string };
  /** the other stewards' access ends on a date */
  last_lasting_steward: { name: string };
  /** access cannot end in the past; the day as a calendar date, "2026-06-30" */
  end_passed: { day: string };
  unreadable_end: { typed: string };
  /** who had access on a day to come cannot be known */
  day_to_come: { day: string };
  unreadable_day: { typed: string };
  /** nobody answers for what they cannot see; null: somebody whom Steward has never met */
  owner_needs_access: { name: string | null };
  unknown_person: { typed: string };
  /** several people answer to what was typed */
  ambiguous_person: { typed: string; candidates: string[] };
  unknown_role: { typed: string };
  /** two roles in one breath */
  several_roles: { typed: string[] };
  unknown_department: { typed: string };
  nobody_named: Record<string, never>;
  /** "@everyone", a user group: access is given to people and channels */
  group_cannot_be_granted: { typed: string };
  app_cannot_be_granted: Record<string, never>;
  guest_cannot_be_granted: { name: string };
  deactivated_cannot_be_granted: { name: string };
  /** nobody in the channel can have access */
  nobody_in_channel: { channel: string };
  /** null: one that Slack knows but does not show; else as typed */
  channel_unreadable: { channel: string | null };
  /** Steward has to be invited to write there */
  channel_closed: { channel: string };
  channel_external: { channel: string };
  channel_archived: { channel: string };
  has_no_access: { name: string };
  /** somebody whom Steward has never met */
  stranger_has_no_access: Record<string, never>;
  /** nobody with access is called that */
  unknown_holder: { typed: string };
  /** an import that cannot be begun anew: it is done, or somebody else's */
  upload_gone: Record<string, never>;
  channel_cannot_be_revoked: Record<string, never>;
}
