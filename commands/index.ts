import type { AnyCommand } from "../src/slack/define.ts";
import { crm } from "./crm.ts";
import { crmAdmin } from "./crm-admin.ts";
import { crmAdminAccessChange } from "./crm-admin-access-change.ts";
import { crmAdminAccessGrant } from "./crm-admin-access-grant.ts";
import { crmAdminAccessList } from "./crm-admin-access-list.ts";
import { crmAdminAccessReview } from "./crm-admin-access-review.ts";
import { crmAdminAccessRevoke } from "./crm-admin-access-revoke.ts";
import { crmAdminAuditVerify } from "./crm-admin-audit-verify.ts";
import { customer } from "./crm-customer.ts";
import { log } from "./crm-log.ts";
import { undo } from "./crm-undo.ts";

/** Every command there is, in the order in which help lists them. */
export const commands: readonly AnyCommand[] = [
  crm,
  log,
  customer,
  undo,
  crmAdmin,
  crmAdminAccessList,
  crmAdminAccessGrant,
  crmAdminAccessChange,
  crmAdminAccessRevoke,
  crmAdminAuditVerify,
  crmAdminAccessReview,
];
