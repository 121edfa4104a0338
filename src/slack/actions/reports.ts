import { defineAction } from "../define.ts";
import { nothing, replace } from "../reply.ts";
import { reports } from "../reports.ts";
import { reportActions } from "../views/reports.actions.ts";

export const showReportAction = defineAction({
  ref: reportActions.show,
  may: "reports:read",
  timeoutMs: 20_000,
  async run(ctx, { report: name, typed }) {
    const report = reports.find((each) => each.name === name);
    return report ? replace(await report.answer(ctx, typed)) : nothing();
  },
});
