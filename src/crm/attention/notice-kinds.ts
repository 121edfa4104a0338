import type { Treatment } from "./attention.ts";

interface NoticeKind {
  treatment: Treatment;
  /** it also goes to somebody who may read nothing (any more); every other message about the CRM stays away from them */
  withoutAccess?: true;
}

/**
 * How each kind of notice is treated; the one table. A test holds it against every kind that src/slack/notices draws.
 * What goes to a channel interrupts nobody and is never held, whatever stands here.
 */
export const noticeKinds: Readonly<Record<string, NoticeKind>> = {
  // Whoever works on tickets has asked for what is said of them.
  "ticket-card": { treatment: "asked" },
  "ticket-card-moved": { treatment: "asked" },
  "ticket-details": { treatment: "asked" },
  "ticket-received": { treatment: "asked" },
  "ticket-thread-unread": { treatment: "asked" },
  "ticket-assigned": { treatment: "asked" },
  "tickets-handed-over": { treatment: "asked" },
  "ticket-escalated": { treatment: "asked" },
  "tickets-due-soon": { treatment: "asked" },
  "tickets-late": { treatment: "asked" },
  "ticket-woken": { treatment: "asked" },
  "ticket-solved": { treatment: "asked" },
  /** nobody sees new tickets until it is put right */
  "ticket-channel-lost": { treatment: "at-once" },

  "daily-digest": { treatment: "digest" },
  /** an edit of what was read: it interrupts nobody */
  "digest-folded": { treatment: "asked" },

  /** set by whoever is reminded */
  "task-reminder": { treatment: "asked" },
  "given-task-reminder": { treatment: "may-wait" },
  "task-given": { treatment: "may-wait" },
  /** a customer waits, and there is still time to come back to them */
  "promises-slipping": { treatment: "at-once" },

  // Files and ends of work that the reader has set off.
  "audit-export": { treatment: "asked" },
  "customers-export": { treatment: "asked" },
  "person-export": { treatment: "asked" },
  "freshness-file": { treatment: "asked" },
  "import-failed": { treatment: "asked" },
  "import-finished": { treatment: "asked" },
  "import-undone": { treatment: "asked" },
  "erasure-finished": { treatment: "asked" },
  "welcome-installer": { treatment: "asked", withoutAccess: true },
  /** an erasure takes back what was posted; it says nothing */
  "take-back": { treatment: "asked", withoutAccess: true },

  // A colleague waits for the answer, or cannot begin without it.
  "access-asked": { treatment: "at-once", withoutAccess: true },
  "welcome-member": { treatment: "at-once" },
  /** customers' data have left: whoever answers for them hears of it while something can be done */
  "data-exported": { treatment: "at-once" },
  "no-steward-left": { treatment: "at-once", withoutAccess: true },

  "weekly-usage": { treatment: "may-wait" },
  "usage-lesson": { treatment: "may-wait" },
  /** one's own numbers, before a manager sees them: they come at one's own time, and somebody waits for it */
  "usage-preview": { treatment: "at-once" },
  "report-file": { treatment: "asked" },

  "access-review-due": { treatment: "may-wait" },
  "weekly-freshness": { treatment: "may-wait" },
  "audit-day-head": { treatment: "may-wait" },
  "delivery-unknown": { treatment: "may-wait" },
};

/** The kinds that carry "Less of this", and that can be wanted in the digest only. */
export const kindsThatMayWait: readonly string[] = Object.entries(noticeKinds)
  .filter(([, { treatment }]) => treatment === "may-wait")
  .map(([kind]) => kind);

/** A kind that a newer version of Steward has left: it goes, rather than wait for a digest that cannot say it. */
export function noticeKindOf(kind: string): NoticeKind {
  return noticeKinds[kind] ?? { treatment: "asked" };
}
