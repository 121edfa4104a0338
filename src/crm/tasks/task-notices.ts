import type { Context } from "../../db/context.ts";

/** What is said of tasks unasked, by kind, with ids only. */
export interface TaskNotices {
  /** to whoever has them and set them for themself: their time has come */
  "task-reminder": { memberId: string; taskIds: string[] };
  /** the same of what somebody else gave them */
  "given-task-reminder": { memberId: string; taskIds: string[] };
  /** to whoever was given one by somebody else */
  "task-given": { memberId: string; taskId: string; byId: string | null };
  /** to a manager: promised to customers, due soon, and nothing done */
  "promises-slipping": { taskIds: string[] };
}

/** Leaves a notice about tasks for a Slack user. */
export function tellOfTasks<K extends keyof TaskNotices>(
  ctx: Context,
  kind: K,
  recipient: string,
  payload: TaskNotices[K],
): void {
  ctx.notify({ kind, recipient, payload: { ...payload } });
}
