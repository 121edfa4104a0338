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
import { crmAdminFreshness } from "./crm-admin-freshness.ts";
import { crmAdminImport } from "./crm-admin-import.ts";
import { crmAdminImportUndo } from "./crm-admin-import-undo.ts";
import { crmAdminJobs } from "./crm-admin-jobs.ts";
import { crmAdminOwners } from "./crm-admin-owners.ts";
import { crmAdminPrivacy } from "./crm-admin-privacy.ts";
import { crmAdminPrivacyAllow } from "./crm-admin-privacy-allow.ts";
import { crmAdminPrivacyErase } from "./crm-admin-privacy-erase.ts";
import { crmAdminPrivacyExport } from "./crm-admin-privacy-export.ts";
import { crmAdminTickets } from "./crm-admin-tickets.ts";
import { crmAdminUsage } from "./crm-admin-usage.ts";
import { customer } from "./crm-customer.ts";
import { log } from "./crm-log.ts";
import { crmReport } from "./crm-report.ts";
import { crmReportActivity } from "./crm-report-activity.ts";
import { crmReportData } from "./crm-report-data.ts";
import { crmReportResponse } from "./crm-report-response.ts";
import { crmReportUsage } from "./crm-report-usage.ts";
import { task } from "./crm-task.ts";
import { taskAdd } from "./crm-task-add.ts";
import { taskAssign } from "./crm-task-assign.ts";
import { taskDone } from "./crm-task-done.ts";
import { taskList } from "./crm-task-list.ts";
import { taskSnooze } from "./crm-task-snooze.ts";
import { taskUndo } from "./crm-task-undo.ts";
import { crmTicket } from "./crm-ticket.ts";
import { crmTicketAssign } from "./crm-ticket-assign.ts";
import { crmTicketAway } from "./crm-ticket-away.ts";
import { crmTicketEscalate } from "./crm-ticket-escalate.ts";
import { crmTicketGroup } from "./crm-ticket-group.ts";
import { crmTicketHandover } from "./crm-ticket-handover.ts";
import { crmTicketLink } from "./crm-ticket-link.ts";
import { crmTicketList } from "./crm-ticket-list.ts";
import { crmTicketNew } from "./crm-ticket-new.ts";
import { crmTicketNext } from "./crm-ticket-next.ts";
import { crmTicketPriority } from "./crm-ticket-priority.ts";
import { crmTicketReopen } from "./crm-ticket-reopen.ts";
import { crmTicketShow } from "./crm-ticket-show.ts";
import { crmTicketSolve } from "./crm-ticket-solve.ts";
import { crmTicketTake } from "./crm-ticket-take.ts";
import { crmTicketTop } from "./crm-ticket-top.ts";
import { crmTicketTried } from "./crm-ticket-tried.ts";
import { crmTicketWait } from "./crm-ticket-wait.ts";
import { crmTicketWhy } from "./crm-ticket-why.ts";
import { undo } from "./crm-undo.ts";

/** Every command there is, in the order in which help lists them. */
export const commands: readonly AnyCommand[] = [
  crm,
  log,
  customer,
  crmTicket,
  crmTicketNext,
  crmTicketNew,
  crmTicketList,
  crmTicketShow,
  crmTicketTake,
  crmTicketAssign,
  crmTicketHandover,
  crmTicketPriority,
  crmTicketEscalate,
  crmTicketWait,
  crmTicketTried,
  crmTicketSolve,
  crmTicketReopen,
  crmTicketLink,
  crmTicketGroup,
  crmTicketWhy,
  crmTicketTop,
  crmTicketAway,
  task,
  taskAdd,
  taskList,
  taskDone,
  taskSnooze,
  taskAssign,
  taskUndo,
  undo,
  crmReport,
  crmReportUsage,
  crmReportActivity,
  crmReportResponse,
  crmReportData,
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
  crmAdminTickets,
  crmAdminUsage,
  crmAdminFreshness,
  crmAdminJobs,
  crmAdminImport,
  crmAdminImportUndo,
  crmAdminExport,
  crmAdminPrivacy,
  crmAdminPrivacyExport,
  crmAdminPrivacyErase,
  crmAdminPrivacyAllow,
];
