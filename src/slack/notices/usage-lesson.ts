import { z } from "zod";
import { activityTypes } from "../../crm/usage/activity.ts";
import { gapCauses, isTeachable } from "../../crm/usage/gap-cause.ts";
import { lessonKind } from "../../crm/usage/send-lesson.ts";
import { defineNotice } from "../define-notice.ts";
import { lessonMessage } from "../views/weekly-usage.ts";

const difficulties = gapCauses.filter(isTeachable);

/** To whoever records nothing, or not what they did: how it is done in a line. */
export const usageLesson = defineNotice({
  kind: lessonKind,
  payload: z.object({ lesson: z.enum([...difficulties, ...activityTypes]) }),
  render: async (_ctx, { lesson }) => lessonMessage(lesson),
});
