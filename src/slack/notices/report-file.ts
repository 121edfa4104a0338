import { z } from "zod";
import { departments } from "../../crm/access/permission.ts";
import { type ReportOrder, reportFileKind, reportKinds, writeReport } from "../../crm/usage/report-file.ts";
import { defineNotice } from "../define-notice.ts";
import { sentenceMessage } from "../views/sentence-message.ts";
import { usageText as text } from "../views/usage.text.ts";
import { periodWords } from "../views/usage-parts.ts";

const payload = z.object({
  report: z.enum(reportKinds),
  from: z.iso.date(),
  to: z.iso.date(),
  department: z.enum(departments).nullable(),
  memberId: z.uuid(),
});

function orderOf({ from, to, ...rest }: z.infer<typeof payload>): ReportOrder {
  return { ...rest, days: { from, to } };
}

/** To whoever asked: a report in one file. */
export const reportFile = defineNotice({
  kind: reportFileKind,
  payload,
  timeoutMs: 30_000,
  async render(ctx, order) {
    const { label } = text.reports[order.report];
    const period = text.among(periodWords({ from: order.from, to: order.to }, ctx.now), order.department);
    return (await writeReport(ctx, orderOf(order))) === null ? null : sentenceMessage(text.fileReady(label, period));
  },
  async files(open, order) {
    const contents = await open((ctx) => writeReport(ctx, orderOf(order)));
    if (contents === null) return [];
    const { report, from, to } = order;
    // Numbers of colleagues' work: no customer is in it.
    return [
      { name: `${report}-${from}-${to}.csv`, title: text.fileTitle(text.reports[report].label), about: null, contents },
    ];
  },
});
