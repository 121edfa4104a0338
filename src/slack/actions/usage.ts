import { departments } from "../../crm/access/permission.ts";
import { isCalendarDay } from "../../crm/attention/calendar-day.ts";
import { findDigestAt } from "../../crm/digest/find-digest.ts";
import { asManager } from "../../crm/usage/get-usage.ts";
import type { Days } from "../../crm/usage/local-days.ts";
import { reportKinds, requestReportFile } from "../../crm/usage/report-file.ts";
import { sendLesson } from "../../crm/usage/send-lesson.ts";
import { getUsageSettings, setUsageSettings } from "../../crm/usage/usage-settings.ts";
import { getManagersWeek } from "../../crm/usage/weekly-usage.ts";
import type { Context } from "../../db/context.ts";
import { type Click, defineAction } from "../define.ts";
import { nothing, type Reply, replace, say } from "../reply.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { usageActions } from "../views/usage.actions.ts";
import { usageText as text } from "../views/usage.text.ts";
import { usageSettingsMessage, weeklyMessage } from "../views/weekly-usage.ts";

export const reportFileAction = defineAction({
  ref: usageActions.csv,
  may: "reports:read",
  async run(ctx, { report: name, from, to, department: one }) {
    const report = reportKinds.find((each) => each === name);
    if (!report || !isCalendarDay(from) || !isCalendarDay(to)) return nothing();
    const days: Days = { from, to };
    await requestReportFile(ctx, { report, days, department: departments.find((each) => each === one) ?? null });
    return say(sentenceMessage(text.csvBegun()));
  },
});

/** The digest of that week as it is now, with what came of its button; in a daily digest, which it waited for, that alone. */
async function weekAgain(ctx: Context, week: string, said: string, { where }: Click): Promise<Reply> {
  if (!ctx.member || !isCalendarDay(week)) return nothing();
  const { channelId, messageTs } = where;
  const inDigest = channelId && messageTs && (await findDigestAt(ctx, { channel: channelId, ts: messageTs }));
  if (inDigest) return say(sentenceMessage(said));
  return replace(weeklyMessage(await getManagersWeek(ctx, asManager(ctx.member), week), said));
}

export const sendLessonAction = defineAction({
  ref: usageActions.lesson,
  may: "reports:read",
  timeoutMs: 20_000,
  run: async (ctx, { week }, click) => weekAgain(ctx, week, text.lessonSent(await sendLesson(ctx)), click),
});

export const notNowAction = defineAction({
  ref: usageActions.notNow,
  may: "reports:read",
  timeoutMs: 20_000,
  run: (ctx, { week }, click) => weekAgain(ctx, week, text.laterSaid(), click),
});

export const usageSettingsAction = defineAction({
  ref: usageActions.settings,
  may: "settings:write",
  run: async (ctx) => say(usageSettingsMessage(await getUsageSettings(ctx))),
});

export const perPersonAction = defineAction({
  ref: usageActions.perPerson,
  may: "settings:write",
  async run(ctx, { state }) {
    await setUsageSettings(ctx, { perPerson: state === "on" });
    return replace(usageSettingsMessage(await getUsageSettings(ctx)));
  },
});
