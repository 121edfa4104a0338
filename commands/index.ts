import type { AnyCommand } from "../src/slack/define.ts";
import { crm } from "./crm.ts";
import { crmAdmin } from "./crm-admin.ts";
import { crmAdminAccessAsOf } from "./crm-admin-access-as-of.ts";
import { crmAdminAccessChange } from "./crm-admin-access-change.ts";
import { crmAdminAccessGrant } from "./crm-admin-access-grant.ts";
import { crmAdminAccessList } from "./crm-admin-access-list.ts";
import { crmAdminAccessReview } from "./crm-admin-access-review.ts";
import { crmAdminAccessRevoke } from "./crm-admin-access-revoke.ts";
import { crmAdminAccessRoles } from "./crm-admin-access-roles.ts";
import { crmAdminAudit } from "./crm-admin-audit.ts";
import { crmAdminAuditExport } from "./crm-admin-audit-export.ts";
import { crmAdminAuditReads } from "./crm-admin-audit-reads.ts";
import { crmAdminAuditVerify } from "./crm-admin-audit-verify.ts";
import { crmAdminExport } from "./crm-admin-export.ts";
import { crmAdminImport } from "./crm-admin-import.ts";
import { crmAdminImportUndo } from "./crm-admin-import-undo.ts";
import { crmAdminOwners } from "./crm-admin-owners.ts";
import { crmAdminPrivacy } from "./crm-admin-privacy.ts";
import { crmAdminPrivacyAllow } from "./crm-admin-privacy-allow.ts";
import { crmAdminPrivacyErase } from "./crm-admin-privacy-erase.ts";
import { crmAdminPrivacyExport } from "./crm-admin-privacy-export.ts";
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
  crmAdminAudit,
  crmAdminAuditVerify,
  crmAdminAuditExport,
  crmAdminAuditReads,
  crmAdminAccessReview,
  crmAdminAccessAsOf,
  crmAdminAccessRoles,
  crmAdminOwners,
  crmAdminImport,
  crmAdminImportUndo,
  crmAdminExport,
  crmAdminPrivacy,
  crmAdminPrivacyExport,
  crmAdminPrivacyErase,
  crmAdminPrivacyAllow,
];
